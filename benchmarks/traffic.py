"""Makes signed webhooks: people of claimed groups talk, or ask for a rule; the same every time but for the clock."""

import base64
import hashlib
import hmac
import json
import time
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count
from random import Random

GROUPS = 20
PEOPLE_A_GROUP = 20
PEOPLE_IN_LARGE_GROUP = 500
COMMAND = "/rules 2"
_SENTENCES = (
    "おはようございます☀️",
    "今日の集まりは14時からですよね?",
    "了解です、少し遅れます🙇",
    "駅前のいつものお店で大丈夫でしょうか。雨なら公民館の二階にしましょう。",
    "See you there! I'll bring some snacks.",
    "先週の写真、あとでアルバムに入れておきますね。ありがとうございました!",
)


@dataclass(frozen=True, slots=True)
class Group:
    """A LINE group and the user ids of its people."""

    chat_id: str
    user_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Webhook:
    """One signed request with one event, and the event's reply token."""

    request: bytes
    reply_token: str


def make_groups() -> list[Group]:
    """Make the groups, the same ones every time."""
    return [
        Group(f"C{group:032x}", tuple(f"U{group:016x}{person:016x}" for person in range(PEOPLE_A_GROUP)))
        for group in range(GROUPS)
    ]


def large_group() -> Group:
    """Make the one group of 500 people."""
    return Group(f"C{'f' * 32}", tuple(f"U{'f' * 16}{person:016x}" for person in range(PEOPLE_IN_LARGE_GROUP)))


class Traffic:
    """Webhooks without end, no two alike."""

    def __init__(self, groups: list[Group], secret: str) -> None:
        """Take who talks, and the channel secret that signs."""
        self._groups = groups
        self._secret = secret.encode()
        self._random = Random(2)
        self._numbers = count(1)

    def talk(self, events: int) -> list[Webhook]:
        """Make webhooks of one ordinary message each."""
        return [self._webhook(self._random.choice(_SENTENCES)) for _ in range(events)]

    def commands(self, events: int) -> list[Webhook]:
        """Make webhooks of one command each, which Tsudoi answers and which the peer says back."""
        return [self._webhook(COMMAND) for _ in range(events)]

    def bundles(self, events: int, size: int) -> Iterator[bytes]:
        """Make requests of several ordinary messages each, one at a time, as many events together as asked for."""
        for _ in range(events // size):
            yield self._request([self._event(self._random.choice(_SENTENCES)) for _ in range(size)])

    def asked_in_private(self, user_id: str, command: str) -> Webhook:
        """Make a webhook of one command that a person types in the private chat."""
        event = self._event(command) | {"source": {"type": "user", "userId": user_id}}
        return Webhook(self._request([event]), str(event["replyToken"]))

    def _webhook(self, text: str) -> Webhook:
        event = self._event(text)
        return Webhook(self._request([event]), str(event["replyToken"]))

    def _event(self, text: str) -> dict[str, object]:
        number = next(self._numbers)
        group = self._random.choice(self._groups)
        return {
            "type": "message",
            "message": {
                "type": "text",
                "id": f"{500_000_000_000_000_000 + number}",
                "quoteToken": "q" * 80,
                "text": text,
            },
            "webhookEventId": f"01BENCHMARK{number:015d}",
            "deliveryContext": {"isRedelivery": False},
            "timestamp": int(time.time() * 1000),
            "source": {"type": "group", "groupId": group.chat_id, "userId": self._random.choice(group.user_ids)},
            "replyToken": f"{number:032x}",
            "mode": "active",
        }

    def _request(self, events: list[dict[str, object]]) -> bytes:
        envelope = {"destination": "U" + "0" * 32, "events": events}
        body = json.dumps(envelope, ensure_ascii=False, separators=(",", ":")).encode()
        signature = base64.b64encode(hmac.new(self._secret, body, hashlib.sha256).digest()).decode()
        head = (
            "POST /webhook HTTP/1.1\r\nhost: 127.0.0.1\r\nuser-agent: LineBotWebhook/2.0\r\n"
            f"content-type: application/json; charset=utf-8\r\ncontent-length: {len(body)}\r\n"
            f"x-line-signature: {signature}\r\n\r\n"
        )
        return head.encode() + body
