"""What reaches the hosts about people at the door: buttons instead of numbers to type, in private and in their room."""

import pytest

from bot.i18n import speaking
from bot.push_words import offer_label
from tests.conftest import ENGINES
from tests.scenarios.doors import LINK, NEUTRAL, applied, code_in, door_opened, host_says, joined, word_to
from tests.scenarios.front_door import pushes
from tests.scenarios.switches import SWITCHES
from tests.scenarios.world import World

pytestmark = pytest.mark.both_switches
LAST_DAY = "お返事がまだです"
SEAT = "お席をご用意しました"
WRONG = "入口が見つかりません"
LOCKED = "15分ほどおいて"


@pytest.mark.parametrize("database_url", ENGINES, indirect=True)
async def test_hosts_decide_in_their_room_with_buttons_though_line_names_no_tapper(world: World) -> None:
    code = await door_opened(world)
    room = world.line.add_group("世話役の部屋", [world.sayuri, world.kenji])
    await world.invite_bot(room)
    await world.say(world.sayuri, room, "/世話役の部屋")
    number = await applied(world, world.hanako, code)
    news = joined(await world.say(world.kenji, room, "こんにちは"))

    labels = world.labels(world.kenji, room)
    shown = joined(await world.tap(world.kenji, "読む", room))
    asked = joined(await world.tap(world.kenji, "お断りする", room))
    accepted = joined(await world.tap(world.sayuri, "迎える", room))
    declined = joined(await world.say(world.kenji, room, f"/お断りを確定 {number}"))

    assert f"参加希望 {number}番" in news
    assert "はなちゃん" not in news
    assert labels == ["読む", "迎える", "お断りする"]
    assert "個別トークで" in shown
    assert "はなちゃん" not in shown, "what somebody wrote at the door is read in private alone"
    assert f"参加希望{number}番の方に、お断りのお返事をしますか" in asked
    assert "お迎えします" in accepted
    assert "#1さんがもうお迎えしました" in declined, "the first decision stands"
    assert LINK in joined(await world.say(world.hanako, world.private, "/リンクを受け取る"))


async def test_in_the_group_itself_nothing_of_the_door_is_done_or_shown(world: World) -> None:
    code = await door_opened(world)
    number = await applied(world, world.hanako, code)

    for words in (
        "参加希望",
        f"参加希望 {number}",
        f"迎える {number}",
        f"お断り {number}",
        f"聞き返す {number} どちらから",
    ):
        said = joined(await world.say(world.sayuri, world.group, f"/{words}"))
        assert "個別トーク" in said
        assert str(number) not in said

    assert "お返事を待っています" in await host_says(world, f"/参加希望 {number}")


async def test_the_hosts_are_reminded_a_day_before_the_end_once_and_the_person_can_ask_again(world: World) -> None:
    code = await door_opened(world)
    number = await applied(world, world.hanako, code)

    await world.pass_time(days=28, hours=23)
    early = await word_to(world, world.sayuri)
    await world.pass_time(hours=2)
    reminded = await host_says(world, "/参加希望") + await word_to(world, world.sayuri)
    await world.pass_time(hours=22)
    again = await word_to(world, world.sayuri)
    await world.pass_time(hours=2)
    told = await word_to(world, world.hanako)

    assert LAST_DAY not in early
    assert reminded.count(LAST_DAY + "。このままだと") == 1
    assert f"参加希望 {number}番" in reminded
    assert LAST_DAY not in again
    assert "申し訳ありません" in told
    assert "お入りになる前に" in joined(await world.tap(world.hanako, "もう一度申し込む", world.private))
    assert LAST_DAY not in await word_to(world, world.kenji), "a reminder of what is over is taken back"


async def test_a_decision_takes_the_reminder_back_and_a_closed_door_offers_no_way_in(world: World) -> None:
    code = await door_opened(world)
    first, second = await applied(world, world.hanako, code), await applied(world, world.taro, code)
    await world.pass_time(days=29, minutes=1)

    await host_says(world, f"/お断り {first} またの機会に")
    for_other = await word_to(world, world.kenji)
    await host_says(world, "/入口 閉じる")
    await world.pass_time(days=1)
    told = await word_to(world, world.taro)

    assert for_other.count(LAST_DAY) == 1
    assert f"参加希望 {second}番" in for_other
    assert "入口が閉じています" in told
    assert code not in told
    assert "もう一度申し込む" not in world.labels(world.taro, world.private)
    assert "お返事がないまま終わり" in await host_says(world, f"/お断り {second}")


