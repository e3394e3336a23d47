"""Finds names, counts and lists that a handler needs: on record, or else at LINE, for at most two seconds.

Names and counts are asked for at most once a day each; lists of people are never kept, nor what concerns pushes. LINE
is asked outside any transaction, because others would wait for it.
"""

import asyncio
from collections.abc import Coroutine, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from bot.facts import Facts, Wanted
from bot.line_api import LineApi, LineError, MemberList, Quota
from bot.log import get_logger
from storage.repositories.people import ChatOnRecord, NameOnRecord
from storage.unit_of_work import UnitOfWork

LIMIT_SECONDS = 2.0
_AT_ONCE = 10

log = get_logger(__name__)


@dataclass(slots=True)
class Found:
    """What LINE has told so far."""

    names: list[NameOnRecord] = field(default_factory=list)
    chats: list[ChatOnRecord] = field(default_factory=list)
    lists: dict[str, MemberList] = field(default_factory=dict)
    profiles: dict[str, bool] = field(default_factory=dict)
    quota: Quota | None = None


@dataclass(frozen=True, slots=True)
class Search:
    """What is wanted, and what of it is on record."""

    wanted: Wanted
    names: Sequence[NameOnRecord] = ()
    chats: Sequence[ChatOnRecord] = ()

    @property
    def missing(self) -> Wanted:
        """What only LINE can tell."""
        return replace(
            self.wanted,
            names=(self.wanted.names | self.wanted.fresh) - {(name.chat_id, name.user_id) for name in self._usable()},
            chats=self.wanted.chats - {chat.chat_id for chat in self.chats},
            fresh=frozenset(),
        )

    def on_record(self) -> Facts:
        """Give what is known without asking."""
        return self.with_answers(Found())

    def with_answers(self, found: Found) -> Facts:
        """Give what is known together with what LINE told."""
        return Facts(
            names={name.user_id: name.name for name in (*self._usable(), *found.names)},
            chats={chat.chat_id: chat for chat in (*self.chats, *found.chats)},
            lists=found.lists,
            profiles=found.profiles,
            quota=found.quota,
            new_names=tuple(found.names),
            new_chats=tuple(found.chats),
        )

    def _usable(self) -> list[NameOnRecord]:
        return [name for name in self.names if (name.chat_id, name.user_id) not in self.wanted.fresh]


async def look_up(unit: UnitOfWork, wanted: Wanted) -> Search:
    """Find what of the wanted is on record, not older than a day."""
    names = await unit.names.names(wanted.names, unit.now)
    return Search(wanted, names, await unit.names.chats(wanted.chats, unit.now))


async def fetch(line: LineApi, search: Search) -> Facts:
    """Give what is wanted, asking LINE for what is missing; what does not come in time is not among the facts."""
    return search.with_answers(await _ask(line, search.missing))


async def _ask(line: LineApi, missing: Wanted) -> Found:
    found = Found()
    gate = asyncio.Semaphore(_AT_ONCE)

    async def ask_name(chat_id: str, user_id: str) -> None:
        async with gate:
            found.names.append(NameOnRecord(chat_id, user_id, await line.display_name(chat_id, user_id)))

    async def ask_chat(chat_id: str) -> None:
        async with gate:
            name, count = await asyncio.gather(line.group_name(chat_id), line.member_count(chat_id))
            found.chats.append(ChatOnRecord(chat_id, name, count))

    async def ask_list(chat_id: str) -> None:
        async with gate:
            people = await line.member_ids(chat_id)
        if people is not None:
            found.lists[chat_id] = people

    async def ask_profile(user_id: str) -> None:
        async with gate:
            found.profiles[user_id] = await line.display_name(user_id, user_id) is not None

    async def ask_quota() -> None:
        found.quota = await line.quota()

    await _in_time(
        [
            *(ask_name(*each) for each in missing.names),
            *(ask_chat(each) for each in missing.chats),
            *(ask_list(each) for each in missing.listed),
            *(ask_profile(each) for each in missing.profiles),
            *([ask_quota()] if missing.quota else []),
        ]
    )
    return found


async def _in_time(questions: Sequence[Coroutine[Any, Any, None]]) -> None:
    """Let the questions be asked side by side, and give up those not answered within the limit."""
    if not questions:
        return
    tasks = [asyncio.ensure_future(question) for question in questions]
    done, late = await asyncio.wait(tasks, timeout=LIMIT_SECONDS)
    for task in late:
        task.cancel()
    await asyncio.gather(*late, return_exceptions=True)
    failures = [task.exception() for task in done if task.exception() is not None]
    for failure in failures:
        if not isinstance(failure, LineError):
            log.error("asking LINE failed", error=failure)
    if late or failures:
        log.warning("LINE did not tell everything", late=len(late), failed=len(failures))
