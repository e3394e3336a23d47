"""What people read who ask to come in, in the language of the moment. Nothing here tells who is in the group."""

from collections.abc import Sequence

from bot.forms import Given
from bot.i18n import _
from bot.messages import MAX_QUICK_REPLIES, Card, SayButton, Text, long_text
from handlers.door.door_texts import marked, neutral_alt, receive_button
from handlers.door.waiting import Seats
from storage.models import Application, Pass
from storage.models.door import ApplicationState, PassState
from storage.repositories.door import KEPT_AFTER_CLOSING, Answered


def rules_before(rules: Sequence[str]) -> list[Text]:
    """Show the rules that one agrees to; nothing where there are none."""
    if not rules:
        return []
    numbered = [f"{position}. {rule}" for position, rule in enumerate(rules, start=1)]
    return list(long_text("\n".join([_("The rules of the group"), *numbered])))


def door_card(*, code: str, about: str, needs_host: bool, for_adults: bool, seats: Seats) -> Card:
    """Show what awaits somebody behind the door."""
    lines = [
        *([about] if about.strip() else []),
        _(
            "What everybody there will see of you: your display name and your picture on LINE. "
            "A group is not anonymous."
        ),
        *([_("Only for people of eighteen years and older.")] if for_adults else []),
        _seats_line(seats),
        _("I will ask you a few things, then the hosts read your answers and decide.")
        if needs_host
        else _("I will ask you a few things; once you agree to the rules, you get the invitation link."),
    ]
    return Card(
        title=_("Before you come in"),
        lines=lines,
        # Translators: the second text is a command; it must be one of the words for beginning an application.
        buttons=(SayButton(_("Begin"), _("/apply begin %(code)s", code=code)),),
        alt=neutral_alt(),
        footnote=_(
            "Only the hosts read your answers. They are locked up, and erased %(days)d days after the decision.",
            days=KEPT_AFTER_CLOSING.days,
        ),
    )


def _seats_line(seats: Seats) -> str:
    if seats.free is None or seats.free > 0:
        return _("There are free seats.")
    return _("All seats are taken now; there is a waiting list.")


def which_name(_given: Given) -> str:
    """Ask for a name."""
    return _("What may the hosts call you? A nickname is fine.")


def are_you_of_age(_given: Given) -> str:
    """Ask for the age."""
    return _("Are you eighteen years or older?")


def will_you_keep_the_rules(_given: Given) -> str:
    """Ask for the agreement to the rules shown above."""
    return _("Have you read the rules above, and will you keep to them?")


def is_there_somebody(_given: Given) -> str:
    """Offer to write down whom one must not meet, and promise nothing."""
    return "\n".join(
        [
            _("Is there somebody you must not meet? You can write it here; only the hosts read it."),
            _("I never tell anybody who is in a group and who is not, and my answer is always the same."),
        ]
    )


def look_it_over(name: str, answers: Sequence[Answered], avoiding: str) -> str:
    """Show the application before anybody reads it."""
    parts = [_("This is your application:"), _("Name: %(name)s", name=name), *map(answer_line, answers)]
    if avoiding:
        parts += [_("For the hosts: somebody you must not meet"), marked(avoiding)]
    return "\n".join([*parts, "", _("Shall I hand it to the hosts?")])


def answer_line(answered: Answered) -> str:
    """Write a question with its answer below."""
    match answered.answer:
        case True:
            said = _("Yes")
        case False:
            said = _("No")
        case None:
            said = _("(left out)")
        case _:
            said = answered.answer
    return f"{answered.question}\n{marked(said)}"


def name_is_invisible() -> str:
    """Ask for a name that can be seen."""
    return _("I could not see any letters in that name. Could you write it in another way?")


def rules_are_needed() -> str:
    """Say kindly that nobody comes in without the rules."""
    return _("Without the rules I cannot hand it on. “Stop” ends this, and nothing you wrote is kept.")


def for_adults_only() -> str:
    """Say kindly that the group is for adults."""
    return _(
        "I am sorry: this group is for people of eighteen years and older. "
        "“Stop” ends this, and nothing you wrote is kept."
    )


