"""Hosts decide about people at the door: one decision, kind words, a link that few have, and no word in the group."""

import asyncio
import re

import pytest

from tests.conftest import ENGINES
from tests.scenarios.doors import (
    GET_LINK,
    LINK,
    NEW_LINK,
    applied,
    code_in,
    door_opened,
    host_says,
    joined,
    word_to,
)
from tests.scenarios.test_two_engines import second_process, settle_both
from tests.scenarios.world import World

pytestmark = pytest.mark.both_switches


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
async def test_two_hosts_at_once_make_one_decision(world: World) -> None:
    code = await door_opened(world)
    number = await applied(world, world.hanako, code)
    await word_to(world, world.kenji)
    await word_to(world, world.sayuri)
    async with second_process(world) as other:
        await asyncio.gather(
            world.line.say(world.sayuri, world.private, f"/迎える {number}"),
            world.line.say(world.kenji, world.private, f"/お断り {number} 今回はごめんなさい"),
        )
        await settle_both(world, other)
    said = [joined(world.private_news(host)) for host in (world.sayuri, world.kenji)]

    assert sum("お迎えします" in text or "お断りのお返事をします" in text for text in said) == 1
    assert sum("さんがもう" in text for text in said) == 1
    told = await word_to(world, world.hanako)
    assert ("お席をご用意しました" in told) != ("お迎えすることができませんでした" in told)


async def test_a_decline_is_kind_and_carries_the_hosts_words(world: World) -> None:
    code = await door_opened(world)
    number = await applied(world, world.hanako, code)

    assert "お断りのお返事をします" in await host_says(world, f"/お断り {number} お近くに別の会があります")

    told = await word_to(world, world.hanako)
    assert "お時間もとっていただいて" in told
    assert "┃ お近くに別の会があります" in told
    assert "さゆり" not in told
    assert "#1さんがもうお断り" in await host_says(world, f"/お断り {number}", world.kenji)
    assert "もう世話役がお返事しました" in joined(await world.say(world.hanako, world.private, f"参加したい {code}"))
    await world.pass_time(days=31)
    assert "お入りになる前に" in joined(await world.say(world.hanako, world.private, f"参加したい {code}"))


async def test_a_decline_without_words_asks_once_more(world: World) -> None:
    code = await door_opened(world)
    number = await applied(world, world.hanako, code)
    await word_to(world, world.sayuri)

    assert "お断りのお返事をしますか" in await host_says(world, f"/お断り {number}")
    assert "お時間もとっていただいて" not in await word_to(world, world.hanako)
    await world.tap(world.sayuri, "お断りする", world.private)

    assert "お時間もとっていただいて" in await word_to(world, world.hanako)


async def test_a_button_to_decline_shown_before_another_host_accepted_does_nothing(world: World) -> None:
    code = await door_opened(world)
    number = await applied(world, world.hanako, code)
    await host_says(world, f"/お断り {number}")
    await host_says(world, f"/迎える {number}", world.kenji)

    assert "#2さんがもうお迎え" in joined(await world.tap(world.sayuri, "お断りする", world.private))
    assert LINK in joined(await world.say(world.hanako, world.private, GET_LINK))


async def test_the_second_host_to_accept_reads_who_did_and_changes_nothing(world: World) -> None:
    code = await door_opened(world)
    number = await applied(world, world.hanako, code)
    await host_says(world, f"/迎える {number}", world.kenji)
    assert LINK in joined(await world.say(world.hanako, world.private, GET_LINK))

    assert "#2さんがもうお迎え" in await host_says(world, f"/迎える {number}")

    assert "お渡し済み" in await host_says(world, "/参加希望")
    assert "お席" not in await word_to(world, world.hanako)


