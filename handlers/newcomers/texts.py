"""The words for people who are new, who look for help, or who have a question for the hosts."""

from collections.abc import Sequence
from enum import Enum

from bot.context import Context
from bot.forms import Given, Option
from bot.i18n import _, ngettext
from bot.messages import Card, SayButton, Text
from bot.names import safe_name

NAMED, NAMELESS = "named", "nameless"
"""The keys of the two ways in which a question reaches the hosts."""


class NextStep(Enum):
    """What a new friend is offered to do first."""

    HELP = "help"
    READ_THE_RULES = "read the rules"
    CHOOSE_A_GROUP = "choose a group"


def ask_in_private(ctx: Context) -> Card:
    """Lead somebody who asks in the group into the private chat, where the word for it is typed already."""
    return Card(
        title=_("You can ask the hosts in private"),
        lines=(_("Write it in our private chat and it goes to the hosts, without your name."),),
        # Translators: a command typed in the private chat; keep the slash and one blank behind it.
        buttons=(ctx.private_chat(_("Ask in private"), _("/ask ")),),
        alt=_("In private"),
    )


def what_to_answer(_given: Given) -> str:
    """Ask a host for the answer to a question."""
    return _("What is your answer? Only whoever asked reads it, and the other hosts.")


def answer_words() -> str:
    """Give the command that begins an answer."""
    # Translators: a command typed in the private chat; keep the slash.
    return _("/answer")


def what_to_ask(_given: Given) -> str:
    """Ask for the question itself."""
    return _("What would you like to ask the hosts? Please write it in one message. Nobody else reads it.")


def with_name_or_without(_given: Given) -> str:
    """Ask how the question reaches the hosts; until this is answered it stays here."""
    return _("Shall the hosts know who asks? Either way their answer reaches you here.")


def ask_ways(_given: Given) -> Sequence[Option]:
    """List the ways to ask; without a name comes first."""
    return (Option(NAMELESS, _("Send it nameless")), Option(NAMED, _("Send it with my name")))


def ask_is_too_long(given: int, most: int) -> str:
    """Name the bound."""
    return _(
        "That is %(given)d characters long; up to %(most)d reach the hosts at once. Please send it in parts.",
        given=given,
        most=most,
    )


def question_for_hosts(number: int, question: str) -> Text:
    """Hand a question on; every line of it is marked as the asker's own."""
    return Text(
        _(
            "Question %(number)d has come in, without a name:\n\n%(question)s\n\n"
            "To answer in private, write here or to me: %(example)s\n"
            "An answer in the group reaches everybody, so please answer there without asking who it was.",
            number=number,
            # Translators: a command; it must be one of the words for answering a question.
            example=_("/answer %(number)d and your words", number=number),
            question=_marked(question),
        )
    )


def question_is_sent(ctx: Context, number: int) -> Card:
    """Give the receipt, and the choice to add one's name."""
    name_me = ctx.tap(_("Tell them my name too"), "newcomers.name_me", about=number, for_user=ctx.user_id)
    return Card(
        title=_("Your question is with the hosts"),
        lines=(
            _("It is number %(number)d. They see the words, not who wrote them.", number=number),
            _("Their answer reaches you here, through me. If they may know who you are, let me tell them your name."),
        ),
        buttons=(name_me,),
        alt=_("Received"),
    )


def question_is_sent_with_name(number: int) -> Card:
    """Give the receipt of a question whose asker wanted to be known."""
    return Card(
        title=_("Your question is with the hosts"),
        lines=(
            _("It is number %(number)d. The hosts know that it comes from you.", number=number),
            _("Their answer reaches you here, through me."),
        ),
        alt=_("Received"),
    )


def answer_for_asker(number: int, answer: str) -> Text:
    """Bring the hosts' answer; every line of it is marked as theirs."""
    return Text(
        _(
            "The hosts have answered your question %(number)d:\n\n%(answer)s\n\n"
            "Answering does not tell them who you are. To write back: %(example)s",
            number=number,
            answer=_marked(answer),
            # Translators: a command typed in the private chat; keep the slash.
            example=_("/ask and your words"),
        )
    )


