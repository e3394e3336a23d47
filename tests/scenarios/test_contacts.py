"""Help lines: hosts make the list their own and check it; members see it; nobody learns who looked."""

from tests.scenarios.world import World

ADDED = "/困ったとき 追加 市の相談室 03-1234-5678 平日10〜17時"


def joined(texts: list[str]) -> str:
    return "\n".join(texts)


async def with_kenji_heard(world: World) -> World:
    """Bring about a confirmed owner, and Kenji who has said a word."""
    await world.claimed()
    await world.say(world.kenji, world.group, "よろしくお願いします")
    await world.say(world.sayuri, world.private, "こんにちは")
    world.skip_news()
    return world


async def test_a_host_adds_a_help_line_and_members_read_it_in_private_only(world: World) -> None:
    await with_kenji_heard(world)

    added = joined(await world.say(world.sayuri, world.private, ADDED))
    in_private = joined(await world.say(world.kenji, world.private, "困ったとき"))
    in_group = joined(await world.say(world.kenji, world.group, "/困ったとき"))
    stranger = joined(await world.say(world.mio, world.private, "困ったとき"))

    assert "7番" in added
    assert "市の相談室：03-1234-5678（平日10〜17時）" in in_private
    assert "0120-279-338" in in_private
    assert "追加" not in in_private
    assert "市の相談室" not in in_group + stranger


async def test_help_lines_are_taken_off_and_put_back(world: World) -> None:
    await with_kenji_heard(world)

    removed = joined(await world.say(world.sayuri, world.private, "困ったとき 削除 1"))
    in_private = joined(await world.say(world.kenji, world.private, "困ったとき"))
    in_group = joined(await world.say(world.kenji, world.group, "/困ったとき"))
    await world.say(world.sayuri, world.private, "困ったとき 元に戻す")
    after = joined(await world.say(world.kenji, world.private, "困ったとき"))

    assert "0120-279-338" in removed
    assert "0120-279-338" not in in_private + in_group
    assert "110" in in_group
    assert "0120-279-338" in after


async def test_an_empty_list_still_shows_the_way_into_private(world: World) -> None:
    await with_kenji_heard(world)
    for _line in range(6):
        await world.say(world.sayuri, world.private, "困ったとき 削除 1")

    nothing_left = joined(await world.say(world.sayuri, world.private, "困ったとき 削除 1"))
    in_group = joined(await world.say(world.kenji, world.group, "/困ったとき"))

    assert "元に戻す" in nothing_left
    assert "個別トーク" in in_group
    assert joined(await world.say(world.kenji, world.private, "困ったとき"))


async def test_a_host_is_asked_once_to_check_the_list(world: World) -> None:
    await with_kenji_heard(world)

    asked = joined(await world.say(world.sayuri, world.private, "困ったとき"))
    await world.tap(world.sayuri, "確認しました", world.private)
    later = joined(await world.say(world.sayuri, world.private, "困ったとき"))
    await world.say(world.sayuri, world.private, "/sos reset")
    after_reset = joined(await world.say(world.sayuri, world.private, "困ったとき"))

    assert "まだどなたにも確認" in asked
    assert "まだどなたにも確認" not in later
    assert "2026年11月23日" in later
    assert "まだどなたにも確認" in after_reset


async def test_the_check_is_said_in_words_as_well(world: World) -> None:
    await with_kenji_heard(world)

    said = joined(await world.say(world.sayuri, world.private, "困ったとき 確認"))

    assert "控えました" in said
    assert "まだどなたにも確認" not in joined(await world.say(world.sayuri, world.private, "困ったとき"))


async def test_a_member_changes_nothing_and_the_change_is_on_record(world: World) -> None:
    await with_kenji_heard(world)

    await world.say(world.kenji, world.private, ADDED)
    await world.say(world.kenji, world.private, "/sos reset")
    untouched = joined(await world.say(world.kenji, world.private, "困ったとき"))
    await world.say(world.sayuri, world.private, ADDED)
    log = joined(await world.say(world.sayuri, world.private, "変更の履歴"))

    assert "市の相談室" not in untouched
    assert "相談先の一覧を変えました" in log
    assert "市の相談室" not in log


async def test_what_is_no_help_line_is_explained_in_english_too(world: World) -> None:
    await with_kenji_heard(world)
    await world.say(world.sayuri, world.private, "/lang en")

    said = joined(await world.say(world.sayuri, world.private, "/sos add Counselling"))
    places = joined(await world.say(world.sayuri, world.private, "/sos remove 9"))

    assert "/sos add" in said
    assert "from 1 to 6" in places
