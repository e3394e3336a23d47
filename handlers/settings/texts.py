"""The words with which hosts look at settings and change them, in the language of the moment."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.i18n import _
from bot.messages import MAX_BUTTONS, MAX_LABEL, Button, Card, Carousel, SayButton, Text, shorten
from handlers.rules.texts import moment
from handlers.settings.registry import Choice, Entry, Topic
from storage.models import SettingChange

_LONGEST_SHOWN = 120
"""UTF-16 units of a host's own text that a card shows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryState:
    """A setting with the value in force, and its newest change."""

    entry: Entry
    value: bool | int | str
    timezone: str
    last_change: SettingChange | None = None

    @property
    def is_on(self) -> bool:
        """Say whether a switch is on."""
        return self.value is True


def side_by_side(cards: Sequence[Card]) -> Card | Carousel:
    """Put cards into one message, so that what waits for the person still finds room beside it."""
    return cards[0] if len(cards) == 1 else Carousel(cards, _("Settings"))


def overview(states: Sequence[tuple[Topic, EntryState]], *, for_owner: bool) -> list[Card]:
    """Show all topics, each with its first setting, three to a card, and what else a host can choose."""
    cards = []
    for start in range(0, len(states), MAX_BUTTONS):
        shown = states[start : start + MAX_BUTTONS]
        cards.append(
            Card(
                title=_("Settings") if start == 0 else _("More settings"),
                lines=[
                    _("%(name)s: %(value)s", name=state.entry.name(), value=_said(state.entry, state.value))
                    for _topic, state in shown
                ],
                buttons=[
                    SayButton(topic.name(), _("/settings %(name)s", name=topic.name())) for topic, _state in shown
                ],
                alt=_("Settings"),
            )
        )
    return [*cards, _further(for_owner=for_owner)]


def entry_card(state: EntryState) -> Card:
    """Show one setting: its meaning, what is chosen, what comes ready-made, and how to change it."""
    entry = state.entry
    lines = [
        entry.setting.meaning(),
        _("Now: %(value)s", value=_said(entry, state.value)),
        _("Ready-made: %(value)s", value=_said(entry, entry.setting.default)),
    ]
    if state.last_change is not None:
        lines.append(_last_change(state.last_change, state.timezone))
    return Card(title=entry.name(), lines=lines, buttons=_ways_to_change(state), alt=_("Settings"))


def changed(before: EntryState, after: EntryState) -> Card:
    """Confirm a change, and offer the way back."""
    return Card(
        title=_("Changed: %(name)s", name=after.entry.name()),
        lines=(from_to(before.entry, before.value, after.value),),
        buttons=(undo_button(),),
        alt=_("Settings"),
    )


def is_so_already(state: EntryState) -> Text:
    """Say that nothing had to change."""
    return Text(
        _("It is so already: %(name)s: %(value)s", name=state.entry.name(), value=_said(state.entry, state.value))
    )


def switches(states: Sequence[EntryState], *, on: bool) -> list[Card]:
    """Offer what can be turned on, or off."""
    if not states:
        return [Card(_("Everything is on already.") if on else _("Everything is off already."), alt=_("Settings"))]
    return [
        Card(
            title=_("What shall I turn on?") if on else _("What shall I turn off?"),
            lines=[state.entry.setting.meaning() for state in states[start : start + MAX_BUTTONS]],
            buttons=[_switch_button(state, on=on) for state in states[start : start + MAX_BUTTONS]],
            alt=_("Settings"),
        )
        for start in range(0, len(states), MAX_BUTTONS)
    ]


def undo_button() -> SayButton:
    """Take the newest change back."""
    # Translators: the second text is a command; it must be one of the words for taking the newest change back.
    return SayButton(_("Take it back"), _("/undo"))


def from_to(entry: Entry, before: object, after: object) -> str:
    """Say what a setting was and what it is."""
    return _("%(before)s → %(after)s", before=_said(entry, before), after=_said(entry, after))


def unknown_setting() -> str:
    """Say that there is no such setting."""
    return _("I do not know that setting. “/settings” alone shows all there are.")


def unknown_feature() -> str:
    """Say that there is nothing of that name to turn on or off."""
    return _("I have nothing of that name to turn on or off. “/settings” shows all there is.")


def has_its_own_page(entry: Entry) -> str:
    """Lead to where a text is changed."""
    return _("%(page)s shows how to change this text.", page=entry.page() if entry.page else "")


def bounds(entry: Entry) -> str:
    """List what can be chosen."""
    # Translators: what stands between two choices.
    choices = _(" / ").join(choice.label() for choice in entry.choices)
    return _("For this setting you can choose: %(choices)s", choices=choices)


def _said(entry: Entry, value: object) -> str:
    """Say a value in words."""
    for choice in entry.choices:
        if choice.value == value:
            return choice.label()
    if entry.say is not None:
        return entry.say(value)
    if value == "":
        # Translators: stands for the text that comes with Tsudoi.
        return _("the words that came with me")
    return _("“%(text)s”", text=shorten(str(value), _LONGEST_SHOWN))


def page_button(page: str) -> SayButton:
    """Lead to the feature's own page."""
    return SayButton(_("To the page for it"), page)


def _ways_to_change(state: EntryState) -> list[Button]:
    entry = state.entry
    if entry.page is not None:
        return [page_button(entry.page())]
    return [_choice_button(entry, choice) for choice in entry.choices if choice.value != state.value]


def _choice_button(entry: Entry, choice: Choice) -> SayButton:
    # Translators: a command; it must be one of the words for the settings. The colon may be a wide one.
    words = _("/settings %(name)s: %(choice)s", name=entry.name(), choice=choice.label())
    return SayButton(shorten(choice.label(), MAX_LABEL), words)


def _switch_button(state: EntryState, *, on: bool) -> SayButton:
    name = state.entry.name()
    # Translators: commands; they must be the words for turning something on and off.
    return SayButton(name, _("/enable %(name)s", name=name) if on else _("/disable %(name)s", name=name))


def _last_change(change: SettingChange, timezone: str) -> str:
    at = moment(change.changed_at, timezone)
    if change.changed_by is None:
        return _("Last changed: %(moment)s", moment=at)
    return _("Last changed: %(moment)s, by #%(number)d", moment=at, number=change.changed_by)


def _further(*, for_owner: bool) -> Card:
    # Translators: the second text of each button is a command.
    buttons = [
        SayButton(_("Kind of group"), _("/kind")),
        SayButton(_("What was changed"), _("/settings history")),
        SayButton(_("The hosts' room"), _("/room")) if for_owner else SayButton(_("Who did what"), _("/log")),
    ]
    return Card(
        title=_("What else there is"),
        lines=(_("Whatever you change, “/undo” brings back what was before."),),
        buttons=buttons,
        alt=_("Settings"),
    )
