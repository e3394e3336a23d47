"""The words for what was chosen before and who did what, in the language of the moment."""

import re
from collections.abc import Callable, Mapping, Sequence

from bot.facts import Facts
from bot.i18n import _
from bot.messages import MAX_OBJECTS, Card, Message, Text, long_text
from bot.names import safe_name
from handlers.rules.texts import moment
from handlers.settings.registry import Entry, entry_of
from handlers.settings.texts import from_to, undo_button
from storage.models import LogEntry, Member, SettingChange

_PLAIN_OBJECT = re.compile(r"#?\d+|v\d+")
"""What an entry is about, where it can be shown as it stands: a number, a member's number, a version."""

ACTIONS: Mapping[str, Callable[[], str]] = {
    "adviser.named": lambda: _("named an adviser, or nobody"),
    "adviser.invited": lambda: _("made a code for an adviser from outside"),
    "adviser.agreed": lambda: _("somebody from outside agreed to be adviser"),
    "adviser.ended": lambda: _("the adviser gave the task back"),
    "alarm.bot_left": lambda: _("I was put out of the group"),
    "alarm.leavings": lambda: _("many people left at once"),
    "block.lifted": lambda: _("let somebody come back"),
    "block.made": lambda: _("somebody is not to come back"),
    "calm.began": lambda: _("asked the group for a break"),
    "calm.ended": lambda: _("ended the break"),
    "case.added": lambda: _("added to a case"),
    "case.dropped": lambda: _("dropped a case before it was told"),
    "case.line": lambda: _("had a neutral line posted"),
    "case.merged": lambda: _("said who a case is about"),
    "case.noted": lambda: _("kept a note"),
    "case.opened": lambda: _("opened a case"),
    "case.reworded": lambda: _("reworded a case before it was told"),
    "case.told": lambda: _("had a case told"),
    "case.upheld": lambda: _("decided that a case stays"),
    "case.voided": lambda: _("took a case back"),
    "case.withdrawn": lambda: _("decided that a case is taken back"),
    "community.announced": lambda: _("registered as the owner"),
    "community.confirmed": lambda: _("was confirmed as the owner"),
    "community.disputed": lambda: _("somebody objected to the owner"),
    "community.kind": lambda: _("chose the kind of group"),
    "community.moved": lambda: _("moved to a new group"),
    "community.left": lambda: _("let me leave the group"),
    "contacts.changed": lambda: _("changed the help lines"),
    "contacts.checked": lambda: _("checked the help lines"),
    "door.accepted": lambda: _("let somebody in"),
    "door.asked": lambda: _("asked an applicant something"),
    "door.changed": lambda: _("changed the door"),
    "door.declined": lambda: _("declined an application"),
    "duty.assigned": lambda: _("asked somebody to take a turn"),
    "duty.changed": lambda: _("changed who takes turns at a duty"),
    "duty.deleted": lambda: _("deleted a duty"),
    "duty.made": lambda: _("made a duty"),
    "goodbye.changed": lambda: _("changed the good-bye"),
    "intro.changed": lambda: _("changed what introductions ask"),
    "language.changed": lambda: _("changed the language"),
    "member.forgotten": lambda: _("a member had their records erased"),
    "owner.changed": lambda: _("handed the ownership over"),
    "owner.offered": lambda: _("offered the ownership"),
    "push.agreed": lambda: _("agreed to push a word (1 message)"),
    "question.answered": lambda: _("answered a question"),
    "relation.ended": lambda: _("noted that two members are no longer related"),
    "relation.noted": lambda: _("noted that two members are related"),
    "removal.approved": lambda: _("agreed that somebody leaves"),
    "removal.done": lambda: _("a removal was done"),
    "removal.lapsed": lambda: _("a removal lapsed"),
    "removal.left": lambda: _("somebody left before a removal was done"),
    "removal.lone": lambda: _("proposed that somebody leaves; there is no second host"),
    "removal.proposed": lambda: _("proposed that somebody leaves"),
    "removal.rejected": lambda: _("did not agree that somebody leaves"),
    "removal.underway": lambda: _("took a removal on"),
    "removal.withdrawn": lambda: _("took the proposal of a removal back"),
    "report.closed": lambda: _("closed a report"),
    "report.judged": lambda: _("said what should follow from a report"),
    "report.read": lambda: _("read a report"),
    "report.taken": lambda: _("looks after a report"),
    "role.helper": lambda: _("made somebody a helper"),
    "role.host": lambda: _("made somebody a host"),
    "role.left": lambda: _("somebody with a role has left"),
    "role.member": lambda: _("ended somebody's role"),
    "room.attached": lambda: _("opened the hosts' room"),
    "room.detached": lambda: _("closed the hosts' room"),
    "roster.seen": lambda: _("looked at the list of who was there"),
    "rules.changed": lambda: _("changed the rules"),
    "rotation.asked": lambda: _("asked people how they are"),
    "rotation.exempted": lambda: _("chose who is never asked how they are"),
    "rotation.marked_left": lambda: _("marked as left who is not in LINE's list of members"),
    "rotation.synced": lambda: _("took in LINE's list of members"),
    "setting.changed": lambda: _("changed a setting"),
    "setting.undone": lambda: _("took a change back"),
    "welcome.changed": lambda: _("changed the greeting"),
}
"""What each action of the audit trail is called."""


