"""Message objects as the plain text of a mail: everything that is said, nothing that is only tapped."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from bot.mail.rendering import plain_text
from bot.messages import (
    Card,
    Carousel,
    Listing,
    MentionText,
    OpenButton,
    SayButton,
    Text,
    escape_braces,
    to_line,
)

words = st.text(st.characters(exclude_categories=("C", "Z")), min_size=1, max_size=40)
json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.sampled_from(["type", "contents", "text", "body", "layout", "action", "label"]), inner)
    ),
    max_leaves=20,
)


def test_texts_follow_each_other_with_an_empty_line_between() -> None:
    assert plain_text([to_line(Text("おはよう")), to_line(Text("またね"))]) == "おはよう\n\nまたね"


def test_a_card_gives_title_lines_and_footnote_without_its_buttons() -> None:
    card = Card(
        "お知らせ", ["一つめ", "二つめ"], [SayButton("読みました", "/agree")], alt="別のことば", footnote="小さく"
    )
    assert plain_text([to_line(card)]) == "お知らせ\n\n一つめ\n二つめ\n小さく"


def test_the_lines_of_a_list_stay_lines() -> None:
    listing = Listing("どちら？", [SayButton("一番", "1"), SayButton("二番", "2")], alt="x")
    assert plain_text([to_line(listing)]) == "どちら？\n\n- 一番\n- 二番"


def test_cards_side_by_side_follow_each_other() -> None:
    cards = Carousel([Card("A", ["a"], [OpenButton("開く", "https://x.example")]), Card("B", ["b"])], alt="x")
    assert plain_text([to_line(cards)]) == "A\n\na\n\nB\n\nb"


def test_things_beside_each_other_stand_on_one_line() -> None:
    beside = {"type": "box", "layout": "horizontal", "contents": [{"type": "text", "text": each} for each in "ab"]}
    assert plain_text([{"type": "flex", "contents": {"type": "bubble", "body": beside}}]) == "a b"


@given(words)
def test_braces_come_back_as_they_were_typed_and_mentions_leave_nothing(said: str) -> None:
    mention = MentionText("{who}" + escape_braces(said), {"who": "U" + "a" * 32}, plain=said)
    assert plain_text([to_line(mention)]) == said


@given(st.lists(st.dictionaries(st.sampled_from(["type", "contents", "altText", "text"]), json_values), max_size=4))
def test_whatever_stands_in_an_object_nothing_fails(objects: list[dict[str, Any]]) -> None:
    kinds = ["text", "textV2", "flex", "sticker"]
    for kind in kinds:
        said = plain_text([{**each, "type": kind} for each in objects])
        assert "\r" not in said
        said.encode()
