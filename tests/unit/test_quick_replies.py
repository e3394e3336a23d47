"""Quick replies: within LINE's limits, on the last message of a request, and never lost on the way to LINE."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from linebot.v3.messaging import Message as SdkMessage

from bot.isolation import Letter
from bot.messages import (
    MAX_QUICK_LABEL,
    MAX_QUICK_REPLIES,
    Button,
    CannotBeSent,
    Card,
    LineObject,
    OpenButton,
    SayButton,
    Tap,
    Text,
    to_line,
    with_quick_replies_last,
)
from storage.repositories.outbox import QueuedObject
from tests.factories import item, queued

QUICK: list[Button] = [
    SayButton("はい", "はい"),
    Tap("見る", "1.a.b", shown="見ます"),
    OpenButton("開く", "https://line.me/"),
]


def object_of(text: str, *labels: str) -> LineObject:
    return to_line(Text(text, [SayButton(label, label) for label in labels]))


def labels_of(line_object: LineObject) -> list[str]:
    return [each["action"]["label"] for each in line_object.get("quickReply", {}).get("items", [])]


@pytest.mark.parametrize("message", [Text("はい？", QUICK), Card("はい？", quick_replies=QUICK)])
def test_lines_own_model_keeps_every_key(message: Text | Card) -> None:
    line_object = to_line(message)
    assert labels_of(line_object) == ["はい", "見る", "開く"]
    sent = SdkMessage.from_dict(line_object)
    assert sent is not None
    assert sent.to_dict()["quickReply"] == line_object["quickReply"]


def test_a_message_without_any_says_nothing_of_them() -> None:
    assert "quickReply" not in to_line(Text("はい"))


@pytest.mark.parametrize("count", [MAX_QUICK_REPLIES, MAX_QUICK_REPLIES + 1])
def test_thirteen_fit_and_no_more(count: int) -> None:
    message = Text("?", [SayButton("a", "a")] * count)
    if count == MAX_QUICK_REPLIES:
        assert len(labels_of(to_line(message))) == count
        return
    with pytest.raises(CannotBeSent):
        to_line(message)


@pytest.mark.parametrize("length", [0, 1, MAX_QUICK_LABEL, MAX_QUICK_LABEL + 1])
def test_a_label_has_one_to_twenty_characters(length: int) -> None:
    message = Text("?", [SayButton("あ" * length, "a")])
    if 1 <= length <= MAX_QUICK_LABEL:
        assert labels_of(to_line(message)) == ["あ" * length]
        return
    with pytest.raises(CannotBeSent):
        to_line(message)


@given(st.lists(st.lists(st.sampled_from("abc"), max_size=3), min_size=1, max_size=5))
def test_only_the_last_message_of_a_request_has_them_and_no_word_is_lost(requests: list[list[str]]) -> None:
    objects = [object_of(str(number), *labels) for number, labels in enumerate(requests)]
    sent = with_quick_replies_last(objects)
    assert [each["text"] for each in sent] == [each["text"] for each in objects]
    assert all(not labels_of(each) for each in sent[:-1])
    newest = next((labels for labels in reversed(requests) if labels), [])
    assert labels_of(sent[-1]) == newest


def test_a_rider_behind_a_question_takes_the_quick_replies_over() -> None:
    asked = queued("?").object | {"quickReply": object_of("?", "はい")["quickReply"]}
    question = item(1, objects=(QueuedObject(asked),))
    letter = Letter.of([question, item(2, objects=(queued("花子", "somebody"),))])
    assert [labels_of(each) for each in letter.objects] == [[], ["はい"]]
    without = Letter(letter.parts, without_mentions=True)
    assert [labels_of(each) for each in without.objects] == [[], ["はい"]]