async def test_a_question_is_asked_back_with_a_button(world: World) -> None:
    code = await door_opened(world)
    number = await applied(world, world.hanako, code)
    await host_says(world, f"/参加希望 {number}")

    asked = joined(await world.tap(world.sayuri, "聞き返す", world.private))
    passed_on = await host_says(world, "最寄り駅はどちらですか")
    await word_to(world, world.hanako)
    await world.tap(world.hanako, "返事を書く", world.private)
    await world.say(world.hanako, world.private, "上野です")
    told = await word_to(world, world.sayuri)
    shown = joined(await world.tap(world.sayuri, "読む", world.private))

    assert "何をたずねましょうか" in asked
    assert f"参加希望{number}番の方に" in passed_on
    assert "ご本人からお返事がありました" in told
    assert "上野" not in told
    assert "┃ 上野です" in shown


async def test_hosts_who_ask_on_and_on_leave_room_for_the_answer(world: World) -> None:
    code = await door_opened(world)
    number = await applied(world, world.hanako, code)

    said = [await host_says(world, f"/聞き返す {number} {time}つめのおたずね") for time in range(1, 7)]
    await word_to(world, world.hanako)
    await world.say(world.hanako, world.private, "/申し込みの返事")

    assert ["何度もたずねて" in each for each in said] == [False] * 5 + [True]
    assert "世話役に渡しました" in joined(await world.say(world.hanako, world.private, "上野です"))
    assert "┃ 上野です" in await host_says(world, f"/参加希望 {number}")


async def test_a_decision_taken_back_before_it_was_read_is_never_read(world: World) -> None:
    code = await door_opened(world)
    number = await applied(world, world.hanako, code)
    await host_says(world, f"/聞き返す {number} 最寄り駅はどちらですか")
    await host_says(world, f"/お断り {number} ごめんなさい")
    await host_says(world, f"/お断りを取り消す {number}")
    let_in = await word_to(world, world.hanako)
    await world.pass_time(hours=73)
    await host_says(world, f"/迎える {number}")
    again = await word_to(world, world.hanako)

    assert SEAT in let_in
    assert "ごめんなさい" not in let_in
    assert "最寄り駅" not in let_in
    assert SEAT in again
    assert "期限が過ぎた" not in again


async def test_no_host_is_asked_what_another_has_done_already(world: World) -> None:
    code = await door_opened(world, link=None)
    numbers = [await applied(world, person, code) for person in (world.hanako, world.taro)]
    await applied(world, world.mio, code)
    asked = [await host_says(world, f"/迎える {number}") for number in numbers]
    await world.say(world.mio, world.private, "/記録を今すぐ消す")
    await host_says(world, f"/招待リンク {LINK}")
    read = await word_to(world, world.kenji)

    assert all(each.count("まだお預かりしていません") == 1 for each in asked)
    assert "参加したいという方" not in read
    assert "お預かりしていません" not in read


@pytest.mark.parametrize("closed", [False, True])
async def test_codes_are_not_guessed_and_a_closed_door_counts_like_a_wrong_code(world: World, closed: bool) -> None:
    code = await door_opened(world)
    if closed:
        await host_says(world, "/入口 閉じる")
    guesses = [code] * 5 if closed else [f"ABCDEFG{letter}" for letter in "HJKLM"]

    said = [joined(await world.say(world.hanako, world.private, f"参加したい {guess}")) for guess in guesses]
    await host_says(world, "/入口 確認")
    locked = [
        joined(await world.say(world.hanako, world.private, words))
        for words in (f"参加したい {code}", f"申し込む {code}", "参加したい ABCDEFGH")
    ]
    of_others = joined(await world.say(world.taro, world.private, f"参加したい {code}"))
    await world.pass_time(minutes=16)

    assert all(WRONG in each for each in said)
    assert all(LOCKED in each for each in locked), "right and wrong codes read the same now"
    assert "お入りになる前に" in of_others
    assert "お入りになる前に" in joined(await world.say(world.hanako, world.private, f"参加したい {code}"))


async def test_a_right_code_between_washes_no_guesses_off(world: World) -> None:
    code = await door_opened(world)
    for guess in ("ABCDEFGH", "ABCDEFGJ", code, "ABCDEFGK", "ABCDEFGL", code, "ABCDEFGM"):
        await world.say(world.hanako, world.private, f"参加したい {guess}")

    assert LOCKED in joined(await world.say(world.hanako, world.private, f"参加したい {code}"))
    assert LOCKED not in joined(await world.say(world.hanako, world.private, NEUTRAL))


