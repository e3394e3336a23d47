"""Names and counts from LINE: asked once, in time, and never a reason to fail."""

import asyncio
from collections.abc import Collection

import pytest

from bot import fetching
from bot.facts import NOTHING, Facts, Wanted, about_chat, names_in, names_right_now, people_in, price_of_push
from bot.fetching import Search, fetch
from bot.line_api import Extent, LineUnavailable, MemberList, Quota
from storage.repositories.people import ChatOnRecord, NameOnRecord
from tests.factories import CHAT, HANA, KEN, OTHER_CHAT, UnusedLine

SILENT = "U-silent"
BROKEN = "U-broken"
STRANGE = "U-strange"
GONE = "U-gone"


class FakeLine(UnusedLine):
    """A LINE that knows everybody but a few, and remembers what it was asked."""

    def __init__(self, *, silent_chats: Collection[str] = ()) -> None:
        self.asked: list[tuple[str, str]] = []
        self.at_once = self.most_at_once = 0
        self._silent_chats = silent_chats

    async def display_name(self, chat_id: str, user_id: str) -> str | None:
        self.asked.append((chat_id, user_id))
        self.at_once += 1
        self.most_at_once = max(self.at_once, self.most_at_once)
        await asyncio.sleep(0)
        self.at_once -= 1
        if user_id == SILENT:
            await asyncio.Event().wait()
        if user_id == BROKEN:
            raise LineUnavailable("status 500", maybe_done=True)
        if user_id == STRANGE:
            raise ValueError("a mistake of ours")
        return None if user_id == GONE else f"name of {user_id}"

    async def group_name(self, chat_id: str) -> str | None:
        if chat_id in self._silent_chats:
            await asyncio.Event().wait()
        return f"group {chat_id}"

    async def member_count(self, chat_id: str) -> int | None:
        return 12

    async def quota(self) -> Quota:
        if HANA in self._silent_chats:
            await asyncio.Event().wait()
        return Quota(200, 3)

    async def member_ids(self, chat_id: str) -> MemberList | None:
        if chat_id in self._silent_chats:
            await asyncio.Event().wait()
        return MemberList(Extent.WHOLE, (HANA, KEN)) if chat_id == CHAT else None


async def fetched(line: FakeLine, *user_ids: str) -> Facts:
    return await fetch(line, Search(names_in(CHAT, user_ids)))


async def test_names_and_counts_are_fetched_and_handed_on_to_be_kept() -> None:
    facts = await fetch(FakeLine(), Search(names_in(CHAT, [HANA]) | about_chat(CHAT)))
    assert facts.name_of(HANA) == f"name of {HANA}"
    assert (facts.group_name(CHAT), facts.member_count(CHAT)) == (f"group {CHAT}", 12)
    assert facts.new_names == (NameOnRecord(CHAT, HANA, f"name of {HANA}"),)
    assert facts.new_chats == (ChatOnRecord(CHAT, f"group {CHAT}", 12),)


async def test_what_is_known_is_not_asked_again() -> None:
    line = FakeLine()
    known = [NameOnRecord(CHAT, HANA, "花子")]
    facts = await fetch(
        line, Search(names_in(CHAT, [HANA, KEN]) | about_chat(CHAT), known, [ChatOnRecord(CHAT, "会", 3)])
    )
    assert line.asked == [(CHAT, KEN)]
    assert (facts.name_of(HANA), facts.name_of(KEN), facts.member_count(CHAT)) == ("花子", f"name of {KEN}", 3)
    assert [each.user_id for each in facts.new_names] == [KEN]
    assert facts.new_chats == ()


async def test_wanting_nothing_asks_nothing() -> None:
    line = FakeLine()
    assert await fetch(line, Search(NOTHING)) == Facts()
    assert line.asked == []


async def test_whoever_is_gone_is_known_to_be_gone() -> None:
    facts = await fetched(FakeLine(), GONE, HANA)
    assert facts.is_gone(GONE)
    assert not facts.is_gone(HANA)
    assert not facts.is_gone(KEN)
    assert facts.name_of(GONE) is None


