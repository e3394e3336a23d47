"""What the bot says about hosts, the owner's hand-over and their departures, in the language of the moment."""

from collections.abc import Sequence
from datetime import timedelta

from bot.context import Context
from bot.facts import Facts
from bot.i18n import _
from bot.messages import Button, Card, SayButton, Tap, Text
from bot.names import safe_name
from storage.models import Member
from storage.models.members import Role


def role_name(role: Role) -> str:
    """Name a role."""
    match role:
        case Role.OWNER:
            return _("owner")
        case Role.HOST:
            return _("host")
        case Role.HELPER:
            return _("helper")
        case Role.MEMBER:
            return _("member")


def who(member: Member, facts: Facts) -> str:
    """Name a member to a host, in private: the number, with the name where LINE told it."""
    name = safe_name(facts.name_of(member.user_id))
    if name is None:
        # Translators: a member's number stands for the person inside a sentence.
        return _("member #%(number)d", number=member.number)
    return _("%(name)s (#%(number)d)", name=name, number=member.number)


def which_role() -> str:
    """Say which roles there are to give."""
    return _("After the person there may only stand “helper”; without it they become a host.")


def owner_keeps_the_role() -> str:
    """Say that the owner's role is only handed over."""
    return _("The owner's role stays as it is; /owner hands it over.")


def has_the_role_already(member: Member, facts: Facts) -> Text:
    """Say that nothing changes."""
    return Text(_("%(who)s already has this role: %(role)s.", who=who(member, facts), role=role_name(member.role)))


def role_changed(member: Member, facts: Facts) -> Text:
    """Tell the owner what a member is now."""
    return Text(_("%(who)s is now: %(role)s.", who=who(member, facts), role=role_name(member.role)))


def your_role(before: Role, role: Role) -> Text:
    """Tell a member what they have become."""
    if role is Role.MEMBER:
        return Text(_("The owner has ended your role (%(role)s). Thank you for your help.", role=role_name(before)))
    return Text(
        _("The owner asks you to lend a hand; your role: %(role)s. /help shows what you can do.", role=role_name(role))
    )


def host_line(host: Member, facts: Facts) -> str:
    """Write one line of the list of hosts."""
    return _("%(role)s: %(who)s", role=role_name(host.role), who=who(host, facts))


def hosts(ctx: Context, listed: Sequence[str]) -> Card:
    """Tell how to reach the hosts in private and, where names may be told, who they are."""
    ask = _("/ask")
    button: Button = (
        SayButton(_("Write to the hosts"), ask) if ctx.in_private else ctx.private_chat(_("Write to the hosts"), ask)
    )
    return Card(
        title=_("The hosts"),
        lines=(*listed, _("You can write to them in private; nobody else reads it.")),
        buttons=(button,),
        alt=_("How to reach the hosts"),
    )


def confirm_offer(ctx: Context, member: Member) -> Card:
    """Ask the owner once more."""
    return Card(
        title=_("Hand the ownership over?"),
        lines=(
            _("To: %(who)s", who=who(member, ctx.facts)),
            _("I ask them first. Once they accept they are the owner, and you are a host."),
        ),
        buttons=(
            ctx.tap(
                _("Yes, ask them"),
                "community.offer_ownership",
                about=member.number,
                for_user=ctx.user_id,
                anywhere=True,
            ),
        ),
        alt=_("A question from Tsudoi"),
    )


def offered(member: Member, facts: Facts) -> Text:
    """Tell the owner that the other will be asked."""
    return Text(
        _(
            "I ask %(who)s as soon as they write to me in private; a hint from you helps. "
            "Until they accept, everything stays as it is.",
            who=who(member, facts),
        )
    )


def offer(ctx: Context, about: str, member: Member, lasts: timedelta) -> Card:
    """Ask a member whether they would be the owner."""

    def answer(label: str, action: str) -> Tap:
        return ctx.tap(label, action, about=about, for_user=member.user_id, anywhere=True, lasts=lasts)

    return Card(
        title=_("Would you take over as the owner?"),
        lines=(
            _("The owner would like to hand over to you. The owner chooses the hosts and may send me away."),
            _("You have seven days to answer, and no is a good answer too."),
        ),
        buttons=(
            answer(_("I accept"), "community.accept_ownership"),
            answer(_("Not now"), "community.decline_ownership"),
        ),
        alt=_("A question from Tsudoi"),
    )


def offer_is_stale() -> str:
    """Say that an offer is no longer good."""
    return _("This offer no longer holds, because something has changed since. Please ask the owner.")


def you_are_owner_already() -> str:
    """Say that the owner is already who was named."""
    return _("You are the owner already; please name the member who is to take over.")


def you_are_owner() -> Text:
    """Tell the new owner."""
    return Text(_("You are the owner now. Thank you for taking over. /help shows what you can do."))


def you_handed_over(member: Member) -> Text:
    """Tell the former owner."""
    return Text(
        _("Member #%(number)d has accepted and is the owner now. You remain a host. Thank you.", number=member.number)
    )


def you_declined() -> Text:
    """Tell the member that no is heard."""
    return Text(_("All right, everything stays as it is. I let the owner know."))


def declined(member: Member) -> Text:
    """Tell the owner that the other declined."""
    return Text(_("Member #%(number)d would rather not take over now, so you remain the owner.", number=member.number))


def host_left(role: Role, number: int, *, is_last: bool) -> Text:
    """Tell the hosts that one of them has gone."""
    sentences = [
        _(
            "#%(number)d (%(role)s) has left the group, and the role has ended with it. "
            "Should they return, the owner can give it back with /host add.",
            number=number,
            role=role_name(role),
        )
    ]
    if is_last and role is Role.HOST:
        sentences.append(_("Now only the owner is left. A second host is a good thing to have."))
    return Text("\n".join(sentences))


def owner_left() -> Text:
    """Tell the hosts that the owner has gone."""
    return Text(
        _(
            "The owner has left the group. Should they return, they are the owner as before. "
            "If somebody else is to take over, please turn to the operator of this account."
        )
    )


def community_without_owner(community: int) -> Text:
    """Tell the operator that a community has lost its owner."""
    return Text(
        _(
            "The owner of community %(community)d has left its group. If somebody is to take over, run "
            "`python -m bot claim-code` and give them the code to type there after /claim.",
            community=community,
        )
    )
