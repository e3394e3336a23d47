"""The words of greetings and good-byes."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.context import Context
from bot.i18n import _, ngettext
from bot.messages import Button, Card, MentionText, Message, SayButton, Text
from bot.names import safe_name
from handlers.welcome.placeholders import (
    NAME_BLANKS,
    Blank,
    Template,
    blanks,
    fill,
    fill_for_mentions,
    read_template,
    without_lines_using,
)
from handlers.welcome.waves import Guests, Newcomer
from storage.models.communities import Preset


@dataclass(frozen=True, slots=True)
class Place:
    """What a text may say about the group: its name and how many people it has, as far as LINE told."""

    group: str | None
    count: int | None
    greeter: str | None = None
    """Who greets today, where the group may read a name."""

    @classmethod
    def of(cls, ctx: Context) -> "Place":
        """Take what LINE told about the community's main chat."""
        chat_id = ctx.main_chat or ""
        return cls(ctx.facts.group_name(chat_id), ctx.facts.member_count(chat_id))


def ready_greeting(preset: Preset) -> str:
    """Give the greeting that comes with each kind of group, a template like those hosts write."""
    match preset:
        case Preset.HOBBY:
            # Translators: {names} is a placeholder, written as `placeholders.py` reads it; さん may follow it.
            return _("Welcome, {names}! So glad you are here. Feel free to say hello whenever you like.")
        case Preset.NEIGHBOURHOOD:
            # Translators: {names} is a placeholder, written as `placeholders.py` reads it; さん may follow it.
            return _("Welcome, {names}. It is good to have you with us. If anything is unclear, just ask.")
        case Preset.SUPPORT:
            return _("Welcome. Thank you for coming. Talk when you feel like it; only reading is fine too.")


def ready_goodbye() -> str:
    """Give the good-bye that comes with Tsudoi."""
    return _("Somebody has left the group. Thank you for the time together.")


def greeting(own_text: str, preset: Preset, guests: Guests, place: Place) -> list[Message]:
    """Greet everybody of a wave: one text, or a few where one cannot mention them all."""
    template = _template(own_text, place, ready_greeting(preset))
    plain = fill(template, lambda blank: _said(blank, guests.total, place))
    if not guests.mentioned or not NAME_BLANKS.intersection(blanks(template)):
        return [Text(plain)]
    # Translators: a further line of a greeting for many people; {names} is a placeholder as above.
    further = read_template(_("And welcome to you too, {names}!"))
    texts: list[Message] = []
    for position, people in enumerate(guests.mentioned):
        is_last = position == len(guests.mentioned) - 1
        texts.append(_mentioning(template if position == 0 else further, people, guests, place, is_last=is_last))
    return texts


def goodbye(own_text: str, place: Place) -> Text:
    """Say a line that names nobody."""
    return Text(fill(_template(own_text, place, ready_goodbye()), lambda blank: _said(blank, 1, place)))


def sample(own_text: str, preset: Preset, reader_name: str | None, place: Place) -> str:
    """Write a greeting out for its host to look at, with the host as the newcomer; without a name, nobody is named."""
    shown_name = safe_name(reader_name)
    return fill(
        _template(own_text, place, ready_greeting(preset)),
        lambda blank: (
            f"@{shown_name}{blank.honorific}" if shown_name and blank.name in NAME_BLANKS else _said(blank, 1, place)
        ),
    )


def first_steps(ctx: Context, *, has_rules: bool) -> Card:
    """Show newcomers where things are; a tap on help is seen by nobody, because it leads into the private chat.

    The private chat opens with a word already typed (LINE: `oaMessage`). Sending it gives the bot a reply token and so
    reaches people who are not its friends; the add-friend link would only show the account's profile.
    """
    buttons: list[Button] = []
    if has_rules:
        # Translators: the second text is a command; it must be one of the words for the rules.
        buttons.append(SayButton(_("Read the rules"), _("/rules")))
    # Translators: a word typed in the private chat; it must be one of the words for the help.
    buttons.append(ctx.private_chat(_("Talk with me in private"), _("help")))
    # Translators: a word typed in the private chat; it must be one of the words for the help lines.
    buttons.append(ctx.private_chat(_("Where to find help"), _("sos")))
    return Card(
        title=_("If you are new here"),
        lines=(_("You can ask me or the hosts anything in private. Nobody here sees it."),),
        buttons=buttons,
        alt=_("If you are new here"),
    )


def listed(words: Iterable[str]) -> str:
    """Write several short words in a row."""
    # Translators: what stands between two names or words of a list.
    return _(", ").join(words)


def _mentioning(
    template: Template, people: Sequence[Newcomer], guests: Guests, place: Place, *, is_last: bool
) -> MentionText:
    def say(blank: Blank) -> str:
        return _said(blank, guests.total, place)

    def names(blank: Blank) -> str:
        keys = listed(f"{{m{number}}}{blank.honorific}" for number in range(1, len(people) + 1))
        if not (is_last and guests.others):
            return keys
        return ngettext("%(names)s and %(count)d other", "%(names)s and %(count)d others", guests.others, names=keys)

    return MentionText(
        template=fill_for_mentions(template, names, say),
        people={f"m{number}": person.user_id for number, person in enumerate(people, start=1)},
        plain=fill(template, say),
    )


def _template(own_text: str, place: Place, ready: str) -> Template:
    text = own_text if place.count is not None else without_lines_using(own_text, "count")
    return read_template(text.strip() or ready)


def _said(blank: Blank, newcomers: int, place: Place) -> str:
    match blank.name:
        case "group":
            return safe_name(place.group) or _("this group")
        case "greeter":
            # Translators: who greets and helps, in the middle of a sentence.
            return place.greeter or _("the hosts")
        case "count":
            return str(place.count)
        case _ if newcomers == 1:
            # Translators: stands in the middle of a sentence in place of a newcomer's name, also after "Welcome,".
            return _("our new member")
        case _:
            # Translators: stands in the middle of a sentence in place of several names, also after "Welcome,".
            return _("our new members")
