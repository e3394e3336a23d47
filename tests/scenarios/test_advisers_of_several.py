"""An adviser from outside who is in another group, or advises two: every word acts on the community it is about."""

from bot.simulator.world import GroupChat, Person
from tests.scenarios.advising import ANSWER, WORD, advised, agree, code_of, objected
from tests.scenarios.cases_stage import SEEN, joined, say, told
from tests.scenarios.world import World

OTHER_WORD = "ひだまり"


async def second_group(world: World, *others: Person) -> GroupChat:
    """Let Mio be the owner of another group, with Taro (#2) and others."""
    group = world.line.add_group("水曜の会", [world.mio, world.taro, *others])
    await world.invite_bot(group)
    await world.claim(world.mio, group)
    await world.pass_time(hours=25)
    for person in (world.taro, *others):
        await world.say(person, group, "こんにちは")
    world.skip_news()
    return group


async def objected_there(world: World) -> int:
    """Let Taro object to a warning in the other group."""
    number = await told(world, world.mio, f"/注意 #2 {SEEN}")
    await say(world, world.taro, "/ことば")
    await say(world, world.taro, f"/異議 {number} 水曜は違います")
    return number


async def test_somebody_who_advises_two_decides_in_each_by_their_own_word_for_it(world: World) -> None:
    await advised(world, world.hanako)
    await second_group(world)
    code = await code_of(world, world.mio)
    for words in (code, "はい", "木村"):
        await say(world, world.hanako, words)
    assert "ほかのグループの呼び名" in await say(world, world.hanako, WORD)
    assert "空白" in await say(world, world.hanako, "水曜 の会")
    await say(world, world.hanako, OTHER_WORD)
    here, there = await objected(world), await objected_there(world)
    cards = await say(world, world.hanako, "/ことば")
    assert ANSWER in cards
    assert "水曜は違います" in cards
    assert "土曜" not in cards.replace("水曜は違います", "")

    unclear = await say(world, world.hanako, f"/異議の返事 {here} そのまま")
    assert "どちらのグループ" in unclear
    assert world.labels(world.hanako, world.private) == [WORD, OTHER_WORD]
    await world.tap(world.hanako, OTHER_WORD, world.private)
    if here != there:
        await say(world, world.hanako, f"/異議の返事 {OTHER_WORD} {there} そのまま")

    assert "そのままになります" in await say(world, world.taro, "/ことば")
    assert "そのままになります" not in await say(world, world.emily, "/ことば")
    await say(world, world.hanako, f"/異議の返事 {WORD} {here} 取り下げる")
    assert "取り下げになり" in await say(world, world.emily, "/ことば")

    assert "どちらのグループ" in await say(world, world.hanako, "/相談役 やめる")
    await say(world, world.hanako, f"/相談役 やめる {WORD}")
    assert "おりられました" in await say(world, world.sayuri, "/ことば")
    assert "おりられました" not in await say(world, world.mio, "/ことば")


async def test_a_host_of_one_group_who_advises_another_keeps_the_two_apart(world: World) -> None:
    await second_group(world)
    await advised(world, world.mio)
    number = await objected(world)
    assert ANSWER in await say(world, world.mio, "/相談役 #2")

    await say(world, world.mio, "/相談役 やめる")
    assert "お役目は、ここまで" not in joined(world.private_news(world.mio)), "a host's word is about their own group"
    assert "木村" in await say(world, world.sayuri, "/相談役")
    assert f"「{WORD}」の相談役として" in await say(world, world.mio, "/使い方")
    assert "そのまま" in await say(world, world.mio, f"/異議の返事 {WORD} {number} そのまま")

    assert "そのままになりました" in await say(world, world.sayuri, "/ことば")
    assert "そのままになりました" not in await say(world, world.mio, "/ことば"), "the other hosts hear nothing of it"
    assert "ここまで" in await say(world, world.mio, f"/相談役 やめる {WORD}")


async def test_a_member_of_one_group_reads_plain_numbers_there_and_else_where_they_advise(world: World) -> None:
    await second_group(world, world.hanako)
    await advised(world, world.hanako)
    number = await objected(world)
    assert "取り下げ" in await say(world, world.hanako, f"/異議の返事 {number} 取り下げる")
    assert "取り下げになり" in await say(world, world.emily, "/ことば")
    assert "#3" in await say(world, world.hanako, "/マイページ"), "her own group is still the other one"


async def test_an_english_adviser_reads_english_and_uses_english_words(world: World) -> None:
    await advised(world, world.taro)
    await say(world, world.taro, "/lang en")
    number = await objected(world)
    card = await say(world, world.taro, "/help")
    assert f"/decide {WORD} {number} keep" in card
    assert "give the task back" in card
    await say(world, world.taro, f"/decide {WORD} {number} withdraw I see it as you do")
    word = await say(world, world.emily, "/lang")
    assert "I see it as you do" in word
    assert "is over" in await say(world, world.taro, "/adviser off")


async def test_bad_words_of_an_adviser_get_one_kind_line(world: World) -> None:
    await advised(world, world.hanako)
    bad = ("", "12", "あおぞら", "あおぞら ０", "あおぞら 999999999999", "あおぞら -1 そのまま", "x y")
    for words in (f"{command} {typed}" for command in ("/異議の返事", "/相談を読む") for typed in bad):
        said = await world.say(world.hanako, world.private, words)
        assert len(said) == 1, words
        assert len(said[0].splitlines()) <= 2, words


async def test_to_strangers_an_advisers_words_say_nothing(world: World) -> None:
    await advised(world, world.hanako)
    for command in ("/異議の返事 1 そのまま", "/相談を読む 1", "/相談役 やめる"):
        assert await say(world, world.taro, command) == await say(world, world.taro, "/ルール")
    assert await agree(world, world.taro, "ABCD2345") == ""