async def test_a_host_can_take_an_acceptance_back_on_purpose(world: World) -> None:
    code = await door_opened(world)
    number = await applied(world, world.hanako, code)
    await host_says(world, f"/迎える {number}")
    assert LINK in joined(await world.say(world.hanako, world.private, GET_LINK))

    assert "それでもお断りしますか" in await host_says(world, f"/お断り {number}")
    said = joined(await world.tap(world.sayuri, "お断りする", world.private))

    assert "リンクを新しくして" in said
    assert LINK not in joined(await world.say(world.hanako, world.private, GET_LINK))
    assert "それでも迎えますか" in await host_says(world, f"/迎える {number}")
    await world.tap(world.sayuri, "迎える", world.private)
    assert LINK in joined(await world.say(world.hanako, world.private, GET_LINK))


async def test_whoever_waits_for_a_seat_longer_than_words_are_kept_can_still_be_declined(world: World) -> None:
    code = await door_opened(world)
    await host_says(world, "/定員 3")
    number = await applied(world, world.hanako, code)
    await host_says(world, f"/迎える {number}")
    await world.pass_time(days=31)

    shown = await host_says(world, f"/参加希望 {number}")
    await host_says(world, f"/お断り {number}")
    await world.tap(world.sayuri, "お断りする", world.private)

    assert "はなちゃん" not in shown
    assert "もう読めません" in shown
    assert "お迎えすることができませんでした" in await word_to(world, world.hanako)
    assert "順番待ち：0人" in await host_says(world, "/定員")


@pytest.mark.parametrize("database_url", ENGINES, indirect=True)
async def test_a_host_asks_back_and_reads_the_answer(world: World) -> None:
    code = await door_opened(world)
    number = await applied(world, world.hanako, code)

    assert "たずねます" in await host_says(world, f"/聞き返す {number} 最寄り駅はどちらですか")
    assert "┃ 最寄り駅はどちらですか" in await word_to(world, world.hanako)
    listed = await host_says(world, "/参加希望", world.kenji)
    assert "聞き返し中" in listed
    assert f"「/参加希望 {number}」" in listed, "the number that is shown is one that can be typed as it stands"
    assert f"{number}番を読む" in world.labels(world.kenji, world.private)
    await world.tap(world.hanako, "返事を書く", world.private)
    assert "世話役に渡しました" in joined(await world.say(world.hanako, world.private, "大阪駅です"))

    notice = await word_to(world, world.kenji)
    assert "お返事がありました" in notice
    assert "大阪駅" not in notice
    shown = await host_says(world, f"/参加希望 {number}")
    assert shown.index("最寄り駅") < shown.index("大阪駅です")
    assert "お返事を待っています" in shown


async def test_an_answer_that_comes_after_the_decision_is_not_kept(world: World) -> None:
    code = await door_opened(world)
    number = await applied(world, world.hanako, code)
    await host_says(world, f"/聞き返す {number} 最寄り駅はどちらですか")
    await world.say(world.hanako, world.private, "/申し込みの返事")
    await host_says(world, f"/迎える {number}")

    assert "何も残していません" in joined(await world.say(world.hanako, world.private, "大阪駅です"))
    assert "大阪駅" not in await host_says(world, f"/参加希望 {number}")


async def test_what_was_taken_back_on_line_is_erased_from_an_application(world: World) -> None:
    code = await door_opened(world)
    assert "足すときは" not in await host_says(world, "/質問 追加 どこでお知りになりましたか")
    await world.tap(world.sayuri, "質問の直し方を見る", world.private)
    await world.say(world.hanako, world.private, f"/申し込む {code}")
    await world.say(world.hanako, world.private, "はなちゃん")
    answer = await world.line.say(world.hanako, world.private, "姉のさくらから")
    await world.settle()
    for word in ("とばす", "はい"):
        said = joined(await world.say(world.hanako, world.private, word))
    number = int(said.split("番として")[0].rsplit("を", 1)[-1])
    assert "姉のさくら" in await host_says(world, f"/参加希望 {number}")

    await world.line.unsend(world.hanako, answer)
    await world.settle()

    shown = await host_says(world, f"/参加希望 {number}")
    assert "姉のさくら" not in shown
    assert "はなちゃん" in shown


