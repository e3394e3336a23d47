"""What the rules feature says to those who read and agree, in the language of the moment.

No text for a group names or judges anybody.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_time

from bot.i18n import _, current_language, ngettext
from bot.messages import Button, Card, Message, SayButton, Text, long_text, shorten, utf16_units
from bot.names import safe_name

_CARD_UNITS = 1_200
"""What still reads as a card on a phone; longer sets go out as texts above it."""


@dataclass(frozen=True, slots=True)
class RulesInForce:
    """The rules as they are shown: their version, since when, and their words in order."""

    version: int
    changed_at: datetime
    timezone: str
    lines: Sequence[str]

    @property
    def numbered(self) -> list[str]:
        """Give the rules with their numbers in front."""
        return [f"{position}. {line}" for position, line in enumerate(self.lines, start=1)]

    @property
    def fits_card(self) -> bool:
        """Say whether the rules still read well on one card."""
        return sum(map(utf16_units, self.numbered)) <= _CARD_UNITS


def moment(at: datetime, timezone: str) -> str:
    """Write a moment as date and time of the community's zone."""
    local = at.astimezone(ZoneInfo(timezone))
    language = current_language()
    return f"{format_date(local, 'long', locale=language)} {format_time(local, 'H:mm', locale=language)}"


def day(at: datetime, timezone: str) -> str:
    """Write the date a moment has in the community's zone."""
    return format_date(at.astimezone(ZoneInfo(timezone)), "long", locale=current_language())


def rules(shown: RulesInForce, buttons: Sequence[Button], note: str = "") -> tuple[Message, ...]:
    """Show the rules as a card; a long set as texts, with the card below them for its buttons."""
    title = _("Rules (version %(version)d)", version=shown.version)
    since = _("In force since %(date)s", date=day(shown.changed_at, shown.timezone))
    footnote = f"{since}\n{note}" if note else since
    alt = _("The rules")
    if shown.fits_card:
        return (Card(title, shown.numbered, buttons, alt, footnote),)
    return (*long_text("\n\n".join(shown.numbered)), Card(title, (), buttons, alt, footnote))


def one_rule(position: int, line: str) -> Card:
    """Show a single rule."""
    return Card(_("Rule %(number)d", number=position), [line], [all_rules_button()], _("A rule"))


def found_rules(word: str, found: Iterable[tuple[int, str]]) -> tuple[Message, ...]:
    """Show the rules in which a word occurs."""
    heading = _("Rules with “%(word)s”:", word=shorten(word, 40))
    return long_text("\n".join([heading, *(f"{position}. {line}" for position, line in found)]))


def nothing_found(word: str) -> str:
    """Say that no rule has the word."""
    return _("No rule has “%(word)s” in it. Perhaps another word?", word=shorten(word, 40))


def what_to_find() -> str:
    """Say what `/rule find` expects."""
    return _("Which word shall I look for? For example: %(example)s", example=find_example())


def find_example() -> str:
    """Give an example of searching."""
    return _("/rule find photo")


def no_rules_yet() -> str:
    """Say kindly that there are no rules, without asking anything of anybody."""
    return _("There are no rules here yet. Once the hosts have written some, you can read them here.")


def no_such_rule(count: int) -> str:
    """Say which numbers there are."""
    return ngettext(
        "There is one rule here, number 1.",
        "The rules here have the numbers 1 to %(count)d.",
        count,
    )


def which_rule(count: int) -> str:
    """Say what `/rule` expects behind it."""
    return _("Please give the number of a rule, from 1 to %(count)d.", count=count)


def read_button_label() -> str:
    """Name the button by which people agree."""
    return _("I have read them")


def all_rules_button() -> SayButton:
    """Give the button that shows all rules, usable by anybody."""
    return SayButton(_("See all rules"), all_rules_words())


def all_rules_words() -> str:
    """Give what one types to see the rules."""
    return _("/rules")


def private_chat_label() -> str:
    """Name the button into the private chat."""
    return _("Private chat with Tsudoi")


def received() -> Text:
    """Say in the group that agreements arrive: one neutral line for everybody who is tapping just now."""
    return Text(_("Thank you. Each “I have read them” arrives safely."))


def receipt(version: int, at: str) -> Card:
    """Give somebody, in private, the receipt of their agreement."""
    return Card(
        _("Thank you for reading the rules"),
        [_("Your agreement to version %(version)d is on record: %(time)s.", version=version, time=at)],
        [all_rules_button()],
        _("Your receipt"),
    )


def already_agreed(version: int, at: str) -> Text:
    """Remind somebody, in private, that they agreed before."""
    return Text(
        _("You have agreed to version %(version)d already, on %(time)s. All is well.", version=version, time=at)
    )


def agreed_note(at: str) -> str:
    """Say below the rules, in private, when this person agreed."""
    return _("You agreed to them on %(time)s.", time=at)


def newer_version() -> str:
    """Say below the rules that an older card's button was tapped."""
    return _("The rules have changed since the card you tapped. This is how they are now.")


def not_told_who() -> str:
    """Tell somebody LINE never names that their agreement cannot be noted, and what is just as good."""
    return _(
        "LINE does not tell me who wrote this, so I could not note it down. A word to one of the hosts is just as good."
    )


def all_have_agreed(version: int, unknown: str) -> Text:
    """Tell a host that nobody known is missing."""
    text = _("Everybody I know here has agreed to version %(version)d of the rules.", version=version)
    return Text(f"{text}\n\n{unknown}" if unknown else text)


def not_agreed(version: int, people: Sequence[str], known: int, unknown: str) -> tuple[Message, ...]:
    """List for a host, in private, who has not agreed yet."""
    lines = [
        ngettext(
            "%(count)d member has not agreed to version %(version)d of the rules yet (of %(known)d I know):",
            "%(count)d members have not agreed to version %(version)d of the rules yet (of %(known)d I know):",
            len(people),
            version=version,
            known=known,
        ),
        *people,
        "",
        _("Sending “%(words)s” in the group shows the rules and their button once more.", words=all_rules_words()),
    ]
    return long_text("\n".join([*lines, "", unknown] if unknown else lines))


def unidentified(count: int | None) -> str:
    """Say how many people of the group the bot does not know; None where LINE did not tell the count."""
    if count is None:
        return _("I could not ask LINE just now how many people are in the group.")
    if not count:
        return ""
    return ngettext(
        "One more person is in the group whom I have not met yet.",
        "%(count)d more people are in the group whom I have not met yet.",
        count,
    )


def member(number: int, name: str | None) -> str:
    """Write a member for hosts: the number, and the name where LINE told it."""
    shown = safe_name(name)
    return f"#{number}" if shown is None else f"#{number} {shown}"
