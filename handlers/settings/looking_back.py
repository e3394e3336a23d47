"""What was chosen before: the history of settings, the newest change taken back, and who did what."""

import json
from collections.abc import Iterable

from bot.answers import Answers, reply
from bot.commands import Command
from bot.context import Context
from bot.errors import Refusal
from bot.facts import NOTHING, Wanted, names_in
from bot.i18n import _
from bot.routing import Where
from handlers.settings import looking_back_texts as texts
from handlers.settings.registry import Entry, entry_of
from handlers.settings.routes import router
from handlers.settings.texts import page_button
from storage.models import LogEntry, Member, SettingChange
from storage.models.members import Role

_SHOWN = 20


async def _who_changed(ctx: Context, _command: Command) -> Wanted:
    if ctx.home is None:
        return NOTHING
    return await _names(ctx, (change.changed_by for change in await ctx.store.settings.changes(_SHOWN)))


@router.command(
    "settings history",
    "設定の履歴",
    where=Where.PRIVATE,
    who=Role.HOST,
    takes_arguments=False,
    needs=_who_changed,
    help=lambda: _("See which settings were changed, and by whom"),
)
async def show_history(ctx: Context, _command: Command) -> Answers:
    """List the newest changes of settings, with what was before."""
    changes = await ctx.store.settings.changes(_SHOWN)
    known = [(change, entry) for change in changes if (entry := entry_of(change.key)) is not None]
    people = await _members(ctx, (change.changed_by for change, _entry in known))
    return reply(
        *texts.history(
            [
                texts.history_line(
                    entry,
                    change,
                    _value(entry, change.old),
                    _value(entry, change.new),
                    texts.somebody(change.changed_by, people, ctx.facts),
                    ctx.community.timezone,
                )
                for change, entry in known
            ]
        )
    )


@router.command(
    "undo",
    "元に戻す",
    where=Where.PRIVATE,
    who=Role.HOST,
    takes_arguments=False,
    help=lambda: _("Take the newest change of a setting back"),
)
async def undo(ctx: Context, command: Command) -> Answers:
    """Bring back what a setting was before its newest change; the same again brings that change back."""
    if command.rest:
        raise Refusal(texts.undo_takes_nothing())
    newest = await _newest_known(ctx)
    if newest is None:
        raise Refusal(texts.nothing_to_undo())
    change, entry = newest
    if entry.is_told and entry.page is not None:
        raise Refusal(texts.not_undone_here(entry, entry.page()), [page_button(entry.page())])
    actor = ctx.speaker_number
    await ctx.store.settings.put(change.key, change.old, by=actor, now=ctx.now)
    await ctx.store.log.write("setting.undone", ctx.now, actor=actor, about=change.key)
    return reply(texts.undone(entry, _value(entry, change.new), _value(entry, change.old)))


async def _who_acted(ctx: Context, _command: Command) -> Wanted:
    if ctx.home is None:
        return NOTHING
    return await _names(ctx, (entry.actor for entry in await _newest_lines(ctx)))


@router.command(
    "log",
    "変更の履歴",
    where=Where.PRIVATE,
    who=Role.HOST,
    takes_arguments=False,
    needs=_who_acted,
    help=lambda: _("See who changed what"),
)
async def show_log(ctx: Context, _command: Command) -> Answers:
    """List the newest entries of the audit trail: when, who, what."""
    entries = await _newest_lines(ctx)
    people = await _members(ctx, (entry.actor for entry in entries))
    return reply(
        *texts.log(
            [
                texts.log_line(entry, texts.somebody(entry.actor, people, ctx.facts), ctx.community.timezone)
                for entry in entries
            ]
        )
    )


async def _newest_lines(ctx: Context) -> list[LogEntry]:
    """List the newest lines that the host who asks may read."""
    return await ctx.store.log.newest(_SHOWN, reader=ctx.speaker_number)


async def _newest_known(ctx: Context) -> tuple[SettingChange, Entry] | None:
    """Find the newest change of a setting that still exists."""
    for change in await ctx.store.settings.changes(_SHOWN):
        entry = entry_of(change.key)
        if entry is not None:
            return change, entry
    return None


def _value(entry: Entry, stored: str | None) -> object:
    """Give what a stored JSON value means; the default where nothing stood."""
    return entry.setting.default if stored is None else json.loads(stored)


async def _members(ctx: Context, numbers: Iterable[int | None]) -> dict[int, Member]:
    found = [await ctx.store.members.by_number(number) for number in {*numbers} if number is not None]
    return {member.number: member for member in found if member is not None}


async def _names(ctx: Context, numbers: Iterable[int | None]) -> Wanted:
    members = (await _members(ctx, numbers)).values()
    user_ids = [member.user_id for member in members if member.user_id is not None]
    return NOTHING if ctx.main_chat is None else names_in(ctx.main_chat, user_ids)
