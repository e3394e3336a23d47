"""The door of one community, and the applications of people who stand before it."""

import json
import secrets
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta

from sqlalchemy import delete, exists, or_, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, select

from storage.models import Application, Community, Door, DoorQuestion, Pass
from storage.models.door import OPEN_APPLICATIONS, ApplicationState, QuestionKind
from storage.repositories.claims import CODE_ALPHABET, CODE_LENGTH
from storage.vault import SealBroken, Vault

APPLICATION_WAITS = timedelta(days=30)
"""How long an application waits for a decision."""
KEPT_AFTER_CLOSING = timedelta(days=30)
"""How long an application or a pass is kept once it has come to its end."""
_LINK = "invitation link"
_WORDS = "application"
_NO_WORDS = b""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewQuestion:
    """A question as a host words it; `options` only for a choice."""

    kind: QuestionKind
    text: str
    options: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """A question as it was asked, and its answer; None where it was left out or taken back."""

    question: str
    answer: str | bool | None
    message_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """What a host asked back, or what the applicant answered to it."""

    from_host: bool
    text: str
    message_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ApplicantsWords:
    """What an applicant wrote, and the talk with the hosts since; sealed as a whole.

    Each part knows the message it was written in, so that it goes when its author takes the message back.
    """

    name: str
    answers: tuple[Answered, ...] = ()
    avoiding: str = ""
    talk: tuple[Remark, ...] = ()
    name_message_id: str | None = None
    avoiding_message_id: str | None = None

    def without(self, message_id: str) -> "ApplicantsWords":
        """Give the words without what was written in a message."""
        return replace(
            self,
            name="" if self.name_message_id == message_id else self.name,
            avoiding="" if self.avoiding_message_id == message_id else self.avoiding,
            answers=tuple(
                replace(each, answer=None) if each.message_id == message_id else each for each in self.answers
            ),
            talk=tuple(each for each in self.talk if each.message_id != message_id),
        )


class DoorRepository:
    """Code, invitation link and questions of one community."""

    def __init__(self, session: AsyncSession, community: Community, vault: Vault) -> None:
        """Work inside this transaction, for this community alone, with the vault that seals the link."""
        self._session = session
        self._community = community
        self._vault = vault

    async def find(self) -> Door | None:
        """Find the door; None where the hosts never had one."""
        return await self._session.get(Door, self._community.id)

    async def get(self) -> Door:
        """Find the door, or make one with a code of its own; the caller holds the community's lock."""
        door = await self.find()
        if door is None:
            door = Door(community_id=self._community.number, code=await self._unused_code())
            self._session.add(door)
            await self._session.flush()
        return door

    async def renew_code(self) -> Door:
        """Give the door another code; the former one opens nothing any more."""
        door = await self.get()
        door.code = await self._unused_code()
        await self._session.flush()
        return door

    async def keep_link(self, link: str, now: datetime) -> None:
        """Keep a new invitation link, sealed; it is under no suspicion."""
        door = await self.get()
        door.link = self._vault.seal_text(_LINK, link)
        door.link_set_at = now
        door.suspected_at = None
        await self._session.flush()

    async def forget_link(self) -> None:
        """Forget the invitation link, because it leads into a group that is not the community's any more."""
        door = await self.get()
        door.link = door.link_set_at = door.suspected_at = None
        await self._session.flush()

    async def link(self) -> str | None:
        """Open the invitation link; None where there is none."""
        door = await self.find()
        try:
            return None if door is None or door.link is None else self._vault.open_text(_LINK, door.link)
        except SealBroken:
            return None

    async def questions(self) -> list[NewQuestion]:
        """List the questions, in the order in which they are asked."""
        rows = await self._session.scalars(
            select(DoorQuestion)
            .where(col(DoorQuestion.community_id) == self._community.id)
            .order_by(col(DoorQuestion.position))
        )
        return [NewQuestion(kind=row.kind, text=row.text, options=tuple(json.loads(row.options))) for row in rows]

    async def keep_questions(self, questions: Sequence[NewQuestion]) -> None:
        """Put these questions in place of all there were."""
        await self._session.execute(delete(DoorQuestion).where(col(DoorQuestion.community_id) == self._community.id))
        for position, question in enumerate(questions, start=1):
            self._session.add(
                DoorQuestion(
                    community_id=self._community.number,
                    position=position,
                    kind=question.kind,
                    text=question.text,
                    options=json.dumps(question.options, ensure_ascii=False),
                )
            )
        await self._session.flush()

    async def _unused_code(self) -> str:
        while True:
            code = "".join(secrets.choice(CODE_ALPHABET) for _letter in range(CODE_LENGTH))
            if (await self._session.scalars(select(Door).where(col(Door.code) == code))).first() is None:
                return code


