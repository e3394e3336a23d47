"""The words with which hosts look at greetings and good-byes and choose them."""

from dataclasses import dataclass

from bot.context import Context
from bot.i18n import _
from bot.messages import Button, Card, Message, SayButton, Text
from handlers.welcome.placeholders import NAME_BLANKS, blanks, read_template
from handlers.welcome.texts import first_steps, ready_goodbye, ready_greeting
from storage.models.communities import Preset


@dataclass(frozen=True, slots=True)
class WelcomeState:
    """How newcomers are greeted now; `own_text` is empty where the ready greeting stands."""

    is_on: bool
    by_name: bool
    own_text: str
    preset: Preset

    @property
    def text(self) -> str:
        """Give the text that stands, the hosts' own or the ready one."""
        return self.own_text.strip() or ready_greeting(self.preset)


def greeting_state(ctx: Context, state: WelcomeState) -> Card:
    """Show state and text of the greeting."""
    return Card(
        title=_("The greeting is on") if state.is_on else _("The greeting is off"),
        lines=(_calls_by_name(state), state.text),
        # Translators: the second text of a button here and below is a command of this feature.
        buttons=(
            _preview_button(ctx, _("/welcome preview")),
            SayButton(_("Turn off"), _("/welcome off")) if state.is_on else SayButton(_("Turn on"), _("/welcome on")),
        ),
        alt=_("The greeting"),
        # Translators: the words in braces are placeholders, written as `placeholders.py` reads them.
        footnote=_(
            "To change it: /welcome set and your text. {name} or {names} becomes the newcomers, {group} the group's "
            "name, {greeter} the hosts, {count} the number of members."
        ),
    )


def goodbye_state(ctx: Context, own_text: str, *, is_on: bool) -> Card:
    """Show state and text of the good-bye."""
    return Card(
        title=_("The good-bye is on") if is_on else _("The good-bye is off"),
        lines=(
            _("It names nobody and is said once, even if several leave."),
            own_text.strip() or ready_goodbye(),
        ),
        buttons=(
            _preview_button(ctx, _("/goodbye preview")),
            SayButton(_("Turn off"), _("/goodbye off")) if is_on else SayButton(_("Turn on"), _("/goodbye on")),
        ),
        alt=_("The good-bye"),
        # Translators: the words in braces are placeholders, written as `placeholders.py` reads them.
        footnote=_(
            "To change it: /goodbye set and your text. {group} becomes the group's name, {greeter} the hosts, "
            "{count} the number of members."
        ),
    )


def greeting_is_set(ctx: Context, *, is_on: bool) -> Message:
    """Confirm a new text, with what the host may want next."""
    return _is_set(ctx, _("That is the greeting now."), _("/welcome preview"), None if is_on else _("/welcome on"))


def goodbye_is_set(ctx: Context, *, is_on: bool) -> Message:
    """Confirm a new text, with what the host may want next."""
    return _is_set(ctx, _("That is the good-bye now."), _("/goodbye preview"), None if is_on else _("/goodbye on"))


def greeting_preview(ctx: Context, text: str, *, is_on: bool, has_rules: bool) -> list[Message]:
    """Show a greeting as newcomers get it, on a card, so that a lock screen shows nothing of it."""
    note = "" if is_on else _("The greeting is off now, so nobody reads this yet.")
    return [
        Card(title=_("This is how the greeting looks"), lines=(text,), alt=_("A preview"), footnote=note),
        first_steps(ctx, has_rules=has_rules),
    ]


def goodbye_preview(text: str, *, is_on: bool) -> Card:
    """Show a good-bye as the group gets it."""
    note = "" if is_on else _("The good-bye is off now, so nobody reads this yet.")
    return Card(title=_("This is how the good-bye looks"), lines=(text,), alt=_("A preview"), footnote=note)


def greeting_is_on() -> Text:
    """Confirm that newcomers are greeted."""
    return Text(_("I greet newcomers from now on."))


def greeting_is_off() -> Text:
    """Confirm that nobody is greeted."""
    return Text(_("I greet nobody from now on. /welcome on brings the greeting back."))


def greeting_is_back_to_ready(ready: str) -> Text:
    """Confirm the way back, with the text that stands now."""
    return Text(_("The greeting is the one that came with me again:\n%(greeting)s", greeting=ready))


def goodbye_is_on() -> Text:
    """Confirm that leaving is marked."""
    return Text(_("When somebody leaves, I say a line without a name from now on."))


def goodbye_is_off() -> Text:
    """Confirm that leaving is not marked."""
    return Text(_("When somebody leaves, I say nothing from now on."))


def explain_mention(state: WelcomeState) -> Text:
    """Confirm the choice by what it means now."""
    return Text(_calls_by_name(state))


def _calls_by_name(state: WelcomeState) -> str:
    if not state.by_name:
        return _("The greeting names nobody.")
    if NAME_BLANKS.isdisjoint(blanks(read_template(state.text))):
        # Translators: the words in braces are placeholders, written as `placeholders.py` reads them.
        return _("The greeting may call newcomers by name, but its text has no {name} or {names} yet.")
    return _("The greeting calls newcomers by name; their phones show that.")


def _is_set(ctx: Context, title: str, preview: str, turn_on: str | None) -> Message:
    buttons: list[Button] = [] if ctx.in_private else [_preview_button(ctx, preview)]
    if turn_on is not None:
        buttons.append(SayButton(_("Turn on"), turn_on))
    lines = () if turn_on is None else (_("It is not said yet, because it is off."),)
    return Card(title=title, lines=lines, buttons=buttons) if buttons or lines else Text(title)


def _preview_button(ctx: Context, command: str) -> Button:
    label = _("See how it looks")
    return SayButton(label, command) if ctx.in_private else ctx.private_chat(label, command)
