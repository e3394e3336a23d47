"""A verified account takes in LINE's list of who is in the group; any other is told kindly what is possible instead."""

import asyncio

import pytest

from bot import fetching
from bot.simulator.world import Person
from storage.models.members import MemberStatus, Role
from tests.conftest import ENGINES
from tests.scenarios.removal_stage import REASON, decided, joined, member, told, with_two_hosts
from tests.scenarios.world import World

pytestmark = pytest.mark.both_switches
IDS = "/members/ids"


async def sync(world: World) -> str:
    return joined(await world.say(world.sayuri, world.private, "メンバー 取り込み"))


async def verified(world: World) -> World:
    """Bring the bot into the group of a verified account; Sayuri is its owner, Kenji and Emily have not spoken yet."""
    world.line.switch("verified", on=True)
    return await world.claimed()


async def leave_unseen(world: World, *people: Person) -> None:
    """Let people leave without the bot being told."""
    world.line.mishaps.webhooks("lost", event_type="memberLeft")
    await world.leave(*people)


def answers_at_ids(world: World) -> list[int | None]:
    return [call.status for call in world.line.calls() if call.path.endswith(IDS)]


@pytest.mark.parametrize("database_url", ENGINES, indirect=True)
async def test_the_silent_become_known_without_a_sign_of_life(world: World) -> None:
    await verified(world)

    first = await sync(world)
    second = await sync(world)
    await world.pass_time(days=61)
    quiet = joined(await world.say(world.sayuri, world.private, "/ご無沙汰の人"))

    assert "新しく覚えた方：2人" in first
    assert "新しい方はいません" in second
    assert "まだ出会っていない人：0人" in joined(await world.say(world.sayuri, world.private, "メンバー"))
    assert "#2 けんじ：まだ発言なし" in quiet
    assert (await member(world, 2)).last_seen_on is None
    assert world.group_news() == []
    assert world.private_news(world.kenji) == []
    assert "メンバー一覧を取り込みました（2）" in joined(await world.say(world.sayuri, world.private, "/変更の履歴"))


async def test_other_accounts_hear_what_is_possible_instead(world: World) -> None:
    await world.claimed()

    answer = await sync(world)
    await world.say(world.sayuri, world.private, "/lang en")
    in_english = joined(await world.say(world.sayuri, world.private, "/members sync"))

    assert "認証済みアカウントだけ" in answer
    assert "/いますボタン" in answer
    assert "verified accounts only" in in_english
    assert "/rollcall" in in_english
    assert answers_at_ids(world) == [403, 403]


async def test_a_list_of_many_pages_is_taken_in_whole(world: World) -> None:
    await verified(world)
    world.line.mishaps.webhooks("lost", event_type="memberJoined")
    await world.join(*[world.line.add_person(f"人{number}") for number in range(230)])

    assert "新しく覚えた方：232人" in await sync(world)
    assert answers_at_ids(world) == [200, 200, 200]


async def test_part_of_a_list_makes_people_known_and_nobody_gone(world: World) -> None:
    await verified(world)
    await sync(world)
    world.line.mishaps.webhooks("lost", event_type="memberJoined")
    await world.join(*[world.line.add_person(f"人{number}") for number in range(110)])
    await leave_unseen(world, world.kenji)
    world.line.mishaps.calls("slow", path=IDS, seconds=0)  # the first page comes
    world.line.mishaps.calls("refused", path=IDS, status=500)

    answer = await sync(world)

    assert "新しく覚えた方：98人" in answer
    assert "一部だけ" in answer
    assert "退会とする" not in world.labels(world.sayuri, world.private)
    assert "新しく覚えた方：12人" in joined(await world.tap(world.sayuri, "もう一度", world.private))
    assert "退会とする" in world.labels(world.sayuri, world.private)


