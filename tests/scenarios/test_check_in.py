"""Asking those who have gone quiet how they are: begun by a tap, answered in private, and nothing follows by itself."""

from collections.abc import Sequence
from datetime import timedelta

import pytest

from tests.conftest import ENGINES
from tests.scenarios.world import World

pytestmark = pytest.mark.both_switches


def joined(texts: Sequence[str]) -> str:
    return "\n".join(texts)


async def gone_quiet(world: World, days: int = 61) -> World:
    """Bring the bot into the group; Kenji and Emily have been heard once, long ago, the owner is there today."""
    await world.claimed()
    await world.say(world.kenji, world.group, "こんにちは")
    await world.say(world.emily, world.group, "hello")
    await world.pass_time(days=days)
    await world.say(world.sayuri, world.group, "おはようございます")
    world.skip_news()
    return world


async def confirm(world: World) -> str:
    """Let the owner ask all who have gone quiet, and give what the group reads of it."""
    await world.say(world.sayuri, world.private, "お元気ですか")
    await world.tap(world.sayuri, "はい、おたずねします", world.private)
    return joined(await world.say(world.sayuri, world.group, "今日もよろしくお願いします"))


async def asked(world: World, days: int = 61) -> str:
    """Let the owner ask all who have gone quiet for so long."""
    await gone_quiet(world, days)
    return await confirm(world)


async def status_of(world: World, number: int) -> str:
    """Find the status under which the owner sees a member."""
    for status in ("参加中", "見るだけ", "お休み中", "おたずね中"):
        if f"#{number}" in joined(await world.say(world.sayuri, world.private, f"/メンバー {status}")):
            return status
    return ""


async def result(world: World) -> str:
    return joined(await world.say(world.sayuri, world.private, "/お元気ですかの結果"))


async def test_the_preview_shows_who_and_how_and_asks_nobody(world: World) -> None:
    await gone_quiet(world)

    told = joined(await world.say(world.sayuri, world.private, "/お元気ですかの見本"))
    await world.pass_time(hours=1)

    assert await world.say(world.sayuri, world.group, "おはよう") == []
    assert "60日以上お声を聞いていない2人の方におたずねします" in told
    assert "#2 けんじ" in told
    assert "#3 Emily" in told
    assert "さゆり" not in told
    assert all(label in told for label in ("います", "見るだけにします", "しばらくお休みします", "退会したい"))
    assert "お元気ですか" not in joined(await world.say(world.kenji, world.private, "こんにちは"))


async def test_nobody_is_asked_before_a_host_confirms(world: World) -> None:
    await gone_quiet(world)

    told = joined(await world.say(world.sayuri, world.private, "お元気ですか"))
    await world.tap(world.sayuri, "そのままにする", world.private)
    await world.pass_time(days=1)

    assert await world.say(world.sayuri, world.group, "おはよう") == []
    assert "2人の方に" in told
    assert await status_of(world, 2) == "参加中"
    assert "まだ一度も" in await result(world)


@pytest.mark.parametrize("database_url", ENGINES, indirect=True)
async def test_each_is_asked_in_private_and_the_group_sees_a_card_without_names(world: World) -> None:
    in_group = await asked(world)
    kenji = joined(await world.say(world.kenji, world.private, "こんにちは"))

    assert "読むだけの参加も歓迎" in in_group
    assert not {"けんじ", "Emily", "#2", "#3"} & set(in_group.replace("\n", " ").split())
    assert world.labels(world.sayuri, world.group) == ["個別トークで返事をする"]
    assert "お変わりないか" in kenji
    assert "Emily" not in kenji
    assert await status_of(world, 2) == "おたずね中"


async def test_i_am_here_makes_somebody_active_and_the_host_sees_only_a_count(world: World) -> None:
    await asked(world)
    await world.say(world.kenji, world.private, "こんにちは")

    told = joined(await world.tap(world.kenji, "います", world.private))
    shown = await result(world)

    assert "お返事ありがとうございます" in told
    assert "います：1人" in shown
    assert "まだお返事のない方：1人" in shown
    assert "けんじ" not in shown
    assert await status_of(world, 2) == "参加中"


