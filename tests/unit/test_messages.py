"""What may be said, in the form LINE wants, up to LINE's limits and no further."""

import json
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from linebot.v3.messaging import Message as SdkMessage

from bot.messages import (
    MAX_ALT_UNITS,
    MAX_BUBBLE_BYTES,
    MAX_BUBBLES,
    MAX_BUTTONS,
    MAX_CAROUSEL_BYTES,
    MAX_DATA,
    MAX_LABEL,
    MAX_MENTIONS,
    MAX_OBJECTS,
    MAX_ROWS,
    MAX_SPOKEN,
    MAX_TEXT_UNITS,
    MAX_URI,
    Button,
    CannotBeSent,
    Card,
    Carousel,
    Listing,
    MentionText,
    Message,
    OpenButton,
    SayButton,
    Tap,
    Text,
    check_count,
    escape_braces,
    long_text,
    shorten,
    to_line,
    utf16_units,
    without_mentions,
)
from tests.factories import HANA

TEXTS = st.text(alphabet=st.characters(codec="utf-8") | st.sampled_from("a{}🍎花\n"))
BUTTONS: list[Button] = [
    Tap("見る", "1.a.b", shown="見ます"),
    Tap("Look", "1.a.b"),
    SayButton("Say", "/help"),
    OpenButton("Open", "https://line.me/R/oaMessage/%40tsudoi/?%2Fclaim"),
]
MESSAGES: list[Message] = [
    Text("こんにちは 🍎"),
    MentionText("{a} さん、{b} さん、{{ようこそ}}", {"a": HANA, "b": HANA}, "ようこそ"),
    Card("題"),
    Card("題", ["一", "二"], BUTTONS[:3], alt="お知らせ", footnote="小さく"),
    Card("Title", ["One"], BUTTONS[1:], footnote="small"),
    Listing("題", BUTTONS, "お知らせ", "小さく", BUTTONS[:1]),
    Carousel([Card("一", buttons=BUTTONS[:3]), Card("二", ["行"])], "お知らせ", BUTTONS[1:3]),
]


def mention(people: int = 1, template: str = "{p0}", plain: str = "hello") -> MentionText:
    return MentionText(template, {f"p{number}": HANA for number in range(people)}, plain)


