"""Who may judge whom: facts in, a verdict out. Pure.

Nobody judges themselves or somebody they are close to or at odds with; the owner is nobody's to judge here; and a host
never sees what is noted about them, only what they were told.
"""

from collections.abc import Collection, Iterable, Sequence
from enum import Enum
from typing import Protocol

from storage.models import Case, Member
from storage.models.members import MemberStatus, Role


class Reader(Protocol):
    """Somebody with a number here who may decide or read: a member, or an adviser from outside."""

    @property
    def number(self) -> int:
        """Give the number, which nobody else here has."""

    @property
    def user_id(self) -> str | None:
        """Give the LINE user id, where it is known."""

    @property
    def role(self) -> Role:
        """Give what they are to the community."""

    @property
    def status(self) -> MemberStatus:
        """Give where they stand between coming and going."""

    @property
    def is_present(self) -> bool:
        """Say whether they belong, or serve, now."""


class Verdict(Enum):
    """Whether a host may take a measure about a member, or why not."""

    FINE = "fine"
    ONESELF = "oneself"
    OWNER = "owner"
    RELATED = "related"
    GONE = "gone"


def judge(actor: Member, subject: Member, related: Collection[int]) -> Verdict:
    """Say whether `actor` may take a measure about `subject`; `related` are the numbers related to the subject."""
    if actor.number == subject.number:
        return Verdict.ONESELF
    if subject.role is Role.OWNER:
        return Verdict.OWNER
    if actor.number in related:
        return Verdict.RELATED
    return Verdict.FINE if subject.is_present else Verdict.GONE


def needs_confirm(subject: Member) -> bool:
    """Say whether a measure about somebody is asked about once more: it is about another host."""
    return subject.is_present and subject.role.includes(Role.HOST)


def may_see(case: Case, reader: Member) -> bool:
    """Say whether a member may look into a case as a host; what was told to them they read on their own page."""
    return reader.is_present and reader.role.includes(Role.HOST) and case.subject_number != reader.number


def deciders(case: Case, hosts: Iterable[Member], adviser: Reader | None, related: Collection[int]) -> Sequence[Reader]:
    """List who may decide on an objection: other hosts than the one who opened the case, else the adviser.

    Those who rest are spared as long as somebody else is there.
    """

    free = [host for host in hosts if is_free_to_decide(case, host, related)]
    awake = [host for host in free if host.status is not MemberStatus.AWAY]
    if free:
        return awake or free
    return [adviser] if adviser is not None and is_free_to_decide(case, adviser, related) else []


def is_free_to_decide(case: Case, member: Reader, related: Collection[int]) -> bool:
    """Say whether nothing ties somebody to a case: neither opened by them nor about them nor about somebody related."""
    is_party = member.number in {case.opened_by, case.subject_number} or member.number in related
    return member.is_present and member.user_id is not None and not is_party
