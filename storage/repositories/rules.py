"""One community's rules in all their versions, and who agreed to which."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, select

from storage.models import Community, Consent, Member, Rule, RulesVersion
from storage.models.members import GONE
from storage.models.rules import ConsentWay


class RulesRepository:
    """The rules of one community; versions count from 1, and version 0 means that there are none yet."""

    def __init__(self, session: AsyncSession, community: Community) -> None:
        """Work inside this transaction, for this community alone."""
        self._session = session
        self._community = community

    async def current(self) -> list[Rule]:
        """List the rules in force, in order; empty when there are none yet."""
        return await self.of_version(self._community.rules_version)

    async def of_version(self, version: int) -> list[Rule]:
        """List the rules of one version, in order; empty for a version that never was."""
        rows = await self._session.scalars(
            select(Rule)
            .where(col(Rule.community_id) == self._community.id, col(Rule.version) == version)
            .order_by(col(Rule.position))
        )
        return list(rows)

    async def version(self, version: int) -> RulesVersion | None:
        """Find when and by whom a version was made; None for one that never was."""
        return await self._session.get(RulesVersion, (self._community.id, version))

    async def versions(self, limit: int = 20) -> list[RulesVersion]:
        """List the newest versions, newest first."""
        rows = await self._session.scalars(
            select(RulesVersion)
            .where(col(RulesVersion.community_id) == self._community.id)
            .order_by(col(RulesVersion.version).desc())
            .limit(limit)
        )
        return list(rows)

    async def replace(self, lines: Sequence[str], *, by: int | None, now: datetime) -> RulesVersion:
        """Put a new version in force, made by the member with the number `by`; older versions stay readable.

        The caller holds the community's lock, and has made sure that something changed.
        """
        self._community.rules_version += 1
        version = RulesVersion(
            community_id=self._community.number,
            version=self._community.rules_version,
            changed_by=by,
            changed_at=now,
        )
        self._session.add(version)
        self._session.add_all(
            Rule(community_id=self._community.number, version=version.version, position=position, text=line)
            for position, line in enumerate(lines, start=1)
        )
        await self._session.flush()
        return version

    async def agree(self, member_number: int, version: int, now: datetime, way: ConsentWay) -> Consent:
        """Write down that a member agrees to a version, and give what is on record: the first time counts."""
        consent = await self.consent(member_number, version)
        if consent is None:
            consent = Consent(
                community_id=self._community.number,
                member_number=member_number,
                version=version,
                agreed_at=now,
                way=way,
            )
            self._session.add(consent)
            await self._session.flush()
        return consent

    async def consent(self, member_number: int, version: int) -> Consent | None:
        """Find a member's agreement to a version; None where there is none."""
        return await self._session.get(Consent, (self._community.id, member_number, version))

    async def has_agreed(self, member_number: int, version: int) -> bool:
        """Say whether a member agreed to a version."""
        return await self.consent(member_number, version) is not None

    async def consents(self, version: int) -> list[Consent]:
        """List the agreements to a version, by member number."""
        rows = await self._session.scalars(
            select(Consent)
            .where(col(Consent.community_id) == self._community.id, col(Consent.version) == version)
            .order_by(col(Consent.member_number))
        )
        return list(rows)

    async def consents_of(self, member_number: int) -> list[Consent]:
        """List a member's agreements, oldest version first."""
        rows = await self._session.scalars(
            select(Consent)
            .where(col(Consent.community_id) == self._community.id, col(Consent.member_number) == member_number)
            .order_by(col(Consent.version))
        )
        return list(rows)

    async def forget_consents_of(self, member_number: int) -> None:
        """Erase a member's agreements."""
        await self._session.execute(
            delete(Consent).where(
                col(Consent.community_id) == self._community.id, col(Consent.member_number) == member_number
            )
        )

    async def not_agreed(self, version: int) -> list[Member]:
        """List the members who belong now and have not agreed to a version, by number."""
        agreed = select(col(Consent.member_number)).where(
            col(Consent.community_id) == self._community.id, col(Consent.version) == version
        )
        rows = await self._session.scalars(
            select(Member)
            .where(
                col(Member.community_id) == self._community.id,
                col(Member.status).not_in(GONE),
                col(Member.number).not_in(agreed),
            )
            .order_by(col(Member.number))
        )
        return list(rows)
