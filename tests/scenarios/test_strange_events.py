"""Strange events beside good ones: the door takes them all, no handling fails, and the good ones are answered."""

import json
from typing import Any

import pytest

from storage.models.inbox import EventState
from tests.conftest import ENGINES
from tests.scenarios.front_door import Event, copy_of, knock, knock_with, messages_counted, stored, unheard, written
from tests.scenarios.world import World

HELP = "/使い方"
HUGE = 10**40
STRANGE: dict[str, dict[str, Any]] = {
    "an unknown type": {"type": "groupRenamed", "groupRenamed": {"name": "x"}},
    "a type that is no word": {"type": {"a": 1}},
    "a type of NUL": {"type": "mess\0age"},
    "no type": {"type": None},
    "an unknown mode": {"mode": "sleeping"},
    "no mode": {"mode": None},
    "no source": {"source": None},
    "an unknown source": {"source": {"type": "square", "squareId": "S1"}},
    "a source without id": {"source": {"type": "group"}},
    "a source with an endless id": {"source": {"type": "group", "groupId": "C" * 5000}},
    "a source that is a list": {"source": [1, 2]},
    "a user that is a number": {"source": {"type": "user", "userId": HUGE}},
    "no timestamp": {"timestamp": None},
    "a huge timestamp": {"timestamp": HUGE},
    "a negative timestamp": {"timestamp": -1},
    "a timestamp with a fraction": {"timestamp": 1.5},
    "a timestamp that is a word": {"timestamp": "now"},
    "a timestamp that is true": {"timestamp": True},
    "an unknown message": {"message": {"type": "hologram", "id": "1"}},
    "no message": {"message": None},
    "a message that is a number": {"message": 7},
    "a message without id": {"message": {"type": "text", "text": HELP}},
    "a message without text": {"message": {"type": "text", "id": "2"}},
    "a text of NUL": {"message": {"type": "text", "id": "3", "text": "/使い\0方 \0"}},
    "half a surrogate pair": {"message": {"type": "text", "id": "4", "text": "/使い方 \ud83c"}},
    "half a pair as talk": {"message": {"type": "text", "id": "5", "text": "\udf4e\ud83c"}},
    "an id with NUL": {"message": {"type": "text", "id": "6\0", "text": "おはよう"}},
    "an unknown mentionee": {
        "message": {
            "type": "text",
            "id": "8",
            "text": "@x /help",
            "mention": {"mentionees": [{"index": 0, "length": 2, "type": "role", "isSelf": "maybe"}, None, 3]},
        }
    },
    "a mention far outside": {
        "message": {
            "type": "text",
            "id": "9",
            "text": "/help",
            "mention": {"mentionees": [{"index": HUGE, "length": -5, "type": "user", "userId": "U1", "isSelf": True}]},
        }
    },
    "an edit without message": {"type": "messageEdited", "message": None},
    "a take-back of nothing": {"type": "unsend", "unsend": {}},
    "a take-back of the unknown": {"type": "unsend", "unsend": {"messageId": "99999"}},
    "people joined without people": {"type": "memberJoined", "joined": None},
    "people joined as words": {"type": "memberJoined", "joined": {"members": ["a", None, {"userId": 5}]}},
    "people left without people": {"type": "memberLeft", "left": {"members": {}}},
    "a tap without data": {"type": "postback", "postback": None},
    "a tap with forged data": {
        "type": "postback",
        "postback": {"data": "1.community:leave.1....zzzz.AAAAAAAAAAAAAAAA"},
    },
    "a tap with NUL": {"type": "postback", "postback": {"data": "\0" * 300}},
    "a tap with half a pair": {"type": "postback", "postback": {"data": "1.\ud83c.1.....x"}},
    "a token that is a list": {"replyToken": ["x"]},
    "an endless token": {"replyToken": "x" * 10_000},
    "a token of NUL": {"replyToken": "\0"},
    "no id": {"webhookEventId": None},
    "an endless id": {"webhookEventId": "x" * 10_000},
    "an id with half a pair": {"webhookEventId": "\ud83c"},
    "a context that is a word": {"deliveryContext": "again"},
}


async def strange_events(world: World) -> list[Event]:
    """Make every strange event twice: from what would be talk, and from what would be a command with a token."""
    talk = written(world, world.kenji, "おはよう")
    command = await unheard(world, world.line.say(world.kenji, world.group, HELP))
    changes = list(STRANGE.values())
    return [
        copy_of(base, number, **change)
        for start, base in ((0, talk), (len(changes), command))
        for number, change in enumerate(changes, start)
    ]


@pytest.mark.parametrize("database_url", ENGINES, indirect=True)
async def test_strange_events_harm_no_good_one_in_the_same_body(world: World) -> None:
    await world.claimed()
    command = await unheard(world, world.line.say(world.emily, world.group, HELP))
    talk = [written(world, world.emily, "おはよう") for _message in range(3)]
    strange = await strange_events(world)

    answer = await knock(world, talk[0], *strange[::2], command, *strange[1::2], *talk[1:])
    await world.settle()

    assert answer.status_code == 200
    assert world.line.platform.world.reply_tokens[command["replyToken"]].used
    assert await messages_counted(world, world.emily) == 4
    assert await stored(world, EventState.WAITING, EventState.DEAD) == []
    assert (await world.health())["status"] == "ok"


async def test_numbers_beyond_any_float_are_no_envelope_of_trouble(world: World) -> None:
    await world.claimed()
    talk = json.dumps(written(world, world.kenji, "おはよう"))
    body = f'{{"destination": "x", "events": [{{"timestamp": 1e999, "type": NaN}}, {talk}]}}'.encode()

    answer = await knock_with(world, body)
    await world.settle()

    assert answer.status_code == 200
    assert await messages_counted(world, world.kenji) == 1


async def test_a_picture_a_sticker_and_a_place_count_and_are_not_answered(world: World) -> None:
    await world.claimed()

    await world.line.send_sticker(world.kenji, world.group)
    await world.line.send_image(world.kenji, world.group)
    await knock(world, {**written(world, world.kenji, ""), "message": {"id": "77", "type": "location"}})
    await world.settle()

    assert await messages_counted(world, world.kenji) == 3
    assert world.group_news() == []