def answer_is_sent(number: int) -> Text:
    """Confirm to the host who answered."""
    return Text(_("Your answer to question %(number)d is on its way. I have forgotten who asked it.", number=number))


def question_is_answered(number: int, answer: str) -> Text:
    """Tell the other hosts what was answered, so that nobody answers twice."""
    return Text(
        _("Another host has answered question %(number)d:\n\n%(answer)s", number=number, answer=_marked(answer))
    )


def answer_in_private(ctx: Context) -> Card:
    """Lead a host who answers in the group into the private chat."""
    return Card(
        title=_("Please answer in private"),
        lines=(_("There your words reach the one person who asked, and nobody else."),),
        # Translators: a command typed in the private chat; keep the slash and one blank behind it.
        buttons=(ctx.private_chat(_("Answer in private"), _("/answer ")),),
        alt=_("In private"),
    )


def answer_is_empty() -> str:
    """Say what was expected, in one line."""
    return _(
        "Please write the number of the question and your words, for example: %(example)s",
        example=_("/answer 12 Children are welcome."),
    )


def answer_is_too_long(given: int, most: int) -> str:
    """Name the bound."""
    return _(
        "That is %(given)d characters long; up to %(most)d reach the asker at once. Please shorten it; I have sent "
        "nothing.",
        given=given,
        most=most,
    )


def asker_is_unknown(number: int) -> str:
    """Say that an answer finds no way any more, without saying why."""
    return _(
        "I can no longer reach whoever asked question %(number)d: it is answered, or too old. "
        "Nothing was sent; an answer in the group is still possible.",
        number=number,
    )


def asker_for_hosts(number: int, member_number: int, name: str | None) -> Text:
    """Tell the hosts whose question it was, as the asker wished."""
    shown_name = safe_name(name)
    if shown_name is None:
        return Text(_("Question %(number)d is from #%(member)d.", number=number, member=member_number))
    return Text(
        _("Question %(number)d is from #%(member)d (%(name)s).", number=number, member=member_number, name=shown_name)
    )


def name_is_told() -> Text:
    """Confirm that the name was passed on."""
    return Text(_("I have told the hosts that the question is yours."))


def who_is_asking() -> str:
    """Say why nothing happened when LINE did not tell who tapped."""
    return _("LINE did not tell me who tapped, so I passed no name on.")


def nice_to_meet_you(group_names: Sequence[str | None], next_step: NextStep = NextStep.HELP) -> Card:
    """Greet somebody in the private chat, name the groups they share with the bot, and offer one next step.

    The groups stand inside the card and not in the alternative text, which shows on a lock screen.
    """
    lines = [_("I am Tsudoi and help the hosts of LINE groups.")]
    if group_names:
        lines.append(_groups(group_names))
        lines.append(_("You can read the rules here, ask the hosts something, or find help."))
    else:
        lines.append(_("I do not know you from a group yet. Write something there once, and I can help you here."))
    return Card(
        title=_("Nice to meet you"),
        lines=lines,
        buttons=(_next_button(next_step),),
        alt=_("Nice to meet you"),
    )


def _marked(text: str) -> str:
    """Mark every line as somebody else's words, so that nobody can write in the bot's own voice."""
    return "\n".join(f"┃ {line}" for line in text.splitlines())


def _next_button(next_step: NextStep) -> SayButton:
    match next_step:
        case NextStep.CHOOSE_A_GROUP:
            # Translators: the second text is a command; it must be one of the words for choosing a group.
            return SayButton(_("Choose the group"), _("/use"))
        case NextStep.READ_THE_RULES:
            # Translators: the second text is a command; it must be one of the words for the rules.
            return SayButton(_("Read the rules"), _("/rules"))
        case NextStep.HELP:
            # Translators: the second text is a word typed in the private chat, one of the words for the help.
            return SayButton(_("See what I can do"), _("help"))


def _groups(group_names: Sequence[str | None]) -> str:
    known = [shown for name in group_names if (shown := safe_name(name)) is not None]
    if len(known) < len(group_names):
        return ngettext("We share %(count)d group.", "We share %(count)d groups.", len(group_names))
    # Translators: what stands between two names of groups.
    return _("We share: %(groups)s", groups=_(" · ").join(known))
