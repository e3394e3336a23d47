"""The record of changes: every step of hosts in moderation leaves its line, without a word of what was written."""

import pytest
from sqlmodel import col, select

from bot.i18n import speaking
from handlers.settings.looking_back_texts import log_line
from storage.models import LogEntry
from tests.scenarios.cases_stage import joined, number_in
from tests.scenarios.removal_stage import number_in as removal_in
from tests.scenarios.reporting import number_of_newest, report_taro, with_members
from tests.scenarios.world import World

SECRET = "ひみつのことば"


async def actions(world: World) -> list[str]:
    return [entry.action for entry in await entries(world)]


async def entries(world: World) -> list[LogEntry]:
    async with world.bot.services.database.read() as session:
        return list(await session.scalars(select(LogEntry).order_by(col(LogEntry.number))))


async def say(world: World, text: str) -> str:
    """Let Kenji, a host, say something in private."""
    return joined(await world.say(world.kenji, world.private, text))


@pytest.fixture
async def begun(world: World) -> World:
    return await with_members(world)


async def leaves(world: World, text: str, *expected: str) -> str:
    """Let Kenji say something, and see which lines that leaves."""
    before = len(await actions(world))
    said = await say(world, text)
    assert tuple((await actions(world))[before:]) == expected, text
    return said


async def test_each_step_with_a_case_leaves_its_line(begun: World) -> None:
    world = begun
    number = number_in(await leaves(world, f"/注意 #3 1 {SECRET}", "case.opened"))
    await leaves(world, f"/対応の記録 {number} 追加 {SECRET}", "case.added")
    await leaves(world, f"/対応の記録 {number} ことば")
    await leaves(world, SECRET)
    await leaves(world, "とばす", "case.reworded")
    await leaves(world, f"/対応の記録 {number} 伝える", "case.told")
    await leaves(world, f"/対応の記録 {number} ひとこと", "case.line")
    await leaves(world, f"/取り下げ {number} {SECRET}", "case.voided")
    pause = number_in(await leaves(world, f"/少しお休みのお願い #3 24時間 {SECRET}", "case.opened"))
    await leaves(world, f"/対応の記録 {pause} やめる", "case.dropped")
    await leaves(world, f"/メモ 「だれか」 {SECRET}", "case.noted")
    noted = (await entries(world))[-1].object
    await leaves(world, f"/対応の記録 {noted} まとめる #5", "case.merged")
    await leaves(world, "/関係者 #3 #5", "relation.noted")
    await leaves(world, "/関係者 #3 #5", "relation.ended")
    await leaves(world, "/相談役 #5", "adviser.named")
    await leaves(world, "/ひと休み", "calm.began")
    await leaves(world, "/ひと休み 終わり", "calm.ended")
    # Looking at cases is part of a host's work and leaves none.
    await leaves(world, f"/対応の記録 {number}")


async def test_each_step_with_a_report_a_removal_and_a_filter_leaves_its_line(begun: World) -> None:
    world = begun
    await report_taro(world, world.mio)
    report = await number_of_newest(world)
    await leaves(world, f"/相談箱 {report}", "report.read")
    await leaves(world, f"/受け持つ {report}", "report.taken")
    await leaves(world, f"/見立て {report} 話をする", "report.judged")
    await leaves(world, f"/終える {report} {SECRET}", "report.closed")
    await leaves(world, "/NGワード 追加 おばかさん", "setting.changed")
    await leaves(world, "/見守り 使う", "setting.changed")
    await leaves(world, "/元に戻す", "setting.undone")
    removal = removal_in(await leaves(world, f"/再入会おことわり #4 {SECRET}"))
    await world.tap(world.kenji, "世話役に相談する", world.private)
    assert (await actions(world))[-1] == "removal.proposed"
    await world.say(world.sayuri, world.private, f"/退会の相談 #4 {SECRET}")
    assert (await actions(world))[-1] == "case.added"
    await world.say(world.sayuri, world.private, f"/賛成 {removal}")
    assert (await actions(world))[-1] == "removal.approved"
    await leaves(world, f"/私がします {removal}", "removal.underway")
    await world.leave(world.taro)
    assert (await actions(world))[-2:] == ["block.made", "removal.done"]
    await leaves(world, "/解除 #4", "block.lifted")


@pytest.mark.parametrize(("language", "unknown"), [("ja", "そのほかの変更"), ("en", "changed something else")])
async def test_lines_are_sentences_without_what_was_written(begun: World, language: str, unknown: str) -> None:
    world = begun
    await say(world, f"/注意 #3 1 {SECRET}")
    await say(world, f"/メモ #5 {SECRET}")
    await say(world, f"/NGワード 追加 {SECRET}")
    await say(world, "/ひと休み")
    with speaking(language):
        lines = "\n".join(log_line(entry, "#2", "Asia/Tokyo") for entry in await entries(world))
    assert unknown not in lines
    assert SECRET not in lines
    assert all(line.count("#2") for line in lines.splitlines())