class ApplicationRepository:
    """The applications to one community, their words sealed."""

    def __init__(self, session: AsyncSession, community: Community, vault: Vault) -> None:
        """Work inside this transaction, for this community alone, with the vault that seals words."""
        self._session = session
        self._community = community
        self._vault = vault

    async def add(self, user_id: str, words: ApplicantsWords, *, rules_version: int, now: datetime) -> Application:
        """Take an application under the next number; the caller holds the community's lock."""
        self._community.last_entry_number += 1
        application = Application(
            community_id=self._community.number,
            number=self._community.last_entry_number,
            user_id=user_id,
            words=self._sealed(words),
            rules_version=rules_version,
            made_at=now,
        )
        self._session.add(application)
        await self._session.flush()
        return application

    async def get(self, number: int) -> Application | None:
        """Find an application by its number."""
        return await self._session.get(Application, (self._community.id, number))

    async def open(self) -> list[Application]:
        """List what waits for a decision or for an answer, oldest first."""
        rows = await self._session.scalars(
            select(Application)
            .where(col(Application.community_id) == self._community.id, col(Application.state).in_(OPEN_APPLICATIONS))
            .order_by(col(Application.number))
        )
        return list(rows)

    async def newest_of(self, user_id: str) -> Application | None:
        """Find a person's newest application that is still on record."""
        applications = await self._of_person(user_id)
        return applications[-1] if applications else None

    async def erase_message(self, user_id: str, message_id: str) -> None:
        """Erase what a person wrote in a message that they have taken back."""
        for application in await self._of_person(user_id):
            words = self.words_of(application)
            if words is not None and words.without(message_id) != words:
                application.words = self._sealed(words.without(message_id))
        await self._session.flush()

    async def close(self, application: Application, state: ApplicationState, *, by: int | None, now: datetime) -> None:
        """Write down how an application ended."""
        application.state = state
        application.decided_by = by
        application.closed_at = now
        await self._session.flush()

    async def keep_words(self, application: Application, words: ApplicantsWords, state: ApplicationState) -> None:
        """Keep what was said since, and whose turn it is now."""
        application.words = self._sealed(words)
        application.state = state
        await self._session.flush()

    def words_of(self, application: Application) -> ApplicantsWords | None:
        """Open what an applicant wrote; None where no known key opens it."""
        try:
            found = json.loads(self._vault.open_text(_WORDS, application.words))
        except SealBroken:
            return None
        answers = tuple(Answered(**answer) for answer in found.pop("answers"))
        talk = tuple(Remark(**remark) for remark in found.pop("talk"))
        return ApplicantsWords(answers=answers, talk=talk, **found)

    async def _of_person(self, user_id: str) -> list[Application]:
        rows = await self._session.scalars(
            select(Application)
            .where(col(Application.community_id) == self._community.id, col(Application.user_id) == user_id)
            .order_by(col(Application.number))
        )
        return list(rows)

    def _sealed(self, words: ApplicantsWords) -> bytes:
        return self._vault.seal_text(_WORDS, json.dumps(asdict(words), ensure_ascii=False))


async def erase_old_applications(session: AsyncSession, now: datetime) -> None:
    """Erase applications and passes thirty days after their end, and what nobody decided in all that time.

    Whoever still waits for a seat after the thirty days keeps their application without a word of it, so that hosts may
    change their minds.
    """
    await session.execute(delete(Pass).where(col(Pass.ended_at) <= now - KEPT_AFTER_CLOSING))
    is_old = or_(
        col(Application.closed_at) <= now - KEPT_AFTER_CLOSING,
        col(Application.made_at) <= now - APPLICATION_WAITS - KEPT_AFTER_CLOSING,
    )
    has_pass = exists().where(
        col(Pass.community_id) == col(Application.community_id), col(Pass.number) == col(Application.number)
    )
    await session.execute(delete(Application).where(is_old, ~has_pass).execution_options(synchronize_session=False))
    await session.execute(
        update(Application)
        .where(is_old, col(Application.words) != _NO_WORDS)
        .values(words=_NO_WORDS)
        .execution_options(synchronize_session=False)
    )