def card_of_bytes(size: int) -> Card:
    """A card whose bubble takes just so many bytes, in lines that are allowed by themselves."""

    def bubble(card: Card) -> int:
        return len(json.dumps(to_line(card)["contents"], ensure_ascii=False).encode())

    lines = ["x" * 4_900] * (size // 5_200)
    missing = size - bubble(Card("t", [*lines, "x"]))
    return Card("t", [*lines, "x" * (1 + missing)])


def carousel_of_bytes(size: int) -> Carousel:
    """Two cards side by side that take just so many bytes together."""
    around = len(json.dumps({"type": "carousel", "contents": [0, 0]})) - len("00")
    half = (size - around) // 2
    return Carousel([card_of_bytes(half), card_of_bytes(size - around - half)], "a")


@pytest.mark.parametrize(
    ("make", "most"),
    [
        (lambda size: Text("x" * size), MAX_TEXT_UNITS),
        (lambda size: Text("🍎" * (size // 2) + "x" * (size % 2)), MAX_TEXT_UNITS),
        (lambda size: mention(template="{p0}" + "x" * (size - 4)), MAX_TEXT_UNITS),
        (lambda size: mention(plain="x" * size), MAX_TEXT_UNITS),
        (lambda size: mention(people=size), MAX_MENTIONS),
        (lambda size: MentionText("{" + "k" * size + "}", {"k" * size: HANA}, "hello"), 20),
        (lambda size: Card("x" * size), MAX_ALT_UNITS),
        (lambda size: Card("x" * size, alt="short"), MAX_TEXT_UNITS),
        (lambda size: Card("t", ["x" * size]), MAX_TEXT_UNITS),
        (lambda size: Card("t", footnote="x" * size), MAX_TEXT_UNITS),
        (lambda size: Card("t", alt="x" * size), MAX_ALT_UNITS),
        (lambda size: Card("t", buttons=[Tap("a", "b")] * size), MAX_BUTTONS),
        (lambda size: Card("t", buttons=[Tap("x" * size, "b")]), MAX_LABEL),
        (lambda size: Card("t", buttons=[Tap("a", "x" * size)]), MAX_DATA),
        (lambda size: Card("t", buttons=[Tap("a", "b", shown="x" * size)]), MAX_SPOKEN),
        (lambda size: Card("t", buttons=[SayButton("a", "x" * size)]), MAX_SPOKEN),
        (lambda size: Card("t", buttons=[OpenButton("a", "https://" + "x" * (size - 8))]), MAX_URI),
        (card_of_bytes, MAX_BUBBLE_BYTES),
        (lambda size: Carousel([Card("t")] * size, "short"), MAX_BUBBLES),
        (lambda size: Carousel([Card("t")], "x" * size), MAX_ALT_UNITS),
        (lambda size: Listing("t", [Tap("a", "b")] * size, "a"), MAX_ROWS),
        (lambda size: Listing("t", [Tap("x" * size, "b")], "a"), MAX_LABEL),
        (carousel_of_bytes, MAX_CAROUSEL_BYTES),
    ],
)
def test_what_is_just_within_a_limit_is_sent_and_what_is_just_over_it_is_not(
    make: Callable[[int], Message], most: int
) -> None:
    to_line(make(most))
    with pytest.raises(CannotBeSent):
        to_line(make(most + 1))


def test_the_limits_are_lines() -> None:
    assert (MAX_OBJECTS, MAX_TEXT_UNITS, MAX_ALT_UNITS, MAX_MENTIONS) == (5, 5_000, 1_500, 20)
    assert (MAX_LABEL, MAX_DATA, MAX_SPOKEN, MAX_URI, MAX_BUBBLE_BYTES) == (40, 300, 300, 1_000, 30_000)


@pytest.mark.parametrize(
    "message",
    [
        Text(""),
        Text(" \n\u3000"),
        Text("\x00"),
        mention(template="{p0}", plain=" "),
        Card(" "),
        Card("t", [""]),
        Card("t", alt=" "),
        Card("t", buttons=[Tap("", "b")]),
        Card("t", buttons=[Tap("a", "")]),
        Card("t", buttons=[Tap("a", "b", shown="")]),
        Card("t", buttons=[SayButton("a", "")]),
    ],
)
def test_nothing_empty_is_sent(message: Message) -> None:
    with pytest.raises(CannotBeSent):
        to_line(message)


@pytest.mark.parametrize("template", ["{p0} {", "} {p0}", "{p0} {other}", "{p0} {}", "{p0} {a b}", "{{p0}", "{p0.x}"])
def test_a_template_line_would_refuse_is_not_sent(template: str) -> None:
    with pytest.raises(CannotBeSent):
        to_line(mention(template=template))


@pytest.mark.parametrize("count", [1, MAX_OBJECTS])
def test_one_to_five_objects_go_into_a_request(count: int) -> None:
    check_count([{}] * count)


@pytest.mark.parametrize("count", [0, MAX_OBJECTS + 1])
def test_no_objects_and_six_are_refused(count: int) -> None:
    with pytest.raises(CannotBeSent):
        check_count([{}] * count)


def test_an_error_never_quotes_the_message() -> None:
    with pytest.raises(CannotBeSent) as caught:
        to_line(Text("secret" * 1_000))
    assert "secret" not in str(caught.value)


def test_what_no_phone_shows_is_taken_out_of_a_text() -> None:
    assert to_line(Text("a\x00b\ud83dc"))["text"] == "ab?c"


@pytest.mark.parametrize("message", MESSAGES, ids=lambda message: type(message).__name__)
def test_no_property_of_a_message_is_lost_in_lines_own_library(message: Message) -> None:
    ours = to_line(message)
    assert SdkMessage.from_dict(ours).to_dict() == ours


def test_a_card_shows_its_title_on_the_lock_screen_unless_told_otherwise() -> None:
    assert to_line(Card("title"))["altText"] == "title"
    assert to_line(Card("title", alt="quiet"))["altText"] == "quiet"


def test_a_tap_posts_words_of_the_tapper_only_where_it_says_so() -> None:
    card = to_line(Card("t", buttons=BUTTONS[:2]))
    shown, silent = (each["action"] for each in card["contents"]["footer"]["contents"])
    assert shown["displayText"] == "見ます"
    assert "displayText" not in silent


def test_a_text_with_mentions_can_be_said_without_them() -> None:
    assert without_mentions(to_line(mention()), "hello") == {"type": "text", "text": "hello"}
    other = to_line(Text("other"))
    assert without_mentions(other, "hello") == other


@given(TEXTS)
def test_a_name_in_a_template_stands_there_as_it_was_written(name: str) -> None:
    template = escape_braces(name) + "{p0}"
    to_line(mention(template=template))
    assert template.format(p0="") == name


@given(TEXTS, st.integers(min_value=1, max_value=60))
def test_a_shortened_text_fits_and_is_a_beginning_of_the_whole(text: str, units: int) -> None:
    short = shorten(text, units)
    assert utf16_units(short) <= units
    if utf16_units(text) <= units:
        assert short == text
    else:
        assert short.endswith("…")
        assert text.startswith(short[:-1])
        assert utf16_units(short) >= units - 1


@given(st.lists(st.sampled_from(["", "a", "花" * 700, "🍎" * 2_600, "x" * 5_001, "y" * 4_999]), max_size=9))
def test_a_long_text_is_split_into_sendable_parts_and_nothing_is_lost(lines: list[str]) -> None:
    text = "\n".join(lines)
    parts = [part.text for part in long_text(text)]
    for part in parts:
        to_line(Text(part))
    assert "".join(parts).replace("\n", "") == text.replace("\n", "")


def test_a_long_text_takes_as_few_messages_as_it_can() -> None:
    assert long_text("\n".join(["x" * 2_499, "y" * 2_500, "z"])) == (Text("x" * 2_499 + "\n" + "y" * 2_500), Text("z"))


def test_a_blank_long_text_is_no_message() -> None:
    assert long_text("\n \n") == ()
