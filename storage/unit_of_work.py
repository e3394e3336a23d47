"""One transaction with its repositories. Handlers change state through it; the edge commits it, once."""

from datetime import datetime
from functools import cached_property

from sqlalchemy.ext.asyncio import AsyncSession

from storage.models import Community, Member
from storage.models.members import AnyMember
from storage.repositories.activity import ActivityRepository
from storage.repositories.advisers import AdviserRepository, AdvisingRepository
from storage.repositories.arrivals import ArrivalRepository
from storage.repositories.cases import CaseRepository
from storage.repositories.check_ins import CheckInRepository
from storage.repositories.claims import ClaimRepository
from storage.repositories.communities import CommunityRepository
from storage.repositories.contacts import ContactRepository
from storage.repositories.door import ApplicationRepository, DoorRepository
from storage.repositories.doorsteps import DoorstepRepository
from storage.repositories.duty import DutyRepository
from storage.repositories.filters import FilterRepository
from storage.repositories.first_words import FirstWordsRepository
from storage.repositories.forms import FormRepository
from storage.repositories.history import LogRepository, SettingRepository
from storage.repositories.inbox import InboxRepository
from storage.repositories.mail import MailRepository
from storage.repositories.mail_codes import MailCodeRepository
from storage.repositories.mailings import MailingRepository
from storage.repositories.members import MemberRepository
from storage.repositories.menus import MenuLinkRepository
from storage.repositories.moving import MovingRepository
from storage.repositories.outbox import OutboxRepository
from storage.repositories.passes import PassRepository
from storage.repositories.people import NameRepository, PersonRepository
from storage.repositories.pushes import PushRepository
from storage.repositories.questions import QuestionRepository
from storage.repositories.removals import RemovalRepository
from storage.repositories.reports import ReportRepository
from storage.repositories.rosters import RosterRepository
from storage.repositories.rounds import OutboxRounds
from storage.repositories.rules import RulesRepository
from storage.repositories.timed import TimedRepository
from storage.repositories.turnover import TurnoverRepository
from storage.vault import SealBroken, Vault

_SELF_NAME = "self name"


class UnitOfWork:
    """The repositories that belong to no single community, all inside one transaction."""

    def __init__(self, session: AsyncSession, vault: Vault, now: datetime) -> None:
        """Work inside this transaction, which happens at the moment `now`."""
        self.session = session
        self.vault = vault
        self.now = now

    @cached_property
    def inbox(self) -> InboxRepository:
        """Events and lanes."""
        return InboxRepository(self.session, self.vault)

    @cached_property
    def outbox(self) -> OutboxRepository:
        """Words on their way."""
        return OutboxRepository(self.session, self.vault)

    @cached_property
    def rounds(self) -> OutboxRounds:
        """What is to be done in the outbox now and then."""
        return OutboxRounds(self.session, self.outbox)

    @cached_property
    def pushes(self) -> PushRepository:
        """Words that hosts agreed to have pushed."""
        return PushRepository(self.session, self.outbox)

    @cached_property
    def mailings(self) -> MailingRepository:
        """Words that go by mail after a while."""
        return MailingRepository(self.session, self.outbox)

    @cached_property
    def timed(self) -> TimedRepository:
        """Work due at a moment."""
        return TimedRepository(self.session)

    @cached_property
    def people(self) -> PersonRepository:
        """LINE users who have met the bot."""
        return PersonRepository(self.session)

    @cached_property
    def names(self) -> NameRepository:
        """Names and counts from LINE, a day old at most."""
        return NameRepository(self.session, self.vault)

    @cached_property
    def menus(self) -> MenuLinkRepository:
        """Which rich menu each person sees."""
        return MenuLinkRepository(self.session)

    @cached_property
    def mail(self) -> MailRepository:
        """Where people want mail."""
        return MailRepository(self.session, self.vault)

    @cached_property
    def mail_codes(self) -> MailCodeRepository:
        """Mails with a number that prove an address."""
        return MailCodeRepository(self.session, self.vault)

    @cached_property
    def forms(self) -> FormRepository:
        """The form each person is in the middle of."""
        return FormRepository(self.session, self.vault)

    @cached_property
    def doorsteps(self) -> DoorstepRepository:
        """Strangers who want to come in, before every door."""
        return DoorstepRepository(self.session)

    @cached_property
    def communities(self) -> CommunityRepository:
        """Communities and their chats."""
        return CommunityRepository(self.session)

    @cached_property
    def claims(self) -> ClaimRepository:
        """Codes, guesses and objections."""
        return ClaimRepository(self.session, self.vault)

    @cached_property
    def moving(self) -> MovingRepository:
        """Codes that bring a community into another group."""
        return MovingRepository(self.session, self.vault)

    @cached_property
    def advising(self) -> AdvisingRepository:
        """Who advises which community from outside, and the codes for that."""
        return AdvisingRepository(self.session, self.vault)

    def of(self, community: Community) -> "CommunityStore":
        """Give the repositories bound to one community."""
        return CommunityStore(self, community)


