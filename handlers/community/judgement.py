"""What is allowed when somebody claims a group or changes a role: facts in, a verdict out."""

from enum import Enum

from storage.models import Member
from storage.models.communities import ClaimState
from storage.models.members import Role


class ClaimVerdict(Enum):
    """What becomes of a valid code typed in a group."""

    ANNOUNCE = "announce"
    """The speaker becomes owner; members may object for 24 hours."""
    CONFIRM = "confirm"
    """The speaker becomes owner at once, because the operator stands for it."""
    ALREADY_CLAIMED = "already claimed"
    NEEDS_OPERATORS_CODE = "needs the operator's code"


class RoleVerdict(Enum):
    """What becomes of a wish to change a member's role."""

    CHANGE = "change"
    UNCHANGED = "unchanged"
    IS_OWNER = "is the owner"
    IS_GONE = "is gone"
    WITHOUT_ACCOUNT = "without an account"


def judge_claim(state: ClaimState, *, operators_code: bool, by_operator: bool, admission_by_code: bool) -> ClaimVerdict:
    """Say what a valid code does in a group whose claim stands so.

    Only a code of the operator's moves an owner who is there already, whoever types it.
    """
    if state is not ClaimState.UNCLAIMED and not operators_code:
        return ClaimVerdict.ALREADY_CLAIMED
    if operators_code or by_operator:
        return ClaimVerdict.CONFIRM
    return ClaimVerdict.NEEDS_OPERATORS_CODE if admission_by_code else ClaimVerdict.ANNOUNCE


def role_of_former_owner(state: ClaimState) -> Role:
    """Say what an owner becomes when the operator's code moves the ownership on.

    Usually a host. After an objection a plain member: otherwise the person objected to would still see the members.
    """
    return Role.MEMBER if state is ClaimState.DISPUTED else Role.HOST


def judge_role_change(member: Member, wanted: Role) -> RoleVerdict:
    """Say whether the owner may give a member this role, which is never the owner's own."""
    if member.role is Role.OWNER:
        return RoleVerdict.IS_OWNER
    if member.role is wanted:
        return RoleVerdict.UNCHANGED
    if wanted is not Role.MEMBER and not member.is_present:
        return RoleVerdict.IS_GONE
    if wanted is not Role.MEMBER and member.user_id is None:
        return RoleVerdict.WITHOUT_ACCOUNT
    return RoleVerdict.CHANGE


def judge_new_owner(member: Member) -> RoleVerdict:
    """Say whether the owner may offer the ownership to a member."""
    if member.role is Role.OWNER:
        return RoleVerdict.IS_OWNER
    if not member.is_present:
        return RoleVerdict.IS_GONE
    return RoleVerdict.CHANGE if member.user_id is not None else RoleVerdict.WITHOUT_ACCOUNT


def role_after_leaving(role: Role) -> Role:
    """Say what remains of a role when its holder leaves the group.

    Hosts and helpers become plain members, because LINE does not tell leaving from being removed, and whom the members
    have put out must not come back with a host's view. The owner stays the owner until somebody takes over.
    """
    return Role.OWNER if role is Role.OWNER else Role.MEMBER
