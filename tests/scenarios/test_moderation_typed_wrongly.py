"""Whatever hosts type behind a command of moderation is answered with one kind line, and nothing is written down."""

import pytest

from bot.simulator.world import Person
from storage.models.inbox import EventState
from tests.scenarios.cases_stage import joined, with_hosts
from tests.scenarios.front_door import stored
from tests.scenarios.world import World

COMMANDS = {
    "ja": [
        *("注意", "メモ", "対応の記録", "取り下げ", "少しお休みのお願い", "異議", "関係者"),
        *("退会の相談", "再入会おことわり", "解除", "賛成", "反対", "退会の相談 取り下げ", "私がします"),
        *("退会を見届けました", "退会の相談 一覧", "相談箱", "受け持つ", "代わって受け持つ", "見立て", "終える"),
        *("終える 本人だけ", "終える 両方", "相談を読む", "NGワード", "NGワード 削除", "リンク", "連投", "くり返し"),
        *("見守り", "判断の理由", "ひと休み"),
    ],
    "en": [
        *("warn", "note", "cases", "case", "unwarn", "cooldown", "appeal", "related"),
        *("remove", "ban", "unban", "approve", "reject", "withdraw", "volunteer", "removed", "removals"),
        *("reports", "take", "take over", "judge", "close", "close only", "close both", "consult"),
        *("filter", "filter remove", "links", "flood", "repeats", "filters", "why", "calm"),
    ],
}
LINE_IS_SHORT = 200


async def log_of(world: World, host: Person) -> str:
    return joined(await world.say(host, world.private, "/log"))


@pytest.mark.parametrize(("language", "typed"), [("ja", "９９９９"), ("en", "-3"), ("ja", "9" * 30), ("en", "x" * 600)])
async def test_every_command_answers_in_kind(world: World, language: str, typed: str) -> None:
    await with_hosts(world)
    await world.say(world.kenji, world.private, f"/lang {language}")
    before = await log_of(world, world.sayuri)
    for word in COMMANDS[language]:
        said = await world.say(world.kenji, world.private, f"/{word} {typed}")
        assert len(said) == 1, word
        assert len(said[0]) < LINE_IS_SHORT, word
        assert ("。" in said[0] or "：" in said[0]) is (language == "ja"), (word, said)
    assert await log_of(world, world.sayuri) == before
    assert await stored(world, EventState.DEAD) == []
    assert world.group_news() == []


async def test_a_number_of_another_community_is_answered_like_none(world: World) -> None:
    await with_hosts(world)
    there = world.line.add_group("よその会", [world.taro, world.mio])
    await world.invite_bot(there)
    await world.claim(world.taro, there)
    await world.pass_time(hours=25)
    await world.say(world.mio, there, "こんにちは")
    noted = joined(await world.say(world.taro, world.private, "/メモ #2 ひみつのメモ"))
    number = noted.partition("番")[0]
    for word in ("対応の記録", "取り下げ", "賛成", "相談箱", "受け持つ", "見立て", "判断の理由", "解除", "異議"):
        said = joined(await world.say(world.kenji, world.private, f"/{word} {number} 話をする"))
        assert "ひみつ" not in said, word
        assert "みお" not in said
    assert "ひみつ" in joined(await world.say(world.taro, world.private, f"/対応の記録 {number}"))