@pytest.mark.parametrize(("language", "switches"), [("ja", ()), ("en", SWITCHES)])
async def test_word_of_a_seat_unread_for_a_day_is_sent_for_a_price_a_host_agreed_to(
    world: World, language: str
) -> None:
    offer = offer_in(language)
    code = await door_opened(world)
    await world.follow(world.hanako)
    number = await applied(world, world.hanako, code)
    await host_says(world, f"/迎える {number}")
    await world.say(world.sayuri, world.private, f"/lang {language}")
    await world.pass_time(hours=23)
    early = world.labels(world.sayuri, world.private)
    await world.pass_time(hours=2)
    world.skip_news()

    told = await word_to(world, world.sayuri)
    price = joined(await world.tap(world.sayuri, offer, world.private))
    unasked = pushes(world)
    await world.tap(world.sayuri, "いま送る" if language == "ja" else "Push it", world.private)
    arrived = joined(world.private_news(world.hanako))
    await world.pass_time(hours=1)

    assert offer not in early
    assert ("まだご本人に届いていません" if language == "ja" else "does not know yet") in told
    assert (f"参加希望{number}番の方" if language == "ja" else f"application {number}") in price
    assert unasked == 0
    assert pushes(world) == 1
    assert "お席をご用意しました" in arrived
    assert LINK in joined(await world.tap(world.hanako, "リンクを受け取る", world.private))
    assert "届いていません" not in await word_to(world, world.kenji), "what is settled is said to nobody"


async def test_what_cannot_be_sent_for_a_price_is_said_and_costs_nothing(world: World) -> None:
    code = await door_opened(world)
    number = await applied(world, world.hanako, code)

    nothing_yet = await host_says(world, f"/招待を届ける {number}")
    await host_says(world, f"/迎える {number}")
    in_group = joined(await world.say(world.sayuri, world.group, f"/招待を届ける {number}"))
    await word_to(world, world.hanako)
    too_late = await host_says(world, f"/招待を届ける {number}")

    assert "待っているお知らせはありません" in nothing_yet
    assert "個別トーク" in in_group
    assert "待っているお知らせはありません" in too_late
    assert "待っているお知らせはありません" in await host_says(world, "/招待を届ける 999")
    assert pushes(world) == 0


def offer_in(language: str) -> str:
    with speaking(language):
        return offer_label()


async def test_a_link_of_a_month_is_called_old(world: World) -> None:
    await door_opened(world)
    await world.pass_time(days=29)
    assert "少し古くなりました" not in await host_says(world, "/招待リンク")

    await world.pass_time(days=2)

    assert "少し古くなりました" in await host_says(world, "/招待リンク")


async def test_two_groups_ask_back_and_each_reads_its_own_answer(world: World) -> None:
    code = await door_opened(world)
    other = world.line.add_group("もうひとつの会", [world.taro])
    await world.invite_bot(other)
    await world.claim(world.taro, other)
    await world.pass_time(days=2)
    other_code = code_in(await host_says(world, "/入口 確認", world.taro))
    number, other_number = await applied(world, world.hanako, code), await applied(world, world.hanako, other_code)
    await host_says(world, f"/聞き返す {number} お住まいは？")
    await host_says(world, f"/聞き返す {other_number} お仕事は？", world.taro)
    await word_to(world, world.hanako)

    asked = joined(await world.tap(world.hanako, "返事を書く", world.private))
    await world.say(world.hanako, world.private, "看護師です")

    assert "┃ お仕事は？" in asked
    assert "看護師" in await host_says(world, f"/参加希望 {other_number}", world.taro)
    assert "看護師" not in await host_says(world, f"/参加希望 {number}")


async def test_who_asked_anew_is_neither_let_in_twice_nor_declined_under_the_former_number(world: World) -> None:
    code = await door_opened(world)
    former = await applied(world, world.hanako, code)
    await host_says(world, f"/迎える {former}")
    await world.pass_time(days=8)
    await word_to(world, world.hanako)
    newer = await applied(world, world.hanako, code)

    for word in ("迎える", "お断り"):
        assert f"参加希望{newer}番（" in await host_says(world, f"/{word} {former}")
    assert "お迎えします" in await host_says(world, f"/迎える {newer}")
    assert (await word_to(world, world.hanako)).count("お席をご用意しました") == 1
