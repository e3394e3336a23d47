"""The tables, one module per aggregate. Values are validated at the door, not here."""

from storage.models.account import BotAccount
from storage.models.activity import MessageMark, WeeklyCount
from storage.models.claims import ClaimCode, ClaimGuesses, ClaimObjection
from storage.models.communities import Attachment, Community
from storage.models.forms import OpenForm
from storage.models.history import LogEntry, Setting, SettingChange
from storage.models.inbox import InboxEvent, Lane
from storage.models.members import Member
from storage.models.menus import MenuLink
from storage.models.outbox import OutboxItem
from storage.models.people import ChatFact, KnownName, Person
from storage.models.questions import Question
from storage.models.reports import Report
from storage.models.rules import Consent, Rule, RulesVersion
from storage.models.timed import TimedWork
from storage.models.welcome import Arrival

__all__ = [
    "Arrival",
    "Attachment",
    "BotAccount",
    "ChatFact",
    "ClaimCode",
    "ClaimGuesses",
    "ClaimObjection",
    "Community",
    "Consent",
    "InboxEvent",
    "KnownName",
    "Lane",
    "LogEntry",
    "Member",
    "MenuLink",
    "MessageMark",
    "OpenForm",
    "OutboxItem",
    "Person",
    "Question",
    "Report",
    "Rule",
    "RulesVersion",
    "Setting",
    "SettingChange",
    "TimedWork",
    "WeeklyCount",
]
