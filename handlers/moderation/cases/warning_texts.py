"""The words with which a host puts down what they saw, before anybody is told."""

from datetime import datetime

from bot.forms import Given
from bot.i18n import _
from bot.messages import Text
from handlers.moderation.cases.labels import moment
from handlers.moderation.cases.refusals import merge_example


def what_was_seen(_given: Given) -> str:
    """Ask for what was seen."""
    return _(
        "What was seen? Please write what happened in the group, as it was, in one message. "
        "The person reads it, so please do not write who told you."
    )


def what_is_asked(_given: Given) -> str:
    """Ask for what is asked of the person."""
    return _("And what would you ask of the person? One sentence is enough.")


def words_are_missing() -> str:
    """Say where the words are asked for."""
    # Translators: two commands.
    return _(
        "In private I ask you what was seen: “/warn #12” there, or all in one: "
        "/warn #12 r2 2 What was seen. Asked: What you ask."
    )


def too_long(given: int, most: int) -> str:
    """Name the bound."""
    return _("That is %(given)d characters long; up to %(most)d fit.", given=given, most=most)


def no_such_rule(number: int) -> str:
    """Say that there is no such rule."""
    return _("There is no rule %(number)d. “/rules” shows them.", number=number)


def name_in_brackets() -> str:
    """Say how to name somebody without a number."""
    # Translators: the brackets are those that are usual in the language; both kinds are understood.
    return _("Somebody whom LINE does not name: put what you call them in quotation marks (“Hanako”).")


def somebody_mentioned() -> str:
    """Stand for somebody who was mentioned by a name of which nothing can be seen."""
    return _("somebody mentioned")


def joined(number: int) -> Text:
    """Say that another host was a moment earlier."""
    return Text(
        _("About this person number %(number)d was opened a moment ago, so I added your words there.", number=number)
    )


def asked_again_at(number: int, at: datetime, timezone: str) -> Text:
    """Confirm that it rests."""
    return Text(
        _(
            "Number %(number)d rests. I ask you again at %(moment)s; until then nobody is told.",
            number=number,
            moment=moment(at, timezone),
        )
    )


def a_night_has_passed(number: int) -> Text:
    """Bring it up again."""
    return Text(
        _("Good morning. A night has passed over number %(number)d. How does it look to you now?", number=number)
    )


def dropped(number: int) -> Text:
    """Confirm that it was dropped."""
    return Text(_("All right, number %(number)d is dropped. Nobody was told.", number=number))


def dropped_word() -> str:
    """Say in the history that it was dropped before anybody was told."""
    return _("Dropped before it was told.")


def merged(number: int, who: str) -> Text:
    """Confirm who it is."""
    return Text(_("Number %(number)d is about %(who)s now.", number=number, who=who))


def added(number: int) -> Text:
    """Confirm an addition."""
    return Text(_("Added to number %(number)d. Only hosts read it.", number=number))


def noted(number: int, who: str) -> Text:
    """Confirm a note."""
    return Text(_("Noted as number %(number)d, about %(who)s. Only hosts read it.", number=number, who=who))


def what_to_note() -> str:
    """Say what `/note` expects."""
    # Translators: a command with an example.
    return _("What shall I note? Like this: %(example)s", example=_("/note #12 Wants to be called Hana"))


def what_to_add(number: int) -> str:
    """Say what an addition needs."""
    # Translators: a command; the word after the number must be one of those of `/case`.
    return _("What shall I add? Like this: /case %(number)d add We have talked", number=number)


def how_to_take_back() -> str:
    """Say what `/unwarn` expects."""
    # Translators: a command with an example.
    return _(
        "Please write the number and why it is taken back: %(example)s", example=_("/unwarn 12 It was somebody else")
    )


def taken_back(number: int, *, was_told: bool) -> Text:
    """Confirm that it was taken back."""
    if was_told:
        return Text(
            _(
                "Number %(number)d is taken back and counts no more. The person hears so; only hosts read your reason.",
                number=number,
            )
        )
    return Text(_("Number %(number)d is taken back. Number and history stay; nobody is told.", number=number))


def was_taken_back(number: int) -> Text:
    """Tell the person."""
    return Text(_("About number %(number)d: the hosts have taken it back. It counts no more.", number=number))


def how_long_a_pause() -> str:
    """Say what `/cooldown` expects."""
    # Translators: a command with an example.
    return _(
        "How long shall the pause be? From one hour to thirty days: %(example)s",
        example=_("/cooldown #12 24h It got loud last night"),
    )


def how_to_use_case() -> str:
    """Say what may stand after the number of a case."""
    # Translators: the words are those of `/case`.
    return _("After the number I understand: add, merge, rest, tell, drop, words, line.")


def who_is_it(number: int) -> str:
    """Ask for the number of the member."""
    return _("Who is it? Please give the member's number: %(example)s", example=merge_example(number))


def pause_needs_a_member() -> str:
    """Say that a pause can only be asked of somebody who can be told."""
    return _("I can ask for a pause only somebody who has a number here, because I have to tell them.")