class CommunityStore:
    """The repositories of one community."""

    def __init__(self, unit: UnitOfWork, community: Community) -> None:
        """Bind to a community inside a transaction."""
        self._unit = unit
        self.community = community

    @cached_property
    def members(self) -> MemberRepository:
        """The people."""
        return MemberRepository(self._unit.session, self.community)

    @cached_property
    def rules(self) -> RulesRepository:
        """The rules, their versions, and who agreed."""
        return RulesRepository(self._unit.session, self.community)

    @cached_property
    def settings(self) -> SettingRepository:
        """What the hosts have set."""
        return SettingRepository(self._unit.session, self.community)

    @cached_property
    def log(self) -> LogRepository:
        """Who did what."""
        return LogRepository(self._unit.session, self.community)

    @cached_property
    def arrivals(self) -> ArrivalRepository:
        """Newcomers not greeted yet."""
        return ArrivalRepository(self._unit.session, self.community)

    @cached_property
    def contacts(self) -> ContactRepository:
        """Help lines."""
        return ContactRepository(self._unit.session, self.community, self._unit.vault)

    @cached_property
    def questions(self) -> QuestionRepository:
        """Questions that may still be answered."""
        return QuestionRepository(self._unit.session, self.community, self._unit.vault)

    @cached_property
    def reports(self) -> ReportRepository:
        """What members told the hosts in confidence."""
        return ReportRepository(self._unit.session, self.community, self._unit.vault)

    @cached_property
    def cases(self) -> CaseRepository:
        """What hosts did about something, and who is related to whom."""
        return CaseRepository(self._unit.session, self.community, self._unit.vault)

    @cached_property
    def removals(self) -> RemovalRepository:
        """Who is to leave, and who is not to come back."""
        return RemovalRepository(self._unit.session, self.community, self._unit.vault)

    @cached_property
    def advisers(self) -> AdviserRepository:
        """Advisers from outside."""
        return AdviserRepository(self._unit.session, self.community, self._unit.vault)

    @cached_property
    def rosters(self) -> RosterRepository:
        """Who was there before many left."""
        return RosterRepository(self._unit.session, self.community, self._unit.vault)

    @cached_property
    def turnover(self) -> TurnoverRepository:
        """Who comes and goes."""
        return TurnoverRepository(self._unit.session, self.community)

    @cached_property
    def check_ins(self) -> CheckInRepository:
        """Rounds of asking how people are, and their answers."""
        return CheckInRepository(self._unit.session, self.community)

    @cached_property
    def first_words(self) -> FirstWordsRepository:
        """Newcomers' first words, and when somebody turned to them."""
        return FirstWordsRepository(self._unit.session, self.community)

    @cached_property
    def filters(self) -> FilterRepository:
        """What the filters have noticed."""
        return FilterRepository(self._unit.session, self.community)

    @cached_property
    def door(self) -> DoorRepository:
        """Code, invitation link and questions."""
        return DoorRepository(self._unit.session, self.community, self._unit.vault)

    @cached_property
    def applications(self) -> ApplicationRepository:
        """Who wants to come in."""
        return ApplicationRepository(self._unit.session, self.community, self._unit.vault)

    @cached_property
    def passes(self) -> PassRepository:
        """Who may come in."""
        return PassRepository(self._unit.session, self.community)

    @cached_property
    def duty(self) -> DutyRepository:
        """Who is on duty when."""
        return DutyRepository(self._unit.session, self.community)

    @cached_property
    def activity(self) -> ActivityRepository:
        """Signs of life."""
        return ActivityRepository(self._unit.session, self.community)

    def self_name_of(self, member: AnyMember) -> str | None:
        """Open what a member wants to be called; None for somebody who has not said."""
        try:
            return None if member.self_name is None else self._unit.vault.open_text(_SELF_NAME, member.self_name)
        except SealBroken:
            return None

    def keep_self_name(self, member: Member, name: str | None) -> None:
        """Keep what a member wants to be called, sealed; None forgets it."""
        member.self_name = None if name is None else self._unit.vault.seal_text(_SELF_NAME, name)
