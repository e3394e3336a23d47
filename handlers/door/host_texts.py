"""Words that find their way to the hosts, in private or in their room: numbers and buttons, never what was written.

Each button says a command, so it works in either place, and also where LINE does not tell who taps.
"""

from collections.abc import Sequence
from datetime import datetime

from bot.i18n import _, ngettext
from bot.messages import Card, SayButton, Text
from bot.push_words import offer_label
from handlers.rules.texts import moment
from storage.repositories.door import APPLICATION_WAITS


def alt() -> str:
    """Give what a lock screen shows."""
    return _("At the door")


def accept_label() -> str:
    """Name the button that lets somebody in."""
    return _("Let them in")


def decline_label() -> str:
    """Name the button that declines."""
    return _("Decline")


def read_button(number: int) -> SayButton:
    """Make the button that shows an application."""
    # Translators: the second text is a command; it must be one of the words for the list of applications.
    return SayButton(_("Read it"), _("/applicants %(number)d", number=number))


def accept_button(number: int) -> SayButton:
    """Make the button that lets somebody in."""
    # Translators: a command; it must be one of the words for letting somebody in.
    return SayButton(accept_label(), _("/accept %(number)d", number=number))


def decline_button(number: int) -> SayButton:
    """Make the button that declines, after one more question."""
    # Translators: a command; it must be one of the words for declining.
    return SayButton(decline_label(), _("/decline %(number)d", number=number))


def application_has_come(number: int) -> Card:
    """Tell hosts of an application, without a word of it."""
    return _application_card(number, [_("Somebody would like to come in. What they wrote is read in private.")])


def answer_has_come(number: int) -> Card:
    """Tell hosts of an applicant's answer, without a word of it."""
    return _application_card(number, [_("The person has answered your question. The answer is read in private.")])


def ends_soon(number: int, end: datetime, timezone: str) -> Card:
    """Remind hosts of an application a day before it ends by itself."""
    return _application_card(
        number,
        [
            _("Nobody has decided yet. Without a decision it ends on %(end)s.", end=moment(end, timezone)),
            _("Whatever you decide, the person will be glad of an answer."),
        ],
    )


def _application_card(number: int, lines: Sequence[str]) -> Card:
    return Card(
        title=_("Application %(number)d", number=number),
        lines=lines,
        buttons=(read_button(number), accept_button(number), decline_button(number)),
        alt=alt(),
    )


def nobody_decided(number: int) -> Card:
    """Tell hosts that an application has ended by itself."""
    line = _(
        "It has waited for %(days)d days and has ended. The person has been told kindly. "
        "For a while you can still let them in.",
        days=APPLICATION_WAITS.days,
    )
    return Card(
        title=_("Application %(number)d", number=number),
        lines=(line,),
        buttons=(read_button(number), accept_button(number)),
        alt=alt(),
    )


def seat_went_on(number: int, *, was_reached: bool) -> Card:
    """Tell hosts that somebody did not come."""
    if was_reached:
        lines = [_("The time for coming in has passed. The seat is free again.")]
    else:
        lines = [
            _("My word did not reach the person. The seat is free again."),
            _("Should they write to me, you can offer it once more."),
        ]
    # Translators: the second text is a command; it must be one of the words for letting somebody in.
    again = SayButton(_("Offer a seat once more"), _("/accept %(number)d", number=number))
    return Card(title=_("Application %(number)d", number=number), lines=lines, buttons=(again,), alt=alt())


def not_reached(number: int) -> Card:
    """Tell hosts that word of a seat waits for its reader, and that it need not."""
    return Card(
        title=_("Application %(number)d", number=number),
        lines=(
            _("The person does not know yet that they are welcome: they have not written to me since."),
            _("I tell them free of charge with their next word to me. You can also send it now, for a price."),
        ),
        # Translators: the second text is a command; it must be one of the words for sending word of a seat.
        buttons=(SayButton(offer_label(), _("/invite send %(number)d", number=number)),),
        alt=alt(),
    )


def who_waits(number: int) -> str:
    """Say who reads the word that has a price."""
    return _("the person of application %(number)d", number=number)


def nothing_to_send(number: int) -> str:
    """Say that no word of a seat waits."""
    return _("No word for the person of application %(number)d is waiting now.", number=number)


def link_is_missing() -> Text:
    """Ask hosts for a link that somebody waits for."""
    return Text(
        _(
            "Somebody may come in, but I have no invitation link yet. Please make one in the group and send it to me "
            "in private: “/invite https://line.me/R/ti/g/…”. I hand it over at once."
        )
    )


def link_is_of_the_past() -> Text:
    """Ask hosts for the link of the group they have moved to."""
    return Text(
        _(
            "The group has moved, so I have forgotten the invitation link of the one before. To let people in, please "
            "make one in the new group and send it to me in private: “/invite https://line.me/R/ti/g/…”."
        )
    )


def came_without_pass(numbers: Sequence[int], late: Sequence[int], unknown: int, *, has_link: bool) -> Text:
    """Tell hosts of people who came in another way, without judging anybody."""
    lines = []
    if numbers:
        lines.append(
            _("Came in without a link from me: %(members)s. Perhaps a member invited them.", members=_listed(numbers))
        )
    if late:
        lines.append(_("Came in after the time of the link I had given them: %(members)s.", members=_listed(late)))
    if unknown:
        lines.append(
            ngettext(
                "LINE does not tell me about %(count)d more person who came in.",
                "LINE does not tell me about %(count)d more people who came in.",
                unknown,
            )
        )
    if numbers and has_link:
        lines.append(
            _(
                "If you think the link has gone around: renew it in the group's settings on LINE, "
                "then send me the new one in private with “/invite”."
            )
        )
    renew = [SayButton(_("Invitation link"), _("/invite"))] if numbers and has_link else []
    return Text("\n".join(lines), renew)


def _listed(numbers: Sequence[int]) -> str:
    # Translators: what stands between the words of a list
    return _(", ").join(f"#{number}" for number in numbers)
