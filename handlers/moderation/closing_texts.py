"""The words with which a report ends, for the host, for whoever told it, and for the person it is about."""

from collections.abc import Callable

from bot.i18n import _, ngettext
from bot.messages import Card, SayButton, Text


def how_to_close(number: int = 12) -> str:
    """Say what `/close` expects, with the number of the report where one is shown."""
    # Translators: a command with an example.
    return _(
        "To close it, write how it ended; whoever told it reads that: %(example)s",
        example=_("/close %(number)d We have talked with both of them.", number=number),
    )


def close_button(number: int) -> SayButton:
    """Offer to close a report; the words are asked for then."""
    # Translators: the text of the button is a command.
    return SayButton(_("Close it in my words"), _("/close %(number)d", number=number))


def how_did_it_end(number: int) -> str:
    """Ask for the words with which a report ends, and say who reads them."""
    return _(
        "How did number %(number)d end? Whoever told it reads your words, and somebody else only if I ask you about it "
        "next and you say so.",
        number=number,
    )


def outcome_is_too_long(given: int, most: int) -> str:
    """Name the bound."""
    return _("That is %(given)d characters long; up to %(most)d fit.", given=given, most=most)


def nothing_for_you() -> str:
    """Say that there is nothing, whether or not there is."""
    return _("There is nothing for you here.")


def who_reads_it(number: int, outcome: str, person: str) -> Card:
    """Ask who reads how it ended; all who told of it have agreed to either."""
    return Card(
        title=_("Who reads how number %(number)d ended?", number=number),
        lines=(
            marked(outcome),
            _("Whoever told it reads these words. They have agreed that %(person)s may read them too.", person=person),
            _("Please make sure that the words do not show who told it."),
        ),
        buttons=(
            # Translators: the texts of the two buttons are commands.
            SayButton(_("Whoever told it"), _("/close only %(number)d", number=number)),
            SayButton(_("Both sides"), _("/close both %(number)d", number=number)),
        ),
        alt=_("A question from Tsudoi"),
    )


def not_for_both(number: int) -> str:
    """Say that the other side cannot be told any more."""
    return _(
        "Number %(number)d can only be closed for whoever told it: somebody has not agreed to more.", number=number
    )


def closed(number: int, *, reporters: int, both: bool) -> Text:
    """Confirm the closing, and who reads the words."""
    if both:
        return Text(_("Number %(number)d is closed. I pass your words on to both sides.", number=number))
    if not reporters:
        return Text(_("Number %(number)d is closed. Whoever told it can no longer be reached.", number=number))
    return Text(
        ngettext(
            "Number %(number)d is closed. I pass your words on to whoever told it.",
            "Number %(number)d is closed. I pass your words on to the %(count)d people who told it.",
            reporters,
            number=number,
        )
    )


def it_is_closed(outcome: str) -> Callable[[int], str]:
    """Tell a reporter how it ended, in the hosts' own words."""
    return lambda number: _(
        "About number %(number)d: the hosts have closed it. Their words:\n\n%(outcome)s\n\n"
        "If it goes on, you can tell me again any time.",
        number=number,
        outcome=marked(outcome),
    )


def something_about_you_is_closed(outcome: str) -> Text:
    """Tell the person it was about how it ended, and nothing about who told it."""
    return Text(
        _(
            "The hosts have looked into something that concerns you, and it is closed now. Their words:\n\n"
            "%(outcome)s\n\nIf you want to say something about it, “/ask” brings it to them in private.",
            outcome=marked(outcome),
        )
    )


def marked(words: str) -> str:
    """Set somebody's words apart from ours, all of them."""
    return "\n".join(f"┃ {line}" for line in words.splitlines())
