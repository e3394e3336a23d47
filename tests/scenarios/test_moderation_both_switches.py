"""Every path of moderation from end to end where taps have no name and nobody is a friend, in both languages.

With these two switches a step works by words alone: a button makes people say its word, and what is meant for somebody
waits until they write by themselves.
"""

import re

import pytest

from bot.simulator.world import GroupChat, Person
from tests.scenarios.reporting import said_by
from tests.scenarios.world import World

pytestmark = pytest.mark.parametrize("language", ["ja", "en"])
HELLO = "はじめまして"


class Walk:
    """A group in one language, with both switches on: Sayuri owner, Kenji host, Emily and Hanako (#4) members."""

    def __init__(self, world: World, language: str) -> None:
        """Take the world, and the language everybody reads."""
        self.world, self._is_japanese = world, language == "ja"

    def word(self, japanese: str, english: str) -> str:
        """Choose by language."""
        return japanese if self._is_japanese else english

    async def begin(self) -> "Walk":
        """Bring the group about."""
        world = self.world
        world.line.switch("no_user_id_on_postbacks", on=True)
        world.line.switch("nobody_is_a_friend", on=True)
        await world.claimed()
        await world.say(world.sayuri, world.group, self.word("/ことば ja", "/lang en"))
        for person in (world.kenji, world.emily):
            await world.say(person, world.group, HELLO)
        await world.join(world.hanako)
        await world.say(world.hanako, world.group, HELLO)
        await world.say(world.sayuri, world.private, "/host add #2")
        await world.pass_time(minutes=2)
        world.skip_news()
        return self

    async def say(self, person: Person, japanese: str, english: str, chat: GroupChat | None = None) -> str:
        """Let a person say something, and give the answer; the group hears nothing of what is said in private."""
        said = await self.world.say(person, chat or self.world.private, self.word(japanese, english))
        if chat is None:
            assert self.world.group_news() == []
        return "\n".join(said)

    async def tap(self, person: Person, japanese: str, english: str) -> str:
        """Let a person tap a button of their private chat."""
        said = await self.world.tap(person, self.word(japanese, english), self.world.private)
        assert self.world.group_news() == []
        return "\n".join(said)

    async def waiting(self, person: Person) -> str:
        """Let a person come by, and give what was waiting."""
        return await self.say(person, "/続き", "/next")

    async def number(self, person: Person) -> int:
        """Read the number of the newest thing in somebody's private chat."""
        found = re.search(r"\d+", self.world.line.texts(person)[-1])
        assert found is not None
        return int(found[0])


@pytest.fixture
async def walk(world: World, language: str) -> Walk:
    return await Walk(world, language).begin()


async def test_a_warning_its_answer_and_a_pause(walk: Walk, world: World) -> None:
    draft = await walk.say(
        world.kenji, "/注意 #3 2 見たこと：長い話。お願い：短く", "/warn #3 2 A long talk. Asked: Be brief"
    )
    assert walk.word("短く", "Be brief") in draft
    assert walk.word("お願い（", "Asked (") in draft
    await walk.tap(world.kenji, "一晩おく", "Sleep on it")
    await world.pass_time(days=1)
    world.skip_news()
    await walk.waiting(world.kenji)
    await walk.tap(world.kenji, "伝える", "Tell them")
    told = await walk.waiting(world.emily)
    assert walk.word("3段階の2", "2 of 3") in told
    assert "けんじ" not in told
    assert "#2" not in told
    await walk.tap(world.emily, "返事をする", "Answer it")
    await walk.say(world.emily, "急いでいました", "I was in a hurry")
    assert walk.word("急いでいました", "I was in a hurry") in await walk.waiting(world.sayuri)
    await walk.tap(world.sayuri, "取り下げる", "Withdraw it")
    assert walk.word("取り下げ", "taken back") in await walk.waiting(world.emily)

    await walk.say(world.kenji, "/少しお休みのお願い #3 24時間 昨夜のこと", "/cooldown #3 24h Last night")
    await walk.tap(world.kenji, "伝える", "Tell them")
    assert walk.word("11月25日", "25 Nov") in await walk.waiting(world.emily)
    await world.pass_time(days=1, hours=1)
    assert walk.word("お休み", "pause") in await walk.waiting(world.emily)
    await walk.say(world.kenji, "/ひと休み", "/calm")
    notice = await walk.say(world.emily, "こんにちは", "hi", world.group)
    assert walk.word("ひと休みしましょう", "a little break") in notice
    assert "#" not in notice


async def test_a_removal_its_block_and_a_return(walk: Walk, world: World) -> None:
    await walk.say(world.sayuri, "/再入会おことわり #4 30日 個別の連絡", "/ban #4 30d Private messages")
    await walk.tap(world.sayuri, "世話役に相談する", "Ask the other hosts")
    assert walk.word("個別の連絡", "Private messages") in await walk.waiting(world.kenji)
    await walk.tap(world.kenji, "賛成する", "I agree")
    steps = await walk.tap(world.kenji, "私がします", "I do it")
    assert "花子🌸" in steps
    assert walk.word("報告はいりません", "nothing to report") in steps
    await world.leave(world.hanako)
    assert world.group_news() == []
    assert "#4" in await walk.waiting(world.sayuri)
    world.skip_news()
    await world.join(world.hanako)
    await world.pass_time(minutes=2)
    assert world.group_news() == [], "nobody greets whoever was not to come back"
    assert walk.word("戻りました", "is back") in await walk.waiting(world.sayuri)
    assert "#4" in await walk.say(world.kenji, "/再入会おことわり 一覧", "/bans")
    await walk.say(world.kenji, "/解除 #4", "/unban #4")
    assert walk.word("解除しました", "may come back") in await walk.waiting(world.sayuri)
    assert world.private_news(world.hanako) == []