async def test_only_reading_stays_so_when_tapped_twice(world: World) -> None:
    await asked(world)
    await world.say(world.kenji, world.private, "こんにちは")

    await world.tap(world.kenji, "見るだけにします", world.private)
    await world.line.tap(world.kenji, world.button(world.kenji, "見るだけにします", world.private), world.private)
    await world.settle()

    assert await status_of(world, 2) == "見るだけ"
    assert "見るだけ：1人" in await result(world)


async def test_a_rest_is_an_answer_too(world: World) -> None:
    await world.claimed()
    await world.say(world.emily, world.private, "/lang en")
    await world.say(world.emily, world.group, "hello")
    await world.pass_time(days=61)
    await confirm(world)
    await world.say(world.emily, world.private, "hi")

    told = joined(await world.tap(world.emily, "I would like to rest for a while", world.private))

    assert "Have a good rest" in told
    assert await status_of(world, 2) == "お休み中"
    assert "お休み：1人" in await result(world)


async def test_leaving_is_told_to_the_hosts_the_next_day_and_never_to_the_group(world: World) -> None:
    await asked(world)
    world.skip_news()
    await world.say(world.kenji, world.private, "こんにちは")

    told = joined(await world.tap(world.kenji, "退会したい", world.private))
    today = joined(await world.say(world.sayuri, world.private, "こんにちは"))
    await world.pass_time(days=1)

    assert await world.say(world.sayuri, world.group, "おはよう") == []
    assert "右上のメニューから「退会」" in told
    assert "#2" not in today
    assert "退会のお気持ち" in joined(await world.say(world.sayuri, world.private, "こんばんは"))


async def test_a_word_in_the_group_is_an_answer_and_the_question_is_not_said_any_more(world: World) -> None:
    await asked(world)

    await world.say(world.kenji, world.group, "お久しぶりです")

    assert "お元気ですか" not in joined(await world.say(world.kenji, world.private, "こんにちは"))
    assert "います：1人" in await result(world)
    assert await status_of(world, 2) == "参加中"


async def test_the_groups_card_leads_to_the_answers_once(world: World) -> None:
    await asked(world)

    told = await world.say(world.kenji, world.private, "/お返事します")
    await world.tap(world.kenji, "います", world.private)

    assert joined(told).count("お変わりないか") == 1
    assert "います：1人" in await result(world)


async def test_somebody_who_was_not_asked_may_answer_and_takes_nobodys_place(world: World) -> None:
    await asked(world)

    await world.say(world.sayuri, world.private, "/お返事します")
    told = joined(await world.tap(world.sayuri, "います", world.private))
    stranger = joined(await world.say(world.mio, world.private, "/お返事します"))

    assert "ありがとうございます" in told
    assert "どのグループ" in stranger or "分かりません" in stranger
    assert "います：0人" in await result(world)


async def test_another_persons_question_cannot_be_answered_by_a_copied_button(world: World) -> None:
    await asked(world)
    await world.say(world.kenji, world.private, "こんにちは")
    copied = world.button(world.kenji, "います", world.private)
    await world.say(world.emily, world.private, "こんにちは")
    world.skip_news()

    await world.line.tap(world.emily, copied.action["data"], world.private)
    await world.settle()

    assert "ほかのかた" in joined(world.private_news(world.emily))
    assert "います：0人" in await result(world)


