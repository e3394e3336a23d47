"""Hosts look at the settings, topic by topic, and change them by a tap or a word.

The buttons make the host say the change in words. So a tap works even where LINE does not tell who tapped, and an old
card can do nothing that its words would not do today.
"""

from bot.answers import Answers, reply
from bot.commands import Command
from bot.context import Context
from bot.errors import Refusal
from bot.group_settings import SettingRefused
from bot.i18n import _
from bot.routing import Where
from handlers.settings import texts
from handlers.settings.reading import Meant, read_choice, read_meant
from handlers.settings.registry import TOPICS, Choice, Entry
from handlers.settings.routes import router
from handlers.settings.texts import EntryState
from storage.models.members import Role


@router.command(
    "settings",
    "設定",
    where=Where.PRIVATE,
    who=Role.HOST,
    help=lambda: _("See and change how Tsudoi behaves here"),
    example=lambda: _("/settings"),
)
async def show_settings(ctx: Context, command: Command) -> Answers:
    """Show all topics, show one, or change one setting."""
    if not command.rest:
        return await _overview(ctx)
    meant = read_meant(command.rest, TOPICS)
    if meant is None:
        raise Refusal(texts.unknown_setting())
    if not meant.rest:
        return reply(texts.side_by_side([texts.entry_card(await _state(ctx, entry)) for entry in meant.topic.entries]))
    return await _choose(ctx, meant)


@router.command(
    "enable",
    "使う",
    where=Where.PRIVATE,
    who=Role.HOST,
    help=lambda: _("Turn something on that I can do here"),
    example=lambda: _("/enable good-bye"),
)
async def enable(ctx: Context, command: Command) -> Answers:
    """Turn a feature on."""
    return await _switch(ctx, command, on=True)


@router.command(
    "disable",
    "使わない",
    where=Where.PRIVATE,
    who=Role.HOST,
    help=lambda: _("Turn something off that I do here"),
    example=lambda: _("/disable good-bye"),
)
async def disable(ctx: Context, command: Command) -> Answers:
    """Turn a feature off."""
    return await _switch(ctx, command, on=False)


async def _overview(ctx: Context) -> Answers:
    states = [(topic, await _state(ctx, topic.entries[0])) for topic in TOPICS]
    return reply(texts.side_by_side(texts.overview(states, for_owner=ctx.may_act_as(Role.OWNER))))


async def _choose(ctx: Context, meant: Meant) -> Answers:
    entry = meant.entry or meant.topic.switch
    if entry is None:
        raise Refusal(texts.unknown_setting())
    choice = read_choice(entry, meant.rest)
    if choice is None and entry.page is not None:
        raise Refusal(texts.has_its_own_page(entry))
    if choice is None:
        raise SettingRefused(texts.bounds(entry))
    return await _change(ctx, entry, choice)


async def _switch(ctx: Context, command: Command, *, on: bool) -> Answers:
    if not command.rest:
        states = [await _state(ctx, topic.switch) for topic in TOPICS if topic.switch]
        return reply(texts.side_by_side(texts.switches([state for state in states if state.is_on is not on], on=on)))
    meant = read_meant(command.rest, TOPICS)
    switch = None if meant is None else meant.topic.switch
    if switch is None:
        raise Refusal(texts.unknown_feature())
    choice = next(choice for choice in switch.choices if choice.value is on)
    return await _change(ctx, switch, choice)


async def _change(ctx: Context, entry: Entry, choice: Choice) -> Answers:
    before = await _state(ctx, entry)
    if before.value == choice.value:
        return reply(texts.is_so_already(before))
    actor = ctx.speaker_number
    await entry.setting.write(ctx.store.settings, choice.value, by=actor, now=ctx.now)
    await ctx.store.log.write("setting.changed", ctx.now, actor=actor, about=entry.setting.key)
    return reply(texts.changed(before, await _state(ctx, entry)))


async def _state(ctx: Context, entry: Entry) -> EntryState:
    changes = await ctx.store.settings.changes(limit=1, of=entry.setting.key)
    return EntryState(
        entry=entry,
        value=await entry.setting.read(ctx.store.settings),
        timezone=ctx.community.timezone,
        last_change=changes[0] if changes else None,
    )
