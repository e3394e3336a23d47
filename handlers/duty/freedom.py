"""Who could be on duty at a moment: facts in, a verdict out. Pure."""

from datetime import datetime, timedelta

from storage.columns import EPOCH
from storage.models.members import AnyMember, MemberStatus

NEW_FOR = timedelta(days=7)
"""How long somebody who has just joined is left to settle in."""


def free_from(member: AnyMember) -> datetime | None:
    """Give the moment from which on a member could take turns, perhaps long past; None where they could take none.

    Those who are away, only read, or are new could not. A rest with an end is over then. Nor could those who were asked
    how they are, until they answer: nobody has heard of them for long, and a turn of theirs might stay undone. It costs
    them nothing, a turn they have said yes to stays theirs (`could_agree`), and hosts may ask them by name
    (`could_be_asked`).
    """
    settled = EPOCH if member.joined_at is None else member.joined_at + NEW_FOR
    match member.status:
        case MemberStatus.ACTIVE:
            return settled
        case MemberStatus.AWAY:
            return None if member.away_until is None else max(settled, member.away_until)
        case _:
            return None


def is_free(member: AnyMember, at: datetime) -> bool:
    """Say whether a member could take a turn that begins at a moment."""
    since = free_from(member)
    return since is not None and since <= at


def could_agree(member: AnyMember, at: datetime) -> bool:
    """Say whether a member's own yes to a turn holds: also that of somebody asked how they are, whom it shows there."""
    return is_free(member, at) or member.status is MemberStatus.ASKED


def could_be_asked(member: AnyMember, at: datetime) -> bool:
    """Say whether the hosts may give a turn to a member by name: anybody who is there and does not rest."""
    return member.is_present and (member.status is not MemberStatus.AWAY or is_free(member, at))
