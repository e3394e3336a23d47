"""For hosts, in private: the versions of the rules and who changed them, and who has not agreed yet."""

from bot.answers import Answers, reply
from bot.commands import BadArgument, Command, read_whole_number
from bot.context import Context
from bot.errors import Refusal
from bot.facts import NOTHING, Wanted, about_chat
from bot.i18n import _
from bot.people import names_of
from bot.routing import Where
from handlers.community.confirmed import require_confirmed
from handlers.rules import change_texts, people, texts
from handlers.rules.differences import Change, compare
from handlers.rules.routes import router
from handlers.rules.showing import rules_in_force
from storage.models import Member, RulesVersion
from storage.models.members import Role

_VERSIONS_SHOWN = 10
_NAMES_ASKED = 50
"""As many names as LINE is asked for at once; the others are listed by their numbers."""


async def _want_changers(ctx: Context, _found: Command) -> Wanted:
    if ctx.home is None or not ctx.in_private:
        return NOTHING
    return names_of(ctx, (await _changers(ctx, await ctx.home.rules.versions(_VERSIONS_SHOWN))).values())


@router.command(
    "rules history",
    "ルールの履歴",
    "rule history",
    "ルール 履歴",
    who=Role.HOST,
    help=lambda: _("See earlier versions and who changed what"),
    example=change_texts.history_example,
    needs=_want_changers,
)
async def show_history(ctx: Context, command: Command) -> Answers:
    """List the newest versions, or show one in full; who changed what is told in private only."""
    await rules_in_force(ctx)
    if not ctx.in_private:
        words = change_texts.history_words()
        return reply(change_texts.history_in_group(ctx.private_chat(texts.private_chat_label(), words)))
    if command.rest:
        return await _show_version(ctx, command.rest)
    versions = await ctx.store.rules.versions(_VERSIONS_SHOWN)
    changers = await _changers(ctx, versions)
    entries = [
        change_texts.history_entry(
            version.version,
            texts.moment(version.changed_at, ctx.community.timezone),
            people.named(ctx, changers.get(version.changed_by or 0)),
            await _changes_in(ctx, version.version),
        )
        for version in versions
    ]
    return reply(*change_texts.history(entries))


async def _want_not_agreed(ctx: Context, _found: Command) -> Wanted:
    if ctx.home is None or ctx.main_chat is None:
        return NOTHING
    missing = await ctx.home.rules.not_agreed(ctx.home.community.rules_version)
    return names_of(ctx, missing[:_NAMES_ASKED]) | about_chat(ctx.main_chat)


@router.command(
    "unagreed",
    "ルールがまだの人",
    where=Where.PRIVATE,
    who=Role.HOST,
    takes_arguments=False,
    help=lambda: _("See who has not agreed to the rules yet"),
    needs=_want_not_agreed,
)
async def show_not_agreed(ctx: Context, _command: Command) -> Answers:
    """List who has not agreed to the version in force, and say how many people the bot does not know."""
    require_confirmed(ctx)
    shown = await rules_in_force(ctx)
    missing = await ctx.store.rules.not_agreed(shown.version)
    known = await ctx.store.members.count_present()
    in_group = ctx.facts.member_count(ctx.main_chat)
    unknown = texts.unidentified(None if in_group is None else max(in_group - known, 0))
    if not missing:
        return reply(texts.all_have_agreed(shown.version, unknown))
    return reply(*texts.not_agreed(shown.version, [people.named(ctx, each) for each in missing], known, unknown))


async def _changers(ctx: Context, versions: list[RulesVersion]) -> dict[int, Member]:
    numbers = {version.changed_by for version in versions if version.changed_by is not None}
    found = [await ctx.store.members.by_number(number) for number in sorted(numbers)]
    return {member.number: member for member in found if member is not None}


async def _show_version(ctx: Context, asked: str) -> Answers:
    newest = ctx.community.rules_version
    try:
        number = read_whole_number(asked, 1, newest)
    except BadArgument as error:
        raise Refusal(change_texts.no_such_version(newest)) from error
    version = await ctx.store.rules.version(number)
    if version is None:
        raise Refusal(change_texts.no_such_version(newest))
    changers = await _changers(ctx, [version])
    return reply(
        *change_texts.one_version(
            number,
            texts.moment(version.changed_at, ctx.community.timezone),
            people.named(ctx, changers.get(version.changed_by or 0)),
            await _changes_in(ctx, number),
            [rule.text for rule in await ctx.store.rules.of_version(number)],
        )
    )


async def _changes_in(ctx: Context, version: int) -> list[Change]:
    old = await ctx.store.rules.of_version(version - 1)
    new = await ctx.store.rules.of_version(version)
    return compare([rule.text for rule in old], [rule.text for rule in new])
