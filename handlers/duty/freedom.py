"""Who could be on duty at a moment: facts in, a verdict out. Pure."""

from datetime import datetime, timedelta

from storage.models import Member
from storage.models.members import MemberStatus

NEW_FOR = timedelta(days=7)
"""How long somebody who has just joined is left to settle in."""


def is_free(member: Member, at: datetime) -> bool:
    """Say whether a member could take a turn that begins at a moment.

    Those who are away, only read, or are new could not; nor could those whom the hosts have asked whether they are
    still there, until they answer. A rest with an end is over then.
    """
    if member.joined_at is not None and at < member.joined_at + NEW_FOR:
        return False
    match member.status:
        case MemberStatus.ACTIVE:
            return True
        case MemberStatus.AWAY:
            return member.away_until is not None and member.away_until <= at
        case _:
            return False


def could_be_asked(member: Member, at: datetime) -> bool:
    """Say whether the hosts may give a turn to a member by name: anybody who is there and does not rest."""
    return member.is_present and (member.status is not MemberStatus.AWAY or is_free(member, at))
