"""Strangers before a door: which community a code opens, and a context in which they stand there as guests."""

import unicodedata
from dataclasses import replace

from bot.commands import Command
from bot.context import Context
from bot.errors import Refusal
from bot.facts import NOTHING, Wanted, about_chat
from handlers.door import door_texts as texts
from handlers.door.settings import DOOR_STATE, DoorState
from storage.models import Community, ReentryBlock
from storage.models.communities import ClaimState


async def visit_by_code(ctx: Context, typed: str) -> Context | None:
    """Stand before the door that a typed code opens; None for a wrong code and for a closed door alike.

    Both count as a guess, as they do for codes that make an owner: the fifth locks the person out of all doors for a
    quarter of an hour, right codes included. A right one between them washes nothing off.
    """
    if await ctx.unit.claims.is_locked(ctx.chat_id, ctx.now):
        raise Refusal(texts.guessed_too_often())
    community = await ctx.unit.doorsteps.community_with(as_written(typed))
    if community is None or not await is_open(ctx, community):
        await ctx.unit.claims.count_wrong_guess(ctx.chat_id, ctx.now)
        return None
    return await visit(ctx, community)


async def visit(ctx: Context, community: Community) -> Context:
    """Give the context of a guest of a community, in the person's own language or that of the community."""
    store = ctx.unit.of(community)
    return replace(
        ctx,
        language=await ctx.unit.people.language_of(ctx.user_id) or community.language,
        home=store,
        main_chat=await ctx.unit.communities.chat_of(community.number),
        speaker=None if ctx.user_id is None else await store.members.by_user(ctx.user_id),
    )


async def is_open(ctx: Context, community: Community) -> bool:
    """Say whether people may ask to come in."""
    if community.claim_state is not ClaimState.CONFIRMED or community.left_at is not None:
        return False
    return await DOOR_STATE.read(ctx.unit.of(community).settings) != DoorState.CLOSED


async def block_on(ctx: Context, user_id: str) -> ReentryBlock | None:
    """Find what keeps a person from coming back, also after an erasure; for hosts alone to know."""
    key = ctx.store.removals.key_of(user_id)
    blocks = await ctx.store.removals.blocks_in_force(ctx.now)
    return next((block for block in blocks if block.person_key == key), None)


async def count_before_door(ctx: Context, command: Command) -> Wanted:
    """Want how many people the group behind a typed code has; nothing for somebody who guesses."""
    if await ctx.unit.claims.is_locked(ctx.chat_id, ctx.now):
        return NOTHING
    community = await ctx.unit.doorsteps.community_with(as_written(command.rest))
    chat_id = None if community is None else await ctx.unit.communities.chat_of(community.number)
    return about_chat(chat_id)


async def count_here(ctx: Context, _found: object) -> Wanted:
    """Want how many people the community's group has."""
    return about_chat(ctx.main_chat)


def as_written(typed: str) -> str:
    """Give a code as it was made, whatever its width and case."""
    return "".join(unicodedata.normalize("NFKC", typed).split()).upper()
