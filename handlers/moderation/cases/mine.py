"""What somebody is shown of the cases about themselves: those they were told of, in the words they were told."""

from dataclasses import dataclass

from bot.context import Context
from handlers.moderation.cases.presenting import newest_words, rule_text
from storage.models import Case, Member
from storage.models.cases import CaseKind, CaseState
from storage.unit_of_work import CommunityStore

_TOLD = {CaseKind.WARNING, CaseKind.COOLDOWN}


@dataclass(frozen=True, slots=True)
class OwnCase:
    """A case as the person it is about was told of it."""

    case: Case
    rule: str | None
    seen: str
    asked: str


def is_told_to(case: Case, member: Member) -> bool:
    """Say whether a member is told of a case about them; what hosts keep for themselves is not.

    Nor is a pause that was over before the request for it had arrived.
    """
    is_moot = case.state is CaseState.CLOSED and case.delivered_at is None
    is_theirs = case.subject_number == member.number and case.kind in _TOLD
    return is_theirs and case.told_at is not None and not is_moot


async def own_cases(store: CommunityStore, member: Member) -> list[Case]:
    """List the cases a member was told of and that were not taken back, oldest first."""
    found = await store.cases.of_member(member)
    return [case for case in found if is_told_to(case, member) and case.state is not CaseState.VOIDED]


async def told_to(ctx: Context, member: Member) -> list[OwnCase]:
    """Open the cases a member was told of."""
    cases = await own_cases(ctx.store, member)
    return [OwnCase(case, await rule_text(ctx, case), *await newest_words(ctx, case)) for case in cases]