@pytest.mark.parametrize(
    "typed",
    [
        "https://example.com/R/ti/g/AbCdEfGhIj",
        "line.me/R/ti/g/AbCdEfGhIj",
        "https://line.me/R/ti/p/@abc",
        "https://x.jp/?https://line.me/R/ti/g/AbCdEfGhIj",
    ],
)
async def test_what_is_no_invitation_of_line_is_not_kept(world: World, typed: str) -> None:
    await door_opened(world)

    assert "招待リンクではない" in await host_says(world, f"/招待リンク {typed}")


async def test_without_a_link_the_hosts_are_asked_for_one_and_then_it_goes_out(world: World) -> None:
    code = await door_opened(world, link=None)
    number = await applied(world, world.hanako, code)

    assert "まだお預かりしていません" in await host_says(world, f"/迎える {number}")
    assert "席" not in await word_to(world, world.hanako), "there are seats; what is missing is the link"
    assert "準備中" in joined(await world.say(world.hanako, world.private, GET_LINK))
    await host_says(world, f"/招待リンク {LINK}")

    assert "お席をご用意しました" in await word_to(world, world.hanako)
    assert LINK in joined(await world.say(world.hanako, world.private, GET_LINK))


async def test_after_a_move_nobody_is_sent_into_the_old_group(world: World) -> None:
    code = await door_opened(world)
    await host_says(world, "/定員 5")
    people = (world.hanako, world.taro, world.mio)
    for person in people:
        await host_says(world, f"/迎える {await applied(world, person, code)}")
    assert LINK in joined(await world.say(world.hanako, world.private, GET_LINK))
    assert "お席をご用意しました" in await word_to(world, world.taro)

    words = re.search(r"/引っ越し \w{8}", await host_says(world, "/引っ越し"))
    assert words is not None
    new = world.line.add_group("新しい会", [world.sayuri, world.kenji, world.emily])
    await world.invite_bot(new)
    await world.say(world.sayuri, new, words[0])

    assert "もう使わないでください" in await word_to(world, world.hanako)
    for person in people:
        assert LINK not in joined(await world.say(person, world.private, GET_LINK))
    assert "引っ越す前の招待リンク" in await word_to(world, world.kenji)
    await world.pass_time(days=8)
    await host_says(world, f"/招待リンク {NEW_LINK}")
    for person in (world.hanako, world.taro):
        assert "お席をご用意しました" in await word_to(world, person), "everybody keeps their place in the line"
        assert NEW_LINK in joined(await world.say(person, world.private, GET_LINK))
    assert "お席" not in await word_to(world, world.mio)


async def test_whoever_waits_for_a_decision_is_offered_no_link(world: World) -> None:
    code = await door_opened(world)
    await applied(world, world.hanako, code)

    await world.say(world.hanako, world.private, "参加したい")

    assert world.labels(world.hanako, world.private) == ["取り下げる"]


async def test_an_application_nobody_decides_ends_kindly(world: World) -> None:
    code = await door_opened(world)
    number = await applied(world, world.hanako, code)

    await world.pass_time(days=30, minutes=1)

    assert "お返事ができず" in await word_to(world, world.hanako)
    for_host = await word_to(world, world.sayuri)
    assert f"参加希望 {number}番" in for_host
    assert "30日のあいだお返事がなく、終わりました" in for_host
    assert "お迎えします" in await host_says(world, f"/迎える {number}")


async def test_only_confirmed_hosts_see_the_door(world: World) -> None:
    code = await door_opened(world)
    number = await applied(world, world.hanako, code)
    await world.say(world.emily, world.group, "hello")

    for words in (f"/参加希望 {number}", f"/迎える {number}", "/入口 閉じる", "/招待リンク", "/定員 3"):
        assert "世話役のかただけ" in await host_says(world, words, world.emily)
    assert code_in(await host_says(world, "/入口")) == code
