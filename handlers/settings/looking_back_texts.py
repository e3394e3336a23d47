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
    "community.announced": lambda: _("registered as the owner"),
    "community.confirmed": lambda: _("was confirmed as the owner"),
    "community.disputed": lambda: _("somebody objected to the owner"),
    "community.kind": lambda: _("chose the kind of group"),
    "community.left": lambda: _("let me leave the group"),
    "goodbye.changed": lambda: _("changed the good-bye"),
    "intro.changed": lambda: _("changed what introductions ask"),
    "language.changed": lambda: _("changed the language"),
    "member.forgotten": lambda: _("a member had their records erased"),
    "owner.changed": lambda: _("handed the ownership over"),
    "owner.offered": lambda: _("offered the ownership"),
    "question.answered": lambda: _("answered a question"),
    "report.closed": lambda: _("closed a report"),
    "report.taken": lambda: _("looks after a report"),
    "role.helper": lambda: _("made somebody a helper"),
    "role.host": lambda: _("made somebody a host"),
    "role.left": lambda: _("somebody with a role has left"),
    "role.member": lambda: _("ended somebody's role"),
    "room.attached": lambda: _("opened the hosts' room"),
    "room.detached": lambda: _("closed the hosts' room"),
    "rules.changed": lambda: _("changed the rules"),
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