async def test_a_report_from_a_quote_to_its_outcome(walk: Walk, world: World) -> None:
    quoted = said_by(world, world.hanako, world.group, HELLO)
    await world.say(world.emily, world.group, walk.word("/困っています", "/report"), quote=quoted)
    label = world.labels(world.emily, world.group)[0]
    opened = await world.line.tap(world.emily, world.button(world.emily, label, world.group), world.group)
    assert opened.link is not None
    world.skip_news()
    assert "花子🌸" in await walk.say(world.emily, opened.link.prefilled, opened.link.prefilled)
    await walk.tap(world.emily, "言い合い", "A quarrel")
    await walk.say(world.emily, "怒鳴られました", "They shouted")
    for japanese, english in (("とばす", "Skip"), ("はい", "Yes"), ("いいえ", "No"), ("はい", "Yes")):
        await walk.tap(world.emily, japanese, english)
    number = await walk.number(world.emily)

    await walk.say(world.sayuri, "/相談箱", "/reports")
    shown = await walk.tap(world.sayuri, f"{number}番を読む", f"Read {number}")
    assert walk.word("怒鳴られました", "They shouted") in shown
    assert "Emily" not in shown
    await walk.tap(world.sayuri, "受け持つ", "I look after it")
    assert walk.word("受け持ち", "looks after it") in await walk.waiting(world.emily)
    await walk.tap(world.sayuri, "話をする", "Talk with each other")
    asked = await walk.tap(world.sayuri, "ことばを書いて終える", "Close it in my words")
    assert walk.word("どうなりましたか", f"How did number {number} end") in asked
    await walk.say(world.sayuri, "お話ししました", "We have talked")
    await walk.tap(world.sayuri, "両方の人に", "Both sides")
    for person in (world.emily, world.hanako):
        assert walk.word("お話ししました", "We have talked") in await walk.waiting(person)


async def test_a_report_about_the_only_host_is_declined_at_that_very_question(walk: Walk, world: World) -> None:
    await walk.say(world.sayuri, "/世話役 解除 #2", "/host remove #2")
    await walk.say(world.emily, "/困っています", "/report")
    await walk.tap(world.emily, "言い合い", "A quarrel")
    await walk.say(world.emily, "怒鳴られました", "They shouted")
    asked = await walk.tap(world.emily, "この中にいない・言わない", "Somebody else")
    assert walk.word("お預かりできません", "I cannot pass it on") in asked
    declined = await walk.tap(world.emily, "はい", "Yes")
    assert walk.word("ごめんなさい", "I am sorry") in declined
    assert "0120" in await walk.tap(world.emily, "困ったとき", "Where to find help")
    assert walk.word("残していません", "Nothing you wrote here is kept") in await walk.tap(
        world.emily, "やめる", "Stop"
    )
    assert walk.word("待っている相談はありません", "Nothing is waiting here") in await walk.say(
        world.sayuri, "/相談箱", "/reports"
    )


async def test_a_host_put_out_with_the_bot_hears_why_and_nothing_of_the_list(walk: Walk, world: World) -> None:
    await world.leave(world.kenji)
    await world.line.remove_bot(world.group)
    await world.settle()

    heard = await walk.waiting(world.kenji)

    assert walk.word("グループの外", "no longer in the group") in heard
    assert walk.word("世話役でいらした", "You were a host") in heard
    assert walk.word("名簿", "the list") not in heard


async def test_a_filter_from_the_list_to_the_way_back(walk: Walk, world: World) -> None:
    await walk.say(world.kenji, "/NGワード 追加 おばかさん", "/filter add badword")
    await walk.say(world.kenji, "/見守り", "/filters")
    await walk.say(world.kenji, "/見守り 使う", "/filters on")
    assert await walk.say(world.emily, "おばかさんですね", "you badword", world.group) == ""
    assert "#3" in await walk.waiting(world.sayuri)
    assert walk.word("おばかさん", "badword") in await walk.tap(world.sayuri, "判断の理由", "Why?")
    told = await walk.waiting(world.emily)
    assert walk.word("責めているのではありません", "badword") in told
    back = await walk.say(world.kenji, "/元に戻す", "/undo")
    assert walk.word("様子見", "watch only") in back


async def test_the_bot_is_put_out_and_everything_moves_to_a_new_group(walk: Walk, world: World) -> None:
    await walk.say(world.kenji, "/注意 #3 1 長い話", "/warn #3 1 A long talk")
    await world.line.remove_bot(world.group)
    await world.settle()
    assert walk.word("グループの外", "no longer in the group") in await walk.waiting(world.sayuri)
    assert "#3 Emily" in await walk.say(world.sayuri, "/名簿の控え", "/roster")
    steps = await walk.say(world.sayuri, "/引っ越し", "/attach")
    assert walk.word("15分", "15 minutes") in steps
    code = re.findall(r"[A-Z0-9]{8}", steps)[-1]
    new = world.line.add_group("あたらしい部屋", [world.sayuri, world.kenji, world.emily])
    await world.invite_bot(new)
    assert await walk.say(world.sayuri, f"/引っ越し {code}", f"/attach {code}", new)
    assert walk.word("引っ越しがすみました", "The move is done") in await walk.waiting(world.sayuri)
    assert "#3 Emily" in await walk.say(world.kenji, "/対応の記録", "/cases")
    assert walk.word("新しいグループへ", "moved to a new group") in await walk.say(world.sayuri, "/変更の履歴", "/log")
