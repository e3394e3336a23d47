"""The tables, one module per aggregate. Values are validated at the door, not here."""

from storage.models.account import BotAccount
from storage.models.activity import MessageMark, WeeklyCount
from storage.models.advisers import Adviser, AdviserCode
from storage.models.cases import Case, CaseEntry, Relation
from storage.models.claims import ClaimCode, ClaimGuesses, ClaimObjection
from storage.models.communities import Attachment, Community
from storage.models.contacts import ContactList
from storage.models.door import Application, Door, DoorQuestion, Pass
from storage.models.duty import Rota, RotaMember, RotaTurn
from storage.models.filters import FilterFinding
from storage.models.forms import OpenForm
from storage.models.history import LogEntry, Setting, SettingChange
from storage.models.inbox import InboxEvent, Lane
from storage.models.mail import MailAddress, MailCode
from storage.models.members import Member
from storage.models.menus import MenuLink
from storage.models.moving import MovingCode
from storage.models.outbox import OutboxItem
from storage.models.people import ChatFact, KnownName, Person
from storage.models.pushes import PushMonth, PushOrder
from storage.models.questions import Question
from storage.models.removals import ReentryBlock, Removal
from storage.models.reports import Report, ReportPart, ReportVoice
from storage.models.rosters import Roster
from storage.models.rules import Consent, Rule, RulesVersion
from storage.models.timed import TimedWork
from storage.models.turnover import (
    CheckIn,
    CheckInQuestion,
    Exemption,
    FirstWords,
    LeavingWish,
    MonthlyTurnover,
)
from storage.models.welcome import Arrival

__all__ = [
    "Adviser",
    "AdviserCode",
    "Application",
    "Arrival",
    "Attachment",
    "BotAccount",
    "Case",
    "CaseEntry",
    "ChatFact",
    "CheckIn",
    "CheckInQuestion",
    "ClaimCode",
    "ClaimGuesses",
    "ClaimObjection",
    "Community",
    "Consent",
    "ContactList",
    "Door",
    "DoorQuestion",
    "Exemption",
    "FilterFinding",
    "FirstWords",
    "InboxEvent",
    "KnownName",
    "Lane",
    "LeavingWish",
    "LogEntry",
    "MailAddress",
    "MailCode",
    "Member",
    "MenuLink",
    "MessageMark",
    "MonthlyTurnover",
    "MovingCode",
    "OpenForm",
    "OutboxItem",
    "Pass",
    "Person",
    "PushMonth",
    "PushOrder",
    "Question",
    "ReentryBlock",
    "Relation",
    "Removal",
    "Report",
    "ReportPart",
    "ReportVoice",
    "Roster",
    "Rota",
    "RotaMember",
    "RotaTurn",
    "Rule",
    "RulesVersion",
    "Setting",
    "SettingChange",
    "TimedWork",
    "WeeklyCount",
]