async def test_what_line_does_not_tell_in_time_is_missing_and_the_rest_is_there(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(fetching, "LIMIT_SECONDS", 0.5)
    wanted = names_in(CHAT, [SILENT, HANA]) | about_chat(CHAT) | about_chat(OTHER_CHAT)
    async with asyncio.timeout(30):
        facts = await fetch(FakeLine(silent_chats=[OTHER_CHAT]), Search(wanted))
    assert set(facts.names) == {HANA}
    assert set(facts.chats) == {CHAT}
    assert not facts.is_gone(SILENT)


async def test_nothing_goes_on_asking_after_the_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetching, "LIMIT_SECONDS", 0.01)
    before = asyncio.all_tasks()
    await fetched(FakeLine(), SILENT)
    assert asyncio.all_tasks() == before


@pytest.mark.parametrize("trouble", [BROKEN, STRANGE])
async def test_an_error_leaves_only_its_own_answer_out(trouble: str) -> None:
    facts = await fetched(FakeLine(), trouble, HANA)
    assert set(facts.names) == {HANA}


async def test_no_more_than_ten_questions_are_open_at_once() -> None:
    line = FakeLine()
    facts = await fetched(line, *(f"U{number}" for number in range(40)))
    assert len(facts.names) == 40
    assert line.most_at_once == 10


def test_the_limit_is_two_seconds() -> None:
    assert fetching.LIMIT_SECONDS == 2.0


def test_two_wishes_are_one() -> None:
    assert names_in(CHAT, [HANA]) | about_chat(CHAT) == Wanted(frozenset({(CHAT, HANA)}), frozenset({CHAT}))


async def test_a_name_of_this_moment_is_asked_even_where_one_is_known() -> None:
    line = FakeLine()
    known = [NameOnRecord(CHAT, HANA, "昨日の名前"), NameOnRecord(CHAT, KEN, "健")]
    facts = await fetch(line, Search(names_in(CHAT, [KEN]) | names_right_now(CHAT, [HANA]), known))
    assert line.asked == [(CHAT, HANA)]
    assert (facts.name_of(HANA), facts.name_of(KEN)) == (f"name of {HANA}", "健")
    unanswered = await fetch(line, Search(names_right_now(CHAT, [BROKEN]), [NameOnRecord(CHAT, BROKEN, "昨日の名前")]))
    assert unanswered.name_of(BROKEN) is None


async def test_people_are_listed_for_this_moment_beside_what_else_is_wanted() -> None:
    facts = await fetch(FakeLine(), Search(people_in(CHAT) | people_in(OTHER_CHAT) | names_in(CHAT, [HANA])))
    assert facts.people_of(CHAT) == MemberList(Extent.WHOLE, (HANA, KEN))
    assert facts.people_of(OTHER_CHAT) is None
    assert facts.name_of(HANA) == f"name of {HANA}"
    assert facts.new_chats == ()


async def test_a_list_that_does_not_come_in_time_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetching, "LIMIT_SECONDS", 0.02)
    facts = await fetch(FakeLine(silent_chats=[CHAT]), Search(people_in(CHAT)))
    assert facts.people_of(CHAT) is None


async def test_what_a_push_needs_is_asked_every_time_and_is_no_name_of_a_group() -> None:
    line = FakeLine()
    facts = await fetch(line, Search(names_in(CHAT, [GONE]) | price_of_push(HANA) | price_of_push(GONE)))
    assert (facts.profiles, facts.quota) == ({HANA: True, GONE: False}, Quota(200, 3))
    assert set(facts.names) == {GONE}
    assert [each.user_id for each in facts.new_names] == [GONE]


async def test_where_line_is_slow_the_price_of_a_push_is_unknown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetching, "LIMIT_SECONDS", 0.05)
    facts = await fetch(FakeLine(silent_chats=[HANA]), Search(price_of_push(SILENT)))
    assert (facts.profiles, facts.quota) == ({}, None)
