"""The words that find their way to people at the door and to hosts, in the language of whoever reads them.

None of them names the group: whoever looks over a shoulder learns nothing from a word to a stranger.
"""

from datetime import datetime

from bot.forms import Given
from bot.i18n import _, ngettext
from bot.messages import Card, OpenButton, SayButton, Text
from handlers.door.passes import OFFER_LASTS, PASS_LASTS
from handlers.rules.texts import moment
from storage.repositories.door import APPLICATION_WAITS


def neutral_alt() -> str:
    """Give what a lock screen shows."""
    return _("A word from Tsudoi")


def marked(words: str) -> str:
    """Set somebody's own words apart from ours, line by line."""
    return "\n".join(f"┃ {line}" for line in words.splitlines() if line.strip())


def hours(of: float) -> int:
    """Give seconds as whole hours."""
    return int(of // 3600)


def no_such_door() -> str:
    """Answer a wrong code and a closed door alike."""
    return _(
        "I find no open door with this code. Perhaps it is closed now, or has a new code. "
        "Please ask whoever gave it to you."
    )


def guessed_too_often() -> str:
    """Let somebody wait who has tried several codes that opened nothing."""
    return _("Those codes opened no door. Please wait 15 minutes before you try another one.")


def there_is_a_seat() -> Card:
    """Tell somebody who was accepted that a seat is kept for them."""
    return Card(
        title=_("You are welcome to come in"),
        lines=(
            _("Good news about your application: a seat is kept for you."),
            ngettext(
                "The button gives you the invitation link. From now on the seat is kept for %(count)d hour.",
                "The button gives you the invitation link. From now on the seat is kept for %(count)d hours.",
                hours(OFFER_LASTS.total_seconds()),
            ),
        ),
        buttons=(receive_button(),),
        alt=neutral_alt(),
    )


def receive_button() -> SayButton:
    """Make the button that hands over the link."""
    # Translators: the second text is a command; it must be one of the words for getting the link.
    return SayButton(_("Get the link"), _("/my link"))


def your_link(link: str, end: datetime, timezone: str) -> Card:
    """Hand the invitation link over."""
    return Card(
        title=_("Your invitation"),
        lines=(
            ngettext(
                "It is meant for you alone and counts for %(count)d hour, until %(end)s.",
                "It is meant for you alone and counts for %(count)d hours, until %(end)s.",
                hours(PASS_LASTS.total_seconds()),
                end=moment(end, timezone),
            ),
            _("Please do not pass it on. Everybody there sees your display name and your picture on LINE."),
        ),
        buttons=(OpenButton(_("Open the invitation"), link),),
        alt=neutral_alt(),
        footnote=link,
    )


def link_comes_later() -> str:
    """Tell somebody who asks for a link too early."""
    return _("The link is not ready for you yet. I will tell you here as soon as it is.")


def no_link_for_you() -> str:
    """Tell somebody who has no pass, whatever the reason."""
    return _(
        "I have no link to give you now. Perhaps its time has passed; "
        "then you can apply again with the code of the door."
    )


def link_is_new() -> Card:
    """Tell somebody who has a link that there is a newer one."""
    return Card(
        title=_("There is a new link"),
        lines=(_("The invitation link has been renewed, and the former one may not work. The time stays the same."),),
        buttons=(receive_button(),),
        alt=neutral_alt(),
    )


def link_leads_nowhere() -> Text:
    """Warn somebody who has a link into a group that has moved."""
    return Text(
        _(
            "Please do not use the invitation I gave you any more: the group has moved. You are still welcome, and I "
            "will tell you here as soon as there is a new one."
        )
    )


def accepted_and_waiting(place: int) -> Text:
    """Tell somebody who was accepted that they have to wait for a seat."""
    return Text(
        _(
            "Good news about your application: you are welcome. There is no free seat at the moment, "
            "so you are on the waiting list, as number %(place)d. I will tell you here when it is your turn.",
            place=place,
        )
    )


def accepted_before_link() -> Text:
    """Tell somebody who was accepted that the invitation is being made ready."""
    return Text(
        _(
            "Good news about your application: you are welcome. The invitation is not ready yet; "
            "I will tell you here as soon as it is your turn."
        )
    )


def seat_went_on() -> Text:
    """Tell somebody that their time is over, without reproach."""
    return Text(
        _(
            "The time for your seat has passed, so it is free for others now. "
            "If you would still like to come, you can apply again with the code of the door."
        )
    )


def declined(words: str) -> Text:
    """Decline, always in the same words, with what the host adds."""
    text = _(
        "Thank you for your application, and for taking the time. "
        "This time the hosts cannot let you in. I wish you well."
    )
    return Text("\n\n".join([text, marked(words)]) if words else text)


def asked_back(question: str, code: str) -> Card:
    """Bring a host's question to an applicant; the code says at which door it was asked."""
    return Card(
        title=_("A question about your application"),
        lines=(marked(question), _("Only the hosts read your answer.")),
        # Translators: the second text is a command; it must be one of the words for answering the hosts.
        buttons=(SayButton(_("Write an answer"), _("/apply answer %(code)s", code=code)),),
        alt=neutral_alt(),
    )


def what_do_you_answer(given: Given) -> str:
    """Ask for the answer, below what it answers: other hosts may have asked something, too."""
    return "\n\n".join([marked(given.text("question")), _("What would you like to answer? Only the hosts read it.")])


def answer_is_passed_on() -> Text:
    """Confirm an answer to the hosts."""
    return Text(_("Thank you. The hosts have your answer now, and I will tell you here when they have decided."))


def nothing_was_asked() -> str:
    """Tell somebody that no question waits for them."""
    return _("Nobody has asked you anything that waits for an answer.")


def nothing_was_asked_any_more() -> Text:
    """Tell somebody whose answer comes after the decision."""
    return Text(_("The application has been decided meanwhile, so I have passed nothing on and kept nothing."))


def nobody_decided(code: str | None) -> Card:
    """Tell an applicant that no decision came, and how to ask again; without a code the door is closed by now."""
    ended = _(
        "I am sorry: within %(days)d days nobody found the time to decide, so your application has ended. "
        "It says nothing about you.",
        days=APPLICATION_WAITS.days,
    )
    if code is None:
        again = _("The door is closed at the moment. Once it is open again, its code brings you back to it.")
    else:
        again = _("If you would still like to come, the button lets you ask again whenever you like.")
    return Card(
        title=_("About your application"),
        lines=(ended, again),
        # Translators: the second text is a command; it must be one of the words for asking to come in.
        buttons=() if code is None else (SayButton(_("Ask again"), _("/apply %(code)s", code=code)),),
        alt=neutral_alt(),
    )
