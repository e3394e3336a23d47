"""Changing the rules: all of them, from a ready set, or one at a time. Every change makes a version."""

from collections.abc import Callable, Sequence

from bot.answers import Answers, reply
from bot.buttons import ButtonPress
from bot.commands import BadArgument, Command, read_whole_number, split_first
from bot.context import Context
from bot.errors import Refusal
from bot.i18n import _, speaking
from handlers.rules import change_texts, people, ready_sets, texts
from handlers.rules.announcing import announce_later, announce_now
from handlers.rules.differences import compare
from handlers.rules.ready_sets import ReadySet
from handlers.rules.routes import router
from handlers.rules.rule_lines import RulesRefused, check_rules, read_rules, with_edited, with_moved, without
from storage.models.members import Role

_HIGHEST_NUMBER = 999


@router.command(
    "setrules",
    "ルールを決める",
    "set rules",
    "rules set",
    who=Role.HOST,
    help=lambda: _("Set all rules, one per line, or from a ready set"),
    example=change_texts.set_example,
    needs=people.want_speaker,
)
async def set_rules(ctx: Context, command: Command) -> Answers:
    """Put the typed lines in force; without any, offer the ready sets."""
    if not command.lines:
        return _offer_ready_sets(ctx)
    old = await _current_lines(ctx)
    new = read_rules(command.lines)
    if len(new) == 1 and len(old) > 1:
        raise Refusal(change_texts.one_line_for_many(len(old)))
    return await change_rules(ctx, lambda _old: new)


@router.command(
    "rule add",
    "ルール 追加",
    "ルール追加",
    "rules add",
    who=Role.HOST,
    help=lambda: _("Add a rule at the end"),
    example=change_texts.add_example,
    needs=people.want_speaker,
)
async def add_rule(ctx: Context, command: Command) -> Answers:
    """Add a rule for every typed line."""
    added = read_rules(command.lines)
    if not added:
        raise Refusal(change_texts.what_to_add())
    return await change_rules(ctx, lambda old: (*old, *added))


@router.command(
    "rule edit",
    "ルール 変更",
    "ルール変更",
    "rules edit",
    who=Role.HOST,
    help=lambda: _("Reword a rule"),
    example=change_texts.edit_example,
    needs=people.want_speaker,
)
async def edit_rule(ctx: Context, command: Command) -> Answers:
    """Give a rule new words."""
    try:
        number, words = split_first(command.rest)
        position = read_whole_number(number.removesuffix("番").rstrip(".．:："), 1, _HIGHEST_NUMBER)
    except BadArgument as error:
        raise Refusal(change_texts.how_to_edit()) from error
    new = read_rules([" ".join(words.split())])
    if not new:
        raise Refusal(change_texts.how_to_edit())
    return await change_rules(ctx, lambda old: with_edited(old, position, new[0]))


@router.command(
    "rule move",
    "ルール 移動",
    "ルール移動",
    "rules move",
    who=Role.HOST,
    help=lambda: _("Move a rule to another number"),
    example=change_texts.move_example,
    needs=people.want_speaker,
)
async def move_rule(ctx: Context, command: Command) -> Answers:
    """Let a rule stand at another number."""
    match command.numbers:
        case (position, target):
            return await change_rules(ctx, lambda old: with_moved(old, position, target))
        case _:
            raise Refusal(change_texts.how_to_move())


@router.command(
    "rule remove",
    "ルール 削除",
    "ルール削除",
    "rules remove",
    who=Role.HOST,
    help=lambda: _("Take a rule away"),
    example=change_texts.remove_example,
    needs=people.want_speaker,
)
async def remove_rule(ctx: Context, command: Command) -> Answers:
    """Take a rule away; its words stay readable in the history."""
    match command.numbers:
        case (position,):
            return await change_rules(ctx, lambda old: without(old, position))
        case _:
            raise Refusal(change_texts.how_to_remove())


@router.button("rules.ready", who=Role.HOST)
async def preview_ready_set(ctx: Context, press: ButtonPress) -> Answers:
    """Show a ready set in the community's language, with the button that puts it in force."""
    ready_set = ReadySet(press.object)
    version = ctx.community.rules_version
    button = ctx.tap(change_texts.use_label(), "rules.use", about=f"{ready_set}:{version}")
    return reply(*change_texts.preview(ready_set, _in_community_language(ctx, ready_set), button, replaces=version))


@router.button("rules.use", who=Role.HOST, needs=people.want_speaker)
async def use_ready_set(ctx: Context, press: ButtonPress) -> Answers:
    """Put a ready set in force, unless the rules changed since it was shown."""
    name, _colon, version = press.object.partition(":")
    if version != str(ctx.community.rules_version):
        raise Refusal(change_texts.changed_meanwhile())
    new = _in_community_language(ctx, ReadySet(name))
    return await change_rules(ctx, lambda _old: new)


def _offer_ready_sets(ctx: Context) -> Answers:
    if not ctx.in_private:
        # Choosing takes several cards, and a tap in a group may come without a name, so it happens in private.
        words = change_texts.set_words()
        return reply(change_texts.how_to_set_in_group(ctx.private_chat(texts.private_chat_label(), words)))
    buttons = [ctx.tap(change_texts.ready_set_name(each), "rules.ready", about=each.value) for each in ReadySet]
    return reply(change_texts.how_to_set(buttons))


def _in_community_language(ctx: Context, ready_set: ReadySet) -> tuple[str, ...]:
    with speaking(ctx.community.language):
        return ready_sets.rules_of(ready_set)


async def _current_lines(ctx: Context) -> tuple[str, ...]:
    return tuple(rule.text for rule in await ctx.store.rules.current())


async def change_rules(ctx: Context, rewrite: Callable[[tuple[str, ...]], Sequence[str]]) -> Answers:
    """Make a version of what `rewrite` gives for the rules in force, and tell host and group what is different."""
    old = await _current_lines(ctx)
    try:
        new = tuple(rewrite(old))
        check_rules(new)
    except RulesRefused as error:
        raise Refusal(change_texts.refused(error)) from error
    if new == old:
        raise Refusal(change_texts.unchanged())
    replaced = ctx.community.rules_version
    actor = ctx.speaker_number
    version = await ctx.store.rules.replace(new, by=actor, now=ctx.now)
    await ctx.store.log.write("rules.changed", ctx.now, actor=actor, about=f"v{version.version}")
    if ctx.chat_id == ctx.main_chat:
        return reply(*await announce_now(ctx, replaced))
    announced = await announce_later(ctx, replaced)
    return reply(
        *change_texts.changed_for_host(
            version.version,
            compare(old, new),
            who=people.named(ctx, ctx.speaker),
            at=texts.moment(version.changed_at, ctx.community.timezone),
            announced=announced,
        )
    )