def history(lines: Sequence[str]) -> list[Message]:
    """List changes of settings."""
    if not lines:
        return [Text(_("No setting has been changed yet."))]
    text = "\n\n".join([_("The newest changes of settings"), *lines])
    card = Card(title=_("Back to what was before?"), buttons=(undo_button(),), alt=_("Settings"))
    return [*long_text(text)[: MAX_OBJECTS - 1], card]


def history_line(entry: Entry, change: SettingChange, old: object, new: object, who: str, timezone: str) -> str:
    """Write one change: when, who, which setting, and both values."""
    return _(
        "%(moment)s, %(who)s\n%(name)s: %(change)s",
        moment=moment(change.changed_at, timezone),
        who=who,
        name=entry.name(),
        change=from_to(entry, old, new),
    )


def undone(entry: Entry, before: object, after: object) -> Card:
    """Say what was taken back; the same again brings it back."""
    return Card(
        title=_("Taken back: %(name)s", name=entry.name()),
        lines=(from_to(entry, before, after), _("The same again brings the change back.")),
        buttons=(undo_button(),),
        alt=_("Settings"),
    )


def undo_takes_nothing() -> str:
    """Refuse a number or word behind the command, which might mean an older change."""
    return _("“/undo” takes back the newest change of a setting; leave out what follows it. Nothing was changed.")


def not_undone_here(entry: Entry, page: str) -> str:
    """Lead to where a change is taken back of which people are told."""
    return _(
        "The newest change is “%(name)s”. People have been told of it, so I cannot simply take it back: please change "
        "it with “%(page)s”.",
        name=entry.name(),
        page=page,
    )


def nothing_to_undo() -> str:
    """Say that no setting has a history."""
    return _("No setting has been changed yet. For the rules there is “/rules history”.")


def log(lines: Sequence[str]) -> list[Message]:
    """List what was done."""
    if not lines:
        return [Text(_("Nothing has been changed yet."))]
    return list(long_text("\n".join([_("Who did what, newest first"), *lines]))[:MAX_OBJECTS])


def log_line(entry: LogEntry, who: str, timezone: str) -> str:
    """Write one entry: when, who, what."""
    say = ACTIONS.get(entry.action)
    # Translators: an entry of the record of changes that has no words of its own.
    what = say() if say else _("changed something else")
    at = moment(entry.at, timezone)
    if about := _about(entry):
        return _("%(moment)s  %(who)s: %(what)s (%(about)s)", moment=at, who=who, what=what, about=about)
    return _("%(moment)s  %(who)s: %(what)s", moment=at, who=who, what=what)


def somebody(number: int | None, people: Mapping[int, Member], facts: Facts) -> str:
    """Name whoever did something: the number, and the name where LINE told it; the bot itself where nobody did."""
    if number is None:
        return _("Tsudoi")
    member = people.get(number)
    shown = None if member is None else safe_name(facts.name_of(member.user_id))
    return f"#{number}" if shown is None else f"#{number} {shown}"


def _about(entry: LogEntry) -> str:
    if entry.action.startswith("setting."):
        setting = entry_of(entry.object)
        return "" if setting is None else setting.name()
    return entry.object if _PLAIN_OBJECT.fullmatch(entry.object) else ""