async def test_one_reminder_comes_half_way_and_the_hosts_hear_at_the_end(world: World) -> None:
    await asked(world)
    world.skip_news()
    await world.say(world.kenji, world.private, "こんにちは")
    world.skip_news()

    await world.pass_time(days=7, minutes=1)
    reminder = joined(await world.say(world.sayuri, world.group, "おはよう"))
    kenji = joined(await world.say(world.kenji, world.private, "こんにちは"))
    emily = await world.say(world.emily, world.private, "hi")
    await world.pass_time(days=7, minutes=1)
    at_the_end = await world.say(world.sayuri, world.group, "おはよう")
    hosts = joined(await world.say(world.sayuri, world.private, "こんにちは"))
    shown = await result(world)

    assert "これで最後" in reminder
    assert "もう一度だけ" in kenji
    assert joined(emily).count("お元気ですか") == 1
    assert "期間が終わりました" in hosts
    assert "#2" not in hosts
    assert "#2 けんじ" in shown
    assert "/退会の相談 #2" in shown
    assert at_the_end == []


async def test_after_a_standstill_nobody_is_reminded_too_late(world: World) -> None:
    await asked(world)
    await world.say(world.kenji, world.private, "こんにちは")
    world.skip_news()

    world.clock.move_to(world.clock.now() + timedelta(days=20))
    await world.settle()

    assert await world.say(world.sayuri, world.group, "おはよう") == []
    assert "もう一度だけ" not in joined(await world.say(world.kenji, world.private, "こんにちは"))
    assert "期間が終わりました" in joined(await world.say(world.sayuri, world.private, "こんにちは"))


async def test_a_second_round_waits_for_the_first_and_then_leaves_the_asked_in_peace(world: World) -> None:
    await asked(world)

    running = joined(await world.say(world.sayuri, world.private, "お元気ですか"))
    preview = joined(await world.say(world.sayuri, world.private, "お元気ですか 見本"))
    await world.pass_time(days=15)
    over = joined(await world.say(world.sayuri, world.private, "お元気ですか"))
    quiet = joined(await world.say(world.sayuri, world.private, "/ご無沙汰の人"))

    assert "期間中" in running
    assert preview == running
    assert "おたずねする方はいません" in over
    assert "最近おたずね済み" in quiet


async def test_names_are_called_in_the_group_only_where_the_hosts_chose_so(world: World) -> None:
    await gone_quiet(world)
    await world.say(world.sayuri, world.private, "/設定 グループでお名前を呼ぶこと：使う")

    first = await confirm(world)
    await world.pass_time(days=2)

    assert "@けんじ" in first
    assert "@Emily" in first
    assert await world.say(world.sayuri, world.group, "おはよう") == []


async def test_at_most_twenty_are_named_a_day_and_only_those_who_have_not_answered(world: World) -> None:
    await world.claimed()
    await world.join(*[world.line.add_person(f"人{number:02}") for number in range(1, 26)])
    await world.pass_time(days=61)
    await world.say(world.sayuri, world.private, "/設定 グループでお名前を呼ぶこと：使う")

    first = await confirm(world)
    same_day = await world.say(world.sayuri, world.group, "こんにちは")
    last = next(person for person in world.line.platform.world.people.values() if person.display_name == "人25")
    await world.say(last, world.group, "います")
    await world.pass_time(days=1)
    second = joined(await world.say(world.sayuri, world.group, "おはよう"))

    assert first.count("@人") == 20
    assert "@人" not in joined(same_day)
    assert second.count("@人") == 4
    assert "@さゆり" not in first + second


async def test_whoever_blocks_the_bot_or_leaves_in_the_middle_harms_nothing(world: World) -> None:
    await world.follow(world.kenji)
    await asked(world)
    await world.line.block(world.kenji)
    await world.settle()
    await world.leave(world.emily)

    await world.pass_time(days=15)
    await world.say(world.sayuri, world.group, "おはよう")
    shown = await result(world)

    assert "期間が終わりました" in shown
    assert "#2 けんじ" in shown
    assert "#3" not in shown


async def test_members_are_shown_nothing_of_it(world: World) -> None:
    await asked(world)
    world.skip_news()
    for words in (
        "/ご無沙汰の人",
        "お元気ですか",
        "/お元気ですかの結果",
        "メンバー",
        "/おたずねしない人 #3",
        "/出入りのようす",
    ):
        told = joined(await world.say(world.emily, world.private, words))
        assert "けんじ" not in told
        assert "#2" not in told
