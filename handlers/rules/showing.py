"""Reading the rules: all of them, one by its number, or those with a word in them."""

from datetime import timedelta

from bot.answers import Answers, reply
from bot.commands import BadArgument, Command, fold, read_whole_number
from bot.context import Context
from bot.errors import Refusal
from bot.i18n import _
from bot.messages import Button, Message, SayButton, Tap
from handlers.rules import texts
from handlers.rules.routes import router
from handlers.rules.rule_lines import MAX_RULES

AGREE_LASTS = timedelta(days=365)
"""A rules card is kept and found again; its button says itself when there is a newer version."""


@router.command(
    "rules",
    "ルール",
    "rule",
    help=lambda: _("Read the rules, all or one of them"),
    example=lambda: _("/rules 3"),
    before_claim=True,
)
async def show_rules(ctx: Context, command: Command) -> Answers:
    """Show all rules, or the one whose number is given."""
    shown = await rules_in_force(ctx)
    if command.rest:
        return reply(_one(shown, command.rest))
    return reply(*await rules_with_button(ctx, shown))


@router.command(
    "rule find",
    "ルール さがす",
    "ルール 検索",
    "ルール検索",
    "ルール 探す",
    "rules find",
    help=lambda: _("Find the rules with a word in them"),
    example=texts.find_example,
    before_claim=True,
)
async def find_rules(ctx: Context, command: Command) -> Answers:
    """Show the rules in which a word occurs, whatever its width and case."""
    shown = await rules_in_force(ctx)
    word = fold(command.rest)
    if not word.strip():
        raise Refusal(texts.what_to_find())
    found = [(position, line) for position, line in enumerate(shown.lines, start=1) if word in fold(line)]
    if not found:
        raise Refusal(texts.nothing_found(command.rest))
    return reply(*texts.found_rules(command.rest, found))


async def rules_in_force(ctx: Context) -> texts.RulesInForce:
    """Give the rules in force; refused with a kind line where there are none yet."""
    version = await ctx.store.rules.version(ctx.community.rules_version)
    if version is None:
        raise Refusal(texts.no_rules_yet())
    return texts.RulesInForce(
        version=version.version,
        changed_at=version.changed_at,
        timezone=ctx.community.timezone,
        lines=[rule.text for rule in await ctx.store.rules.current()],
    )


async def rules_with_button(ctx: Context, shown: texts.RulesInForce, note: str = "") -> tuple[Message, ...]:
    """Show the rules with what this chat needs below them.

    Somebody who has agreed sees in private when that was; a group sees the same card whoever asks.
    """
    if not ctx.in_private:
        return texts.rules(shown, [agree_button(ctx, shown.version), private_chat_button(ctx)], note)
    consent = None if ctx.speaker is None else await ctx.store.rules.consent(ctx.speaker.number, shown.version)
    if consent is None:
        return texts.rules(shown, [agree_button(ctx, shown.version)], note)
    return texts.rules(shown, [], texts.agreed_note(texts.moment(consent.agreed_at, shown.timezone)))


def agree_button(ctx: Context, version: int) -> Tap:
    """Make the button that agrees to one version; bound to no chat, because a timer that announces rules is in none."""
    return ctx.tap(texts.read_button_label(), "rules.agree", about=version, anywhere=True, lasts=AGREE_LASTS)


def group_buttons(ctx: Context, version: int) -> tuple[Button, ...]:
    """Make the buttons below word of changed rules."""
    see_all: SayButton = texts.all_rules_button()
    return agree_button(ctx, version), see_all, private_chat_button(ctx)


def private_chat_button(ctx: Context) -> Button:
    """Make the button that opens the private chat to read the rules there."""
    return ctx.private_chat(texts.private_chat_label(), texts.all_rules_words())


def _one(shown: texts.RulesInForce, asked: str) -> Message:
    try:
        position = read_whole_number(asked.strip().removesuffix("番").rstrip(".．"), 1, MAX_RULES)
    except BadArgument as error:
        raise Refusal(texts.which_rule(len(shown.lines))) from error
    if position > len(shown.lines):
        raise Refusal(texts.no_such_rule(len(shown.lines)))
    return texts.one_rule(position, shown.lines[position - 1])
