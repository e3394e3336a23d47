"""A case opened for a host's eyes: names, words, rule, and what counts."""

from bot.context import Context
from bot.pricing import waiting_word
from handlers.moderation.cases.case_texts import Line, Shown
from handlers.moderation.cases.desk import label_of, subject_of
from handlers.moderation.cases.labels import author
from handlers.moderation.cases.reaching import Reach, key_of, reach_of
from handlers.moderation.cases.settings import LIMIT
from storage.models import Case, CaseEntry
from storage.models.cases import EntryKind


async def shown(ctx: Context, case: Case, *, with_history: bool = True) -> Shown:
    """Gather all that a host is shown of a case; without its history for a line in a list."""
    subject = await subject_of(ctx, case)
    entries = await ctx.store.cases.entries_of(case) if with_history else []
    found = await reach_of(ctx, case)
    is_told = case.told_at is not None and case.delivered_at is None
    return Shown(
        case=case,
        who=await label_of(ctx, case),
        timezone=ctx.community.timezone,
        rule=await rule_text(ctx, case) if with_history else None,
        lines=[await _line(ctx, entry) for entry in entries],
        is_on_its_way=is_told and found.reach is Reach.UNDER_WAY,
        may_be_pushed=with_history and is_told and await waiting_word(ctx, key_of(case)) is not None,
        is_unsure=found.is_unsure,
        total=0 if subject is None else await ctx.store.cases.counting_sum(subject, ctx.now),
        limit=await LIMIT.read(ctx.store.settings),
    )


async def rule_text(ctx: Context, case: Case) -> str | None:
    """Give the rule a case cites, as it read then."""
    rules = await ctx.store.rules.of_version(case.rules_version)
    return next((rule.text for rule in rules if rule.position == case.rule_number), None)


async def newest_words(ctx: Context, case: Case) -> tuple[str, str]:
    """Give what was seen and what is asked, each in its newest wording, as the person is told."""
    words = {EntryKind.REASON: "", EntryKind.REQUEST: ""}
    for entry in await ctx.store.cases.entries_of(case):
        if entry.kind in words:
            words[entry.kind] = ctx.store.cases.words_of(entry)
    return words[EntryKind.REASON], words[EntryKind.REQUEST]


async def _line(ctx: Context, entry: CaseEntry) -> Line:
    member = None if entry.author is None else await ctx.store.members.by_number(entry.author)
    name = None if member is None else ctx.facts.name_of(member.user_id)
    return Line(entry.kind, author(entry.author, name), ctx.store.cases.words_of(entry), entry.at)
