"""What hosts read about applications, in the language of the moment."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.i18n import _
from bot.messages import Card, Message, SayButton, Text, long_text
from bot.names import safe_name
from handlers.door.applying_texts import answer_line
from handlers.door.door_texts import marked
from handlers.door.host_texts import accept_button, accept_label, alt, decline_button, decline_label, read_button
from handlers.door.passes import ends_at
from handlers.rules.texts import day, moment
from storage.models import Application, Member, Pass
from storage.models.door import ApplicationState, PassState
from storage.models.members import MemberStatus
from storage.repositories.door import APPLICATION_WAITS, ApplicantsWords

_MOST_LISTED = 30
_MOST_TO_TAP = 10
_ROOM_FOR_WORDS = 4
"""Messages beside the card with the buttons."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Past:
    """What hosts know of an applicant from before: the member they were, and the case that keeps them away."""

    member: Member | None
    blocked_by: int | None


def overview(applications: Sequence[Application], passes: Sequence[Pass], seats: str, timezone: str) -> Text:
    """List who waits for a decision, who may come in, and how many seats there are."""
    lines = [_application_line(each, timezone) for each in applications[:_MOST_LISTED]]
    lines += [_pass_line(held, timezone) for held in passes[:_MOST_LISTED]]
    left_out = max(0, len(applications) - _MOST_LISTED) + max(0, len(passes) - _MOST_LISTED)
    if left_out:
        lines.append(_("… and %(count)s more", count=left_out))
    if not lines:
        return Text("\n".join([_("Nobody is waiting at the door."), seats]))
    taps = [
        SayButton(_("Read %(number)d", number=each.number), read_button(each.number).text)
        for each in applications[:_MOST_TO_TAP]
    ]
    example = (applications or passes)[0].number
    how = _("“%(command)s” shows one of them.", command=read_button(example).text)
    return Text("\n".join([_("At the door:"), *lines, "", seats, how]), taps)


def one(
    application: Application,
    words: ApplicantsWords | None,
    held: Pass | None,
    past: Past,
    timezone: str,
) -> list[Message]:
    """Show one application in full, with buttons to decide while it is open."""
    number = application.number
    parts = [_state_line(application, held, timezone), *_former(past), *_said(words)]
    if application.is_open:
        end = application.made_at + APPLICATION_WAITS
        parts.append(_("Without a decision it ends on %(day)s.", day=day(end, timezone)))
    texts: list[Message] = list(long_text("\n\n".join(parts))[:_ROOM_FOR_WORDS])
    if not application.is_open:
        return texts
    card = Card(
        title=_("Application %(number)d", number=number),
        lines=(_("Please tell nobody outside who is in the group and who is not."),),
        buttons=(
            accept_button(number),
            # Translators: the second text is a command; it must be one of the words for asking an applicant back.
            SayButton(_("Ask something"), _("/askback %(number)d", number=number)),
            decline_button(number),
        ),
        alt=alt(),
    )
    return [*texts, card]


def accepted(number: int, *, is_waiting: bool) -> Text:
    """Confirm an acceptance."""
    if is_waiting:
        return Text(
            _(
                "Application %(number)d is accepted. The person is on the waiting list and gets the link "
                "as soon as there is a seat and a link.",
                number=number,
            )
        )
    return Text(
        _(
            "Application %(number)d is accepted. The person gets the invitation link with my next words to them.",
            number=number,
        )
    )


def declined(number: int, *, has_link: bool) -> Text:
    """Confirm a refusal; where the link is out already, say what to do."""
    text = _("Application %(number)d is declined. The person reads it in kind words.", number=number)
    if not has_link:
        return Text(text)
    return Text(
        "\n".join(
            [
                text,
                _(
                    "They have the invitation link already. Please renew it in the group's settings on LINE "
                    "and send me the new one with “/invite”."
                ),
            ]
        )
    )


def shall_i_decline(number: int) -> Card:
    """Ask once more, and tell how to add words."""
    # Translators: a command; it must be one of the words for declining without words of one's own.
    yes = SayButton(decline_label(), _("/decline now %(number)d", number=number))
    own_words = _(
        "The person reads kind words without a reason. To add your own: “/decline %(number)d”, "
        "then what you want to say.",
        number=number,
    )
    return _once_more([_("Decline application %(number)d?", number=number)], own_words, yes)


def shall_i_take_it_back(application: Application) -> Card:
    """Tell who accepted, before that is taken back."""
    # Translators: a command; it must be one of the words for declining somebody who was accepted.
    yes = SayButton(decline_label(), _("/decline anyway %(number)d", number=application.number))
    return _once_more(
        [already_accepted(application), _("Decline it all the same?")],
        _("The person reads kind words without a reason."),
        yes,
    )


def shall_i_let_them_in(application: Application) -> Card:
    """Tell who declined, before that is taken back."""
    # Translators: a command; it must be one of the words for accepting somebody who was declined.
    yes = SayButton(accept_label(), _("/accept anyway %(number)d", number=application.number))
    return _once_more([already_declined(application), _("Let the person in all the same?")], "", yes)


def _once_more(question: Sequence[str], line: str, yes: SayButton) -> Card:
    lines = [*question[1:], *([line] if line else []), _("To leave it as it is, there is nothing to do.")]
    return Card(title=question[0], lines=lines, buttons=(yes,), alt=_("Please confirm"))


