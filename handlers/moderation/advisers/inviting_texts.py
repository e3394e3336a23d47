"""The words with which somebody from outside is asked to be the adviser, and agrees or not."""

from bot.forms import Given
from bot.i18n import _
from bot.messages import Text
from handlers.moderation.cases.appeal_texts import ask_outside, outside_words
from storage.repositories.advisers import CODE_LASTS
from storage.repositories.claims import LOCKED_FOR


def how_to_invite() -> Text:
    """Tell a host how somebody from outside becomes adviser."""
    return Text(
        _(
            "Please pass the next message on to somebody whom both sides can trust and who is not in the group. "
            "The code in it works for %(days)d days and for one person. They see nothing of the group: only objections "
            "that no other host can decide on, and what is told in confidence about the only host. Please tell them "
            "yourself which group it is; I do not. I let you know when they have agreed.",
            days=CODE_LASTS.days,
        )
    )


def words_with_code(code: str) -> str:
    """Give what somebody from outside types."""
    # Translators: a command; it must be one of the words for becoming an adviser, as a bare word.
    return _("advise %(code)s", code=code)


def to_pass_on(code: str, link: str) -> Text:
    """Give the words that a host passes on by hand; they name no group."""
    return Text(
        "\n\n".join(
            [
                _(
                    "Would you be my adviser? This link opens a private chat on LINE with the words already typed; "
                    "please send them, and read there what it is about. Until you agree, nothing is decided."
                ),
                link,
                _("Or send the code to Tsudoi: %(code)s", code=code),
            ]
        )
    )


def guessed_too_often() -> str:
    """Say that there were too many wrong codes."""
    return _(
        "There were too many wrong codes. Please try again in %(minutes)d minutes.",
        minutes=int(LOCKED_FOR.total_seconds() // 60),
    )


def how_to_send_code() -> str:
    """Say what is expected."""
    return _("Please send the code that a host has given you: %(example)s", example=words_with_code("ABCD2345"))


def code_is_wrong() -> str:
    """Say that a code is good for nothing, whichever kind it was meant to be."""
    # Translators: the second one is a command with an example, for those who want to come into a group.
    return _(
        "This code is not valid, or not any more. Please ask whoever gave it to you. "
        "A code for coming into a group goes behind the word for that: %(example)s",
        example=_("apply ABCD2345"),
    )


def code_is_over() -> str:
    """Say at the end that the code can no longer be used."""
    return _("This code can no longer be used. Please ask whoever gave it to you for a new one.")


def you_are_a_member() -> str:
    """Tell a member that this way is for people outside."""
    # Translators: a command with an example.
    return _(
        "You are in this group yourself, so you need no code: a host can name you with “%(example)s”. "
        "The code is still good for somebody else.",
        example=_("/adviser #12"),
    )


def you_are_it_already() -> str:
    """Say that nothing had to change."""
    return _("You are the adviser there already; nothing had to change.")


def will_you_do_it(_given: Given) -> str:
    """Say what is asked of an adviser from outside, before anything else."""
    return "\n\n".join(
        [
            _("Thank you for coming. A host of a group on LINE would like you to be its adviser, from outside."),
            "\n".join(
                [
                    _("What you would do:"),
                    _("· If somebody objects to what a host did and no other host can decide: read both sides."),
                    _("· If something is told in confidence about the only host: read it, you alone, and answer."),
                ]
            ),
            _(
                "You see nothing else: no talk, no members. What you read is confidential, also when your task is "
                "over; please talk to nobody about it."
            ),
            _(
                "When it gets too much, “/adviser off” gives the task back at once, without reasons; the hosts are "
                "told only that. You can also turn to the host who asked you, without saying what you have read."
            ),
            _("Will you do it?"),
        ]
    )


def what_is_your_name(_given: Given) -> str:
    """Ask for a name, and say who sees it."""
    return _(
        "Thank you! What may I call you? The hosts see this name, and people who object or tell something learn before "
        "they send it that it is you who reads it."
    )


def what_do_you_call_it(_given: Given) -> str:
    """Ask for a word for the community."""
    return _(
        "And what do you call that group, here between us? One short word that only you see; it stands before the "
        "number when you answer, and tells several groups apart."
    )


def default_word() -> str:
    """Give a word for a community to somebody who thinks of none."""
    # Translators: one short word without blanks.
    return _("circle")


def name_is_not_seen() -> str:
    """Say that nothing of a name can be seen."""
    return _("I cannot see anything of that name. Please write another one.")


def one_word_please() -> str:
    """Say which words for a community can be used."""
    return _("Please choose one word without blanks or colons that is not a number.")


def word_is_taken(word: str) -> str:
    """Say that a word stands for another community already."""
    return _("You call another group “%(word)s” already. Please choose another word.", word=word)


def how_to_begin_again() -> str:
    """Give what one types to begin anew."""
    # Translators: a command; it must be one of the words for becoming an adviser.
    return _("/advise")


def you_declined() -> Text:
    """Thank somebody who would rather not."""
    return Text(_("All right, and thank you for thinking about it. I tell the hosts, and keep nothing about you."))


def they_declined() -> Text:
    """Tell the hosts that nobody has agreed."""
    return Text(
        _(
            "Whoever you gave the code to would rather not be the adviser. The code is used up; for somebody else "
            "there is a new one: %(outside)s",
            outside=outside_words(),
        ),
        [ask_outside()],
    )


def thank_you() -> Text:
    """Thank somebody who has agreed."""
    return Text(_("Thank you very much. I tell the hosts, and come to you here when something waits for you."))


def they_agreed(number: int, name: str) -> Text:
    """Tell the hosts who has agreed."""
    # Translators: a command that ends the adviser's task.
    return Text(
        _(
            "%(name)s has agreed to be your adviser from outside, as #%(number)d. In the records they go by that "
            "number. “/adviser off” ends it.",
            name=name,
            number=number,
        )
    )
