"""The words of a person's own page, in the language of the moment."""

from collections.abc import Sequence

from bot.i18n import _
from bot.messages import MAX_BUTTONS, Button, Card, SayButton
from bot.names import safe_name
from handlers.community.role_texts import role_name
from handlers.duty.calendar_texts import when
from handlers.duty.records import OwnTurn
from handlers.moderation.cases.appeal_texts import own_line
from handlers.rotation.pausing_texts import away_button, back_button
from handlers.rules.texts import day, moment
from storage.models import Case, Community, Consent, Member
from storage.models.members import MemberStatus, StatusReason

_MOST_TURNS = 3


def my_page(
    community: Community,
    member: Member,
    newest: Consent | None,
    group: str | None,
    own_name: str | None,
    cases: Sequence[Case] = (),
    turns: Sequence[OwnTurn] = (),
) -> Card:
    """Show how a member stands; `newest` is their agreement to the newest version they agreed to.

    `cases` are those the member was told of, `turns` their next ones at duties.
    """
    lines = [
        _("Your number: #%(number)d", number=member.number),
        *([_("What you want to be called: %(name)s", name=called)] if (called := safe_name(own_name)) else []),
        _("Role: %(role)s", role=role_name(member.role)),
        _("Now: %(status)s", status=status_name(member, community.timezone)),
        _rules_line(community, newest),
        *(_("From the hosts, number %(case)s", case=own_line(case, community.timezone)) for case in cases),
        *(_turn_line(turn, community.timezone) for turn in turns[:_MOST_TURNS]),
    ]
    if (shown := safe_name(group)) is not None:
        lines.insert(0, _("Group: %(group)s", group=shown))
    # Translators: the second text is a command; it must be one of the words for what hosts have told somebody.
    to_cases = [SayButton(_("From the hosts"), _("/appeal"))] if cases else []
    return Card(
        title=_("My page"),
        lines=lines,
        buttons=[*to_cases, *_buttons(community, member, newest)][:MAX_BUTTONS],
        alt=_("My page"),
    )


def status_name(member: Member, timezone: str) -> str:
    """Say how a member takes part."""
    match member.status:
        case MemberStatus.AWAY if member.away_until is not None:
            return _("resting until %(moment)s", moment=moment(member.away_until, timezone))
        case MemberStatus.AWAY:
            return _("resting")
        case MemberStatus.LISTENING:
            return _("only reading")
        case MemberStatus.LEFT | MemberStatus.REMOVED:
            # Translators: how somebody takes part who is no longer in a group.
            return _("not in the group")
        case _:
            return _("taking part")


def status_history(member: Member, timezone: str) -> str | None:
    """Say since when a member takes part as they do, and how that came about; None where nothing ever changed."""
    if member.status_since is None or member.status_reason is None:
        return None
    at = day(member.status_since, timezone)
    return _("since %(day)s (%(reason)s)", day=at, reason=_reason_name(member.status_reason))


def _reason_name(reason: StatusReason) -> str:
    match reason:
        case StatusReason.OWN_WORD:
            # Translators: how somebody came to rest, or only to read: by their own word.
            return _("own word")
        case StatusReason.TIME:
            return _("end of a rest")
        case StatusReason.CHECK_IN:
            # Translators: how a status came about: by the round of questions "how are you".
            return _("a round of “how are you”")
        case StatusReason.HEARD:
            # Translators: how somebody came to take part again: they came back, or were heard.
            return _("was there again")
        case StatusReason.LINE:
            return _("word from LINE")
        case StatusReason.HOSTS:
            return _("decision of the hosts")


def _turn_line(turn: OwnTurn, timezone: str) -> str:
    return _("Your next turn at “%(name)s”: %(when)s", name=turn.name, when=when(turn.begins_at, timezone))


def _rules_line(community: Community, newest: Consent | None) -> str:
    if not community.rules_version:
        return _("Rules: none yet")
    if newest is None:
        return _("Rules: version %(version)d, not agreed to yet", version=community.rules_version)
    if newest.version < community.rules_version:
        return _(
            "Rules: you agreed to version %(agreed)d; version %(version)d is in force now",
            agreed=newest.version,
            version=community.rules_version,
        )
    return _(
        "Rules: agreed to version %(version)d on %(day)s",
        version=newest.version,
        day=day(newest.agreed_at, community.timezone),
    )


def _buttons(community: Community, member: Member, newest: Consent | None) -> list[Button]:
    is_resting = member.status in {MemberStatus.AWAY, MemberStatus.LISTENING}
    buttons: list[Button] = [back_button() if is_resting else away_button()]
    if community.rules_version and (newest is None or newest.version < community.rules_version):
        # Translators: the second text is a command; it must be one of the words for the rules.
        buttons.insert(0, SayButton(_("Read the rules"), _("/rules")))
    # Translators: the second text is a command; it must be one of the words for a person's own records.
    return [*buttons, SayButton(_("What is kept about me"), _("/mydata"))]