def ended_already(number: int) -> str:
    """Tell that an application has ended by itself."""
    return _(
        "Application %(number)d has ended without a decision, and the person has been told. "
        "“/accept %(number)d” still lets them in.",
        number=number,
    )


def already_accepted(application: Application) -> str:
    """Tell that, and by whom, somebody was accepted."""
    if application.decided_by is None:
        return _("Application %(number)d has been accepted already.", number=application.number)
    return _(
        "Application %(number)d has been accepted already, by #%(host)d.",
        number=application.number,
        host=application.decided_by,
    )


def already_declined(application: Application) -> str:
    """Tell that, and by whom, somebody was declined."""
    return _(
        "Application %(number)d has been declined already, by #%(host)d.",
        number=application.number,
        host=application.decided_by or 0,
    )


def already_decided(application: Application) -> str:
    """Tell that an application is not open any more."""
    return _("Application %(number)d has been decided already.", number=application.number)


def already_inside(number: int) -> str:
    """Tell that somebody is in the group by now."""
    return _("The person of application %(number)d is in the group by now.", number=number)


def no_such_application(number: int) -> str:
    """Tell that there is no such number, erased ones included."""
    return _("There is no application %(number)d. Perhaps it was withdrawn or is erased.", number=number)


def which_application() -> str:
    """Ask for the number."""
    return _("Please add the number of the application; “/applicants” lists them.")


def too_long(units: int, most: int) -> str:
    """Tell the bound of a host's words."""
    return _(
        "That text is %(given)d characters long; up to %(most)d fit. I have passed nothing on.", given=units, most=most
    )


def what_to_ask(number: int) -> str:
    """Ask for the question."""
    return _("What would you like to ask the person of application %(number)d?", number=number)


def asked_back(number: int) -> Text:
    """Confirm a question."""
    return Text(
        _(
            "Application %(number)d: I will ask the person with my next words to them, and bring you the answer.",
            number=number,
        )
    )


def talk_is_full(number: int) -> str:
    """Tell that enough has been asked."""
    return _("There have been many questions about application %(number)d. Please decide now.", number=number)


def _application_line(application: Application, timezone: str) -> str:
    on = day(application.made_at, timezone)
    if application.state is ApplicationState.ASKED:
        return _("%(number)d: from %(day)s, asked back", number=application.number, day=on)
    return _("%(number)d: from %(day)s", number=application.number, day=on)


def _pass_line(held: Pass, timezone: str) -> str:
    end = ends_at(held)
    if held.state is PassState.WAITING or end is None:
        return _("%(number)d: accepted, waits for a seat", number=held.number)
    if held.state is PassState.HANDED:
        return _("%(number)d: has the link until %(end)s", number=held.number, end=moment(end, timezone))
    if held.reached_at is None:
        return _("%(number)d: accepted, not reached yet", number=held.number)
    return _("%(number)d: accepted, seat kept until %(end)s", number=held.number, end=moment(end, timezone))


def _state_line(application: Application, held: Pass | None, timezone: str) -> str:
    on = day(application.made_at, timezone)
    line = _("Application %(number)d of %(day)s", number=application.number, day=on)
    return f"{line}\n{_how_it_stands(application, held, timezone)}"


def _how_it_stands(application: Application, held: Pass | None, timezone: str) -> str:
    match application.state:
        case ApplicationState.WAITING:
            return _("Waits for your decision.")
        case ApplicationState.ASKED:
            return _("Waits for the person's answer.")
        case ApplicationState.DECLINED:
            return already_declined(application)
        case ApplicationState.EXPIRED:
            return _("Ended without a decision.")
        case ApplicationState.CLOSED:
            return already_inside(application.number)
        case ApplicationState.ACCEPTED:
            return _accepted_line(application, held, timezone)


def _accepted_line(application: Application, held: Pass | None, timezone: str) -> str:
    if held is None or held.state is PassState.LAPSED:
        return _("Accepted, but the time for coming in has passed.")
    if held.state is PassState.USED:
        return already_inside(application.number)
    return _pass_line(held, timezone)


def _former(past: Past) -> list[str]:
    member = past.member
    if past.blocked_by is not None:
        return [
            _("For the hosts only: this person is not to come back (case %(number)d).", number=past.blocked_by),
        ]
    if member is None or member.is_present:
        return []
    if member.status is MemberStatus.REMOVED:
        return [_("For the hosts only: this person was #%(number)d and had to leave the group.", number=member.number)]
    return [_("For the hosts only: this person was #%(number)d and left the group.", number=member.number)]


def _said(words: ApplicantsWords | None) -> list[str]:
    if words is None:
        return [_("The words have been erased.")]
    parts = [_("Name: %(name)s", name=safe_name(words.name) or "?"), *map(answer_line, words.answers)]
    if words.avoiding:
        parts.append(
            "\n".join(
                [
                    _("There is somebody this person must not meet:"),
                    marked(words.avoiding),
                    _("Whether that person is here or not: please answer in the same words."),
                ]
            )
        )
    for remark in words.talk:
        who = _("Asked by a host:") if remark.from_host else _("The answer:")
        parts.append(f"{who}\n{marked(remark.text)}")
    return parts
