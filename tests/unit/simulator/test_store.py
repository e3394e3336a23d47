"""The world is kept over a restart, and never half written."""

from pathlib import Path

import pytest

from bot.simulator import RealLineError, UnreadableWorldError, create_simulator
from bot.simulator.beginning import first_world
from bot.simulator.store import load_world, save_world
from tests.unit.simulator.stage import ACCESS_TOKEN, CHANNEL_SECRET, WEBHOOK_URL, MovableClock, Stage, build_stage, text


@pytest.fixture
def store(tmp_path: Path) -> Path:
    return tmp_path / "data" / "world.json"


async def end(stage: Stage) -> None:
    await stage.api.aclose()
    await stage.simulator.close()


async def test_a_restart_keeps_people_talk_tokens_and_the_bill(store: Path) -> None:
    before = build_stage(store=store)
    said = await before.simulator.say(before.misaki, before.group, "こんにちは")
    await before.push(before.group.chat_id, text("やあ"))
    before.simulator.switch("redelivery", on=True)
    await end(before)

    after = build_stage(store=store)

    assert after.simulator.platform.world == before.simulator.platform.world
    assert after.simulator.platform.billing.current().used == 5
    assert (await after.reply(said.reply_token, text())).status_code == 200
    ids = [int(entry.message_id or 0) for entry in after.simulator.transcript(after.group)]
    assert ids == sorted(set(ids))
    await end(after)


async def test_the_world_is_saved_after_every_change(store: Path) -> None:
    stage = build_stage(store=store)
    await stage.simulator.say(stage.misaki, stage.group, "こんにちは")

    assert load_world(store) == stage.simulator.platform.world
    assert [file.name for file in store.parent.iterdir()] == ["world.json"]
    await end(stage)


async def test_a_used_token_and_a_retry_key_are_remembered_over_a_restart(store: Path) -> None:
    before = build_stage(store=store)
    said = await before.simulator.say(before.misaki, before.group, "こんにちは")
    await before.reply(said.reply_token, text())
    key = "00000000-0000-0000-0000-000000000001"
    await before.push(before.group.chat_id, text(), retry_key=key)
    await end(before)

    after = build_stage(store=store)

    assert (await after.reply(said.reply_token, text())).status_code == 400
    assert (await after.push(after.group.chat_id, text(), retry_key=key)).status_code == 409
    await end(after)


def test_the_old_world_survives_a_failed_save(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    world = first_world()
    save_world(world, store)
    saved = store.read_bytes()

    def fail(_path: Path, _data: bytes) -> int:
        raise OSError("disk full")

    monkeypatch.setattr(Path, "write_bytes", fail)
    with pytest.raises(OSError, match="disk full"):
        save_world(first_world(), store)

    assert store.read_bytes() == saved
    assert load_world(store) == world


@pytest.mark.parametrize("content", [b"", b"{}", b'{"bot": 5}'])
def test_an_unreadable_world_is_named(store: Path, content: bytes) -> None:
    store.parent.mkdir()
    store.write_bytes(content)

    with pytest.raises(UnreadableWorldError, match=r"world\.json"):
        build_stage(store=store)


def test_the_first_world_is_ready_to_play(stage: Stage) -> None:
    fresh = create_simulator(
        channel_secret=CHANNEL_SECRET, access_token=ACCESS_TOKEN, webhook_url=WEBHOOK_URL, clock=MovableClock()
    )

    group = fresh.group("土曜の会")
    people = fresh.platform.world.people.values()
    assert not group.has_bot
    assert (len(group.member_ids), len(people)) == (5, 7)
    assert [person.display_name for person in people if not person.consented] == ["高橋 のぼる"]
    assert {person.language for person in people} == {"ja", "en"}


@pytest.mark.parametrize(
    "url",
    [
        "https://api.line.me/webhook",
        "https://LINE.ME/",
        "https://api-data.line.me./x",
        "ftp://localhost/x",
        "localhost:8000",
        "",
    ],
)
def test_the_real_line_and_nonsense_are_refused(url: str) -> None:
    with pytest.raises(RealLineError):
        create_simulator(
            channel_secret=CHANNEL_SECRET, access_token=ACCESS_TOKEN, webhook_url=url, clock=MovableClock()
        )


@pytest.mark.parametrize("url", ["http://127.0.0.1:8000/webhook", "https://notline.me/", "http://line.me.example.com/"])
def test_other_addresses_are_fine(url: str) -> None:
    simulator = create_simulator(
        channel_secret=CHANNEL_SECRET, access_token=ACCESS_TOKEN, webhook_url=url, clock=MovableClock()
    )

    assert simulator.webhooks.url == url


async def test_a_saved_world_knows_its_moment(tmp_path: Path) -> None:
    stage = build_stage(store=tmp_path / "world.json")
    stage.clock.advance(days=40)
    stage.simulator.add_person("みお")
    await stage.api.aclose()
    await stage.simulator.close()

    again = build_stage(store=tmp_path / "world.json")

    assert again.simulator.saved_at == stage.clock.now()
    assert again.simulator.saved_at > again.clock.now()
    await again.api.aclose()
    await again.simulator.close()
