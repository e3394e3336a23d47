"""Bringing changed rules to the group, once for all changes a host makes in one sitting."""

import json
from collections.abc import Sequence
from datetime import timedelta

from bot.answers import Answers, Post
from bot.context import Context
from bot.events import TimedEvent
from bot.messages import Message
from handlers.rules import change_texts, texts
from handlers.rules.differences import compare
from handlers.rules.routes import router
from handlers.rules.showing import group_buttons, rules_in_force

ANNOUNCE_AFTER = timedelta(minutes=3)
"""How long a host's changes in private must rest; five corrections in a row are one card in the group."""
_KIND = "rules.announce"


async def announce_later(ctx: Context, replaced_version: int) -> bool:
    """Let the group know in a few minutes what differs from the version it knew; False where there is no group."""
    if ctx.main_chat is None:
        return False
    since = await _version_the_group_knows(ctx, ctx.main_chat, replaced_version)
    await ctx.unit.timed.put(
        ctx.main_chat,
        _KIND,
        ctx.now + ANNOUNCE_AFTER,
        community_id=ctx.community.number,
        data={"since": since},
    )
    return True


async def announce_now(ctx: Context, replaced_version: int) -> Sequence[Message]:
    """Give the word about changed rules for the group itself, in place of one that was to come later."""
    since = await _version_the_group_knows(ctx, ctx.chat_id, replaced_version)
    await ctx.unit.timed.drop(ctx.chat_id, _KIND)
    old = await _lines_of(ctx, since)
    shown = await rules_in_force(ctx)
    return _announcement(ctx, old, shown)


@router.timed(_KIND)
async def announce(ctx: Context, event: TimedEvent) -> Answers:
    """Tell the group with its next reply token what has changed."""
    since = event.data.get("since")
    if ctx.main_chat is None or not isinstance(since, int) or not ctx.community.rules_version:
        return None
    old = await _lines_of(ctx, since)
    shown = await rules_in_force(ctx)
    return Post(
        ctx.main_chat,
        lambda: _announcement(ctx, old, shown),
        dedupe_key=f"rules.changed.{ctx.community.number}.{shown.version}",
    )


async def _version_the_group_knows(ctx: Context, chat_id: str, replaced_version: int) -> int:
    pending = await ctx.unit.timed.find(chat_id, _KIND)
    return replaced_version if pending is None else int(json.loads(pending.data)["since"])


async def _lines_of(ctx: Context, version: int) -> list[str]:
    return [rule.text for rule in await ctx.store.rules.of_version(version)]


def _announcement(ctx: Context, old: Sequence[str], shown: texts.RulesInForce) -> Sequence[Message]:
    buttons = group_buttons(ctx, shown.version)
    if not old:
        return change_texts.first_for_group(shown, buttons)
    return change_texts.changed_for_group(shown.version, compare(old, shown.lines), buttons)