@pytest.mark.parametrize("trouble", ["slow", "broken"])
async def test_a_line_that_does_not_tell_changes_nothing(
    world: World, trouble: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    await verified(world)
    if trouble == "slow":
        world.line.mishaps.calls("slow", path=IDS, seconds=0.3)
    else:
        world.line.mishaps.calls("refused", path=IDS, status=500)

    with monkeypatch.context() as hasty:
        hasty.setattr(fetching, "LIMIT_SECONDS", 0.1)
        answer = await sync(world)
    await asyncio.sleep(0.3 if trouble == "slow" else 0)

    assert "何も変えていません" in answer
    assert "新しく覚えた方：2人" in joined(await world.tap(world.sayuri, "もう一度", world.private))


@pytest.mark.parametrize("database_url", ENGINES, indirect=True)
async def test_whoever_is_missing_is_marked_as_left_only_by_a_tap(world: World) -> None:
    await verified(world)
    await sync(world)
    await leave_unseen(world, world.kenji)

    asked = await sync(world)
    before = (await member(world, 2)).status
    done = joined(await world.tap(world.sayuri, "退会とする", world.private))
    again = joined(await world.tap(world.sayuri, "退会とする", world.private))

    assert "LINEの一覧にもういない方：1人" in asked
    assert "けんじ" not in asked + done
    assert "#2" not in asked + done
    assert before is MemberStatus.ACTIVE
    assert "1人を退会としました" in done
    assert (await member(world, 2)).status is MemberStatus.LEFT
    assert "退会とした方はいません" in again
    assert world.group_news() == []
    assert "一覧にない方を退会としました（1）" in joined(await world.say(world.sayuri, world.private, "/変更の履歴"))
    assert "出た人\n1人" in joined(await world.say(world.sayuri, world.private, "/出入りのようす"))


async def test_a_host_may_leave_it_as_it_is(world: World) -> None:
    await verified(world)
    await sync(world)
    await leave_unseen(world, world.kenji)
    await sync(world)

    await world.tap(world.sayuri, "そのままにする", world.private)

    assert (await member(world, 2)).is_present


async def test_a_tap_confirms_exactly_those_it_was_asked_about(world: World) -> None:
    await verified(world)
    await sync(world)
    await leave_unseen(world, world.kenji)
    await sync(world)
    await leave_unseen(world, world.emily)
    first = world.button(world.sayuri, "退会とする", world.private)

    asked_again = joined(await world.tap(world.sayuri, "退会とする", world.private))
    nobody_yet = [(await member(world, number)).is_present for number in (2, 3)]
    await world.line.join([world.kenji, world.emily], world.group)
    await world.settle()
    await world.line.tap(world.sayuri, first, world.private)
    await world.settle()

    assert "一覧が変わりました" in asked_again
    assert "LINEの一覧にもういない方：2人" in asked_again
    assert nobody_yet == [True, True]
    assert "退会とした方はいません" in joined(world.private_news(world.sayuri))
    assert [(await member(world, number)).is_present for number in (2, 3)] == [True, True]


async def test_somebody_who_left_and_is_in_the_list_is_back_under_the_same_number(world: World) -> None:
    await verified(world)
    await sync(world)
    await world.leave(world.kenji)
    gone = (await member(world, 2)).status
    await world.pass_time(minutes=1)
    world.line.mishaps.webhooks("lost", event_type="memberJoined")
    await world.join(world.kenji)
    world.skip_news()
    await world.pass_time(minutes=1)

    assert "グループに戻っていた方：1人" in await sync(world)
    assert gone is MemberStatus.LEFT
    assert (await member(world, 2)).is_present
    assert world.group_news() == []


async def test_a_removed_person_in_the_list_is_no_member_again_and_told_to_hosts_once(world: World) -> None:
    world.line.switch("verified", on=True)
    await with_two_hosts(world)
    await decided(world)
    await world.tap(world.kenji, "私がします", world.private)
    await world.leave(world.hanako)
    await world.pass_time(minutes=10)
    world.line.mishaps.webhooks("lost", event_type="memberJoined")
    await world.join(world.hanako)
    await world.pass_time(minutes=1)
    world.skip_news()

    answer = await sync(world)
    twice = await sync(world)
    await told(world, world.kenji)

    assert "退会になったあと、一覧にある方：1人" in answer
    assert "#4のかたがグループに戻りました" in answer
    assert "グループに戻りました" not in twice
    assert (await member(world, 4)).status is MemberStatus.REMOVED
    assert world.group_news() == []
    await world.tap(world.sayuri, "このまま迎える", world.private)
    assert (await member(world, 4)).is_present


async def test_a_block_recognises_in_the_list_somebody_who_was_forgotten(world: World) -> None:
    world.line.switch("verified", on=True)
    await with_two_hosts(world)
    await world.say(world.sayuri, world.private, f"/再入会おことわり #4 {REASON}")
    await world.tap(world.sayuri, "世話役に相談する", world.private)
    await told(world, world.kenji)
    await world.tap(world.kenji, "賛成する", world.private)
    await world.tap(world.kenji, "私がします", world.private)
    await world.leave(world.hanako)
    await world.say(world.hanako, world.private, "/記録を今すぐ消す")
    world.line.mishaps.webhooks("lost", event_type="memberJoined")
    await world.join(world.hanako)
    await world.pass_time(minutes=1)
    world.skip_news()

    answer = await sync(world)

    assert "#5のかたがグループに戻りました" in answer
    assert (await member(world, 5)).status is MemberStatus.REMOVED
    assert "グループに戻りました" not in await sync(world)


async def test_whoever_was_forgotten_and_stays_in_the_group_is_met_anew(world: World) -> None:
    await verified(world)
    await sync(world)

    notice = joined(await world.say(world.emily, world.private, "/forgetme"))
    await world.say(world.emily, world.private, "/forgetme now")

    assert "LINEのメンバー一覧を取り込んだとき" in notice
    assert "新しく覚えた方：1人" in await sync(world)
    assert ((await member(world, 3)).user_id, (await member(world, 4)).user_id) == (None, world.emily.user_id)


async def test_a_host_who_is_missing_loses_the_role_and_the_asker_never_does(world: World) -> None:
    world.line.switch("verified", on=True)
    await with_two_hosts(world)
    await leave_unseen(world, world.kenji, world.sayuri)

    asked = await sync(world)
    done = joined(await world.tap(world.sayuri, "退会とする", world.private))

    assert "LINEの一覧にもういない方：1人" in asked
    assert "その役目も終わります" in asked
    assert "#2" in done  # a host who has gone is told to the others, as ever
    kenji = await member(world, 2)
    assert (kenji.status, kenji.role) == (MemberStatus.LEFT, Role.MEMBER)
    assert (await member(world, 1)).is_present


async def test_only_hosts_ask_and_only_once_the_owner_is_sure(world: World) -> None:
    world.line.switch("verified", on=True)
    await world.claimed(confirmed=False)
    early = await sync(world)
    await world.pass_time(hours=25)
    await world.say(world.kenji, world.group, "こんにちは")

    from_a_member = joined(await world.say(world.kenji, world.private, "/メンバー 取り込み"))

    assert "覚えた" not in early + from_a_member
    assert answers_at_ids(world) == []
