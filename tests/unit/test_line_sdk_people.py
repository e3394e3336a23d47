"""The people of a group, page by page: all of them, a part, or none because the account may not."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest
from aiohttp import web

from bot.fetching import LIMIT_SECONDS
from bot.line_api import Extent, LineRefused, LineUnavailable, MemberList
from bot.line_sdk import MEMBER_LIST_SECONDS, MOST_MEMBER_PAGES, LineSdk, LongLivedToken
from tests.factories import CHAT, HANA, KEN
from tests.unit.line_server import serving

ROOM = "R" + "3" * 32
OTHERS = tuple(f"U{number:032x}" for number in range(100))


class FakeLine:
    """A server in LINE's place that has pages of people, by what asks for them; a status instead of a page refuses."""

    def __init__(self) -> None:
        self.pages: dict[str, dict[str, Any] | int] = {}
        self.asked: list[tuple[str, str]] = []
        self.silent_at: str | None = None
        self.host = ""

    async def take(self, request: web.Request) -> web.StreamResponse:
        start = request.query.get("start", "")
        self.asked.append((request.path, start))
        if start == self.silent_at:
            await asyncio.Event().wait()
        page = self.pages[start]
        if isinstance(page, int):
            return web.json_response({"message": "No"}, status=page)
        return web.json_response(page)


@pytest.fixture
async def line() -> AsyncIterator[FakeLine]:
    """A running server in LINE's place."""
    fake = FakeLine()
    async with serving(fake.take) as fake.host:
        yield fake


@pytest.fixture
async def sdk(line: FakeLine) -> AsyncIterator[LineSdk]:
    """Our calls, going to that server, with little time for a list."""
    calls = LineSdk(LongLivedToken("long-lived"), host=line.host, member_list_timeout=0.3)
    yield calls
    await calls.close()


@pytest.mark.parametrize(("chat_id", "kind"), [(CHAT, "group"), (ROOM, "room")])
async def test_all_pages_make_one_list_in_lines_order(line: FakeLine, sdk: LineSdk, chat_id: str, kind: str) -> None:
    line.pages = {"": {"memberIds": [*OTHERS], "next": "second"}, "second": {"memberIds": [KEN, HANA, KEN]}}
    assert await sdk.member_ids(chat_id) == MemberList(Extent.WHOLE, (*OTHERS, KEN, HANA))
    path = f"/v2/bot/{kind}/{chat_id}/members/ids"
    assert line.asked == [(path, ""), (path, "second")]


async def test_an_account_that_may_not_is_told_apart_from_an_empty_group(line: FakeLine, sdk: LineSdk) -> None:
    line.pages = {"": 403}
    assert await sdk.member_ids(CHAT) == MemberList(Extent.NOT_ALLOWED)
    line.pages = {"": {"memberIds": []}}
    assert await sdk.member_ids(CHAT) == MemberList(Extent.WHOLE)


async def test_a_group_the_bot_is_not_in_has_no_list(line: FakeLine, sdk: LineSdk) -> None:
    line.pages = {"": 404}
    assert await sdk.member_ids(CHAT) is None


@pytest.mark.parametrize("status", [400, 403, 429, 500])
async def test_a_later_page_that_fails_leaves_a_part(line: FakeLine, sdk: LineSdk, status: int) -> None:
    line.pages = {"": {"memberIds": [HANA], "next": "second"}, "second": status}
    assert await sdk.member_ids(CHAT) == MemberList(Extent.PART, (HANA,))


@pytest.mark.parametrize(("status", "error"), [(400, LineRefused), (429, LineUnavailable), (500, LineUnavailable)])
async def test_a_first_page_that_fails_is_an_error(
    line: FakeLine, sdk: LineSdk, status: int, error: type[Exception]
) -> None:
    line.pages = {"": status}
    with pytest.raises(error):
        await sdk.member_ids(CHAT)


async def test_what_came_before_the_time_was_over_is_a_part(line: FakeLine, sdk: LineSdk) -> None:
    line.pages = {"": {"memberIds": [HANA], "next": "second"}}
    line.silent_at = "second"
    async with asyncio.timeout(30):
        assert await sdk.member_ids(CHAT) == MemberList(Extent.PART, (HANA,))


async def test_a_line_that_says_nothing_in_time_is_an_error(line: FakeLine, sdk: LineSdk) -> None:
    line.silent_at = ""
    async with asyncio.timeout(30):
        with pytest.raises(LineUnavailable):
            await sdk.member_ids(CHAT)


async def test_pages_that_never_end_are_a_part(line: FakeLine, sdk: LineSdk) -> None:
    line.pages = {"": {"memberIds": [HANA], "next": "again"}, "again": {"memberIds": [KEN], "next": "again"}}
    assert await sdk.member_ids(CHAT) == MemberList(Extent.PART, (HANA, KEN))
    assert len(line.asked) == MOST_MEMBER_PAGES


def test_a_list_is_given_up_before_the_facts_are() -> None:
    assert MEMBER_LIST_SECONDS < LIMIT_SECONDS
