"""Asks LINE for names, counts and lists before a transaction begins, for at most two seconds.

Names and counts are asked for at most once a day each; lists of people are never kept.
"""

import asyncio
from collections.abc import Collection, Sequence

from bot.facts import Facts, Wanted
from bot.line_api import LineApi, LineError, MemberList
from bot.log import get_logger
from storage.repositories.people import ChatOnRecord, NameOnRecord

LIMIT_SECONDS = 2.0
_AT_ONCE = 10

log = get_logger(__name__)


async def fetch(
    line: LineApi, wanted: Wanted, known_names: Sequence[NameOnRecord], known_chats: Sequence[ChatOnRecord]
) -> Facts:
    """Give what is wanted, asking LINE for what is not known; what does not come in time is missing."""
    known_names = [name for name in known_names if (name.chat_id, name.user_id) not in wanted.fresh]
    missing_names = (wanted.names | wanted.fresh) - {(name.chat_id, name.user_id) for name in known_names}
    missing_chats = wanted.chats - {chat.chat_id for chat in known_chats}
    new_names, new_chats, lists = await _ask(line, missing_names, missing_chats, wanted.listed)
    return Facts(
        names={name.user_id: name.name for name in (*known_names, *new_names)},
        chats={chat.chat_id: chat for chat in (*known_chats, *new_chats)},
        lists=lists,
        new_names=tuple(new_names),
        new_chats=tuple(new_chats),
    )


async def _ask(
    line: LineApi, names: Collection[tuple[str, str]], chats: Collection[str], listed: Collection[str]
) -> tuple[list[NameOnRecord], list[ChatOnRecord], dict[str, MemberList]]:
    found_names: list[NameOnRecord] = []
    found_chats: list[ChatOnRecord] = []
    found_lists: dict[str, MemberList] = {}
    gate = asyncio.Semaphore(_AT_ONCE)

    async def ask_name(chat_id: str, user_id: str) -> None:
        async with gate:
            found_names.append(NameOnRecord(chat_id, user_id, await line.display_name(chat_id, user_id)))

    async def ask_chat(chat_id: str) -> None:
        async with gate:
            name, count = await asyncio.gather(line.group_name(chat_id), line.member_count(chat_id))
            found_chats.append(ChatOnRecord(chat_id, name, count))

    async def ask_list(chat_id: str) -> None:
        async with gate:
            people = await line.member_ids(chat_id)
        if people is not None:
            found_lists[chat_id] = people

    tasks = [asyncio.ensure_future(ask_name(*each)) for each in names]
    tasks += [asyncio.ensure_future(ask_chat(each)) for each in chats]
    tasks += [asyncio.ensure_future(ask_list(each)) for each in listed]
    if tasks:
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
    return found_names, found_chats, found_lists