def received(number: int, code: str) -> Text:
    """Confirm an application that hosts will read."""
    return Text(
        _(
            "Thank you. Your application has arrived, as number %(number)d. The hosts read it, "
            "and I will tell you here what they decide. You need not do anything now.",
            number=number,
        ),
        (_withdraw_button(code),),
    )


def welcome(number: int) -> Text:
    """Confirm an application at an open door."""
    return Text(_("Thank you. Your application has arrived, as number %(number)d.", number=number))


def nothing_was_sent() -> Text:
    """Confirm that nothing was handed over."""
    return Text(_("All right. I have passed nothing on and kept nothing."))


def closed_meanwhile() -> Text:
    """Say that the door was closed in the meantime."""
    return Text(_("I am sorry: the door was closed in the meantime. I have passed nothing on and kept nothing."))


def already_inside() -> Text:
    """Tell members of the group that they need no application."""
    return Text(_("You are in this group already, so you need no application."))


def already_accepted() -> Text:
    """Tell somebody who was accepted that they need not apply again."""
    return Text(
        _("The hosts have let you in already. This button gives you the link, once it is ready."), (receive_button(),)
    )


def already_applied(number: int, code: str) -> Text:
    """Tell somebody that their first application is enough."""
    return Text(
        _("Your application is with the hosts already, as number %(number)d. One is enough, thank you.", number=number),
        (_withdraw_button(code),),
    )


def already_answered() -> Text:
    """Tell somebody who was declined lately, in the same words for all."""
    return Text(
        _(
            "The hosts have answered your application already. %(days)d days after that you may apply again.",
            days=KEPT_AFTER_CLOSING.days,
        )
    )


def own_applications(lines: Sequence[str], *, may_have_link: bool) -> Text:
    """Show somebody how their applications stand; without any, how one applies."""
    if not lines:
        return Text(
            _(
                "To come into a group you need the code of its door: a link or letters, from its hosts. "
                "Type it like this: “/apply ABCD2345”."
            )
        )
    buttons = (*([receive_button()] if may_have_link else []), _withdraw_button())
    return Text("\n".join([_("Your applications"), *lines]), buttons)


def standing(application: Application | None, held: Pass | None) -> str:
    """Say in one line how an application stands; empty where there is none."""
    if held is not None:
        number = held.number
        if held.state is PassState.WAITING:
            return _("%(number)d: you are welcome, and are waiting for a seat.", number=number)
        return _("%(number)d: a seat is kept for you; get the link.", number=number)
    if application is None or not application.is_open:
        return ""
    if application.state is ApplicationState.ASKED:
        # Translators: the text in quotes is a command; it must be one of the words for answering the hosts.
        return _("%(number)d: the hosts asked you something: “/apply answer”.", number=application.number)
    return _("%(number)d: with the hosts, who have not decided yet.", number=application.number)


def nothing_to_withdraw() -> str:
    """Say that there is no application."""
    return _("No application of yours is open.")


def withdrawn() -> Text:
    """Confirm that an application is gone."""
    return Text(_("It is withdrawn, and what you wrote is erased. You can apply again whenever you like."))


def which_to_withdraw(standings: Sequence[tuple[str, str]]) -> str:
    """Ask at which door an application is to be withdrawn; each by its code, because no group is named here."""
    lines = [_("%(code)s · %(standing)s", code=code, standing=standing) for code, standing in standings]
    return "\n".join([_("Which application shall I withdraw? Here is each with the code of its door:"), *lines])


def doors_to_withdraw_from(codes: Sequence[str]) -> list[SayButton]:
    """Offer each door by its code."""
    return [
        SayButton(_("Withdraw %(code)s", code=code), _withdraw_button(code).text) for code in codes[:MAX_QUICK_REPLIES]
    ]


def _withdraw_button(code: str = "") -> SayButton:
    # Translators: the second text is a command; it must be one of the words for withdrawing an application.
    words = _("/apply withdraw")
    return SayButton(_("Withdraw it"), f"{words} {code}".rstrip())
