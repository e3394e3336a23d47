"""Floods and repetitions are noticed once, in any order of arrival, and never from less than it takes."""

import random
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.moderation.filters import flood, repeats
from handlers.moderation.filters.flood import Burst, FloodLimit, read_stored_limit
from handlers.moderation.filters.folding import fold, squeeze
from handlers.moderation.filters.judging import begins_burst
from handlers.moderation.filters.memory import Newest, RecentTalk
from handlers.moderation.filters.reading import read_limit
from handlers.moderation.filters.repeats import NEEDED, Said, likeness, sketch_of
from tests.factories import NOW

LIMIT = FloodLimit(6, 10)
SECONDS = st.lists(st.integers(0, 120), max_size=40)
SALE = "今だけ限定の副業セミナーを無料でご案内しています。くわしくは私まで"


def at(seconds: float) -> datetime:
    return NOW + timedelta(seconds=seconds)


def floods(seconds: list[int], limit: FloodLimit = LIMIT) -> list[int]:
    """Hear messages, and give the places of those that begin a burst."""
    burst, begun = Burst(), []
    for place, second in enumerate(seconds):
        burst, counted = flood.hear(burst, str(place), at(second), limit)
        if counted is not None:
            assert counted >= limit.messages
            begun.append(place)
    return begun


def is_full_somewhere(seconds: list[int]) -> bool:
    return any(sum(begin <= each <= begin + LIMIT.seconds for each in seconds) >= LIMIT.messages for begin in seconds)


@given(SECONDS)
def test_a_flood_is_noticed_exactly_where_some_window_is_full(seconds: list[int]) -> None:
    assert bool(floods(sorted(seconds))) is is_full_somewhere(seconds)


@given(SECONDS)
def test_what_comes_in_disorder_is_never_noticed_without_a_full_window(seconds: list[int]) -> None:
    assert not floods(seconds) or is_full_somewhere(seconds)


def test_one_burst_is_noticed_once_and_the_next_one_again() -> None:
    assert floods(list(range(30))) == [5]
    assert floods([0] * 12 + [60] * 12) == [5, 17]


def test_five_in_ten_seconds_are_talk() -> None:
    assert floods([0, 2, 4, 6, 8, 11]) == []


def test_the_same_message_heard_again_counts_once_and_is_judged_as_before() -> None:
    burst = Burst()
    for place in range(5):
        burst, counted = flood.hear(burst, str(place), at(place), LIMIT)
    for _again in range(3):
        burst, counted = flood.hear(burst, "4", at(4), LIMIT)
        assert counted is None
    for _again in range(2):
        burst, counted = flood.hear(burst, "5", at(5), LIMIT)
        assert counted == 6
    assert flood.hear(burst, "6", at(6), LIMIT)[1] is None


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("6/10s", FloodLimit(6, 10)),
        ("８／１０秒", FloodLimit(8, 10)),
        ("10秒に6通", FloodLimit(6, 10)),
        ("20 messages in 1 minute", FloodLimit(20, 60)),
        ("6/10", FloodLimit(6, 10)),
        ("5回/2分", FloodLimit(5, 120)),
        ("たくさん", None),
        ("6", None),
    ],
)
def test_a_limit_is_read_as_people_write_it(typed: str, expected: FloodLimit | None) -> None:
    assert read_limit(typed) == expected


def test_a_limit_out_of_bounds_is_none() -> None:
    assert read_stored_limit("6/10") == LIMIT
    assert [read_stored_limit(value) for value in ("2/10", "6/601", "06/10", "6/1", "x", "")] == [None] * 6


def said(*texts: str, minutes: float = 1) -> list[int | None]:
    """Say texts so many minutes apart, and give what is counted for each."""
    memory: tuple[Said, ...] = ()
    counts = []
    for place, text in enumerate(texts):
        sketch = sketch_of(squeeze(fold(text)))
        counted = None
        if sketch is not None:
            memory, counted = repeats.hear(memory, str(place), at(place * minutes * 60), sketch)
        counts.append(counted)
    return counts


def test_the_third_of_the_same_is_noticed_and_no_other() -> None:
    assert said(SALE, SALE, SALE, SALE, SALE) == [None, None, NEEDED, None, None]


def test_small_changes_and_signs_make_it_no_other_text() -> None:
    assert said(SALE, SALE.replace("無料", "有料"), " ".join(SALE)) == [None, None, 3]


def test_never_one_pair_nor_short_words_nor_after_ten_minutes() -> None:
    assert said(SALE, SALE) == [None, None]
    assert said(*["了解しました！"] * 5) == [None] * 5
    assert said(SALE, SALE, SALE, minutes=6) == [None, None, None]


@given(
    st.text("あいうえおかきくけこ", min_size=20, max_size=60), st.text("さしすせそたちつてと", min_size=20, max_size=60)
)
def test_texts_without_common_letters_are_never_alike(one: str, other: str) -> None:
    first, second = sketch_of(one), sketch_of(other)
    assert first is not None
    assert second is not None
    assert likeness(first, second) < repeats.ALIKE
    assert likeness(first, first) == 1


@given(st.text("あい", min_size=20, max_size=90), st.text("あい", min_size=20, max_size=90))
def test_the_quick_look_passes_over_nothing_that_is_alike(one: str, other: str) -> None:
    first, second = sketch_of(one), sketch_of(other)
    assert first is not None
    assert second is not None
    assert likeness(first, second) < repeats.ALIKE or repeats._may_be_alike(first, {*second})


def test_the_same_text_heard_again_is_judged_as_before() -> None:
    sketch = sketch_of(squeeze(fold(SALE)))
    assert sketch is not None
    memory: tuple[Said, ...] = ()
    for key, expected in (("1", None), ("1", None), ("2", None), ("3", 3), ("3", 3), ("4", None), ("3", 4)):
        memory, counted = repeats.hear(memory, key, at(int(key)), sketch)
        assert counted == expected


def test_memory_is_bounded() -> None:
    newest: Newest[int, int] = Newest(10)
    for number in range(100):
        newest.put(number, number)
        newest.get(0)
    assert len(newest) == 10
    assert newest.get(0) == 0
    recent = RecentTalk(most=3)
    generator = random.Random(1)
    for _message in range(500):
        recent.hear((1, generator.randrange(50)), str(generator.random()), at(generator.random() * 100), LIMIT)
    assert len(recent._bursts) == 3


def test_ten_minutes_later_nothing_is_remembered_of_what_was_said() -> None:
    recent = RecentTalk()
    sketch = sketch_of(squeeze(fold(SALE)))
    assert sketch is not None
    for number in range(50):
        recent.hear_text((1, number), str(number), at(number), sketch)
        recent.hear((1, number), str(number), at(number), LIMIT)
    recent.hear_text((2, 1), "later", at(700), sketch)
    recent.hear((2, 1), "later", at(700), LIMIT)
    assert (len(recent._said), len(recent._bursts)) == (1, 1)


def test_people_are_counted_apart_also_those_of_one_number_in_two_communities() -> None:
    recent = RecentTalk()
    counted = [recent.hear((place % 2, 1), str(place), at(0), LIMIT) for place in range(10)]
    assert counted == [None] * 10


@pytest.mark.parametrize(
    ("earlier", "expected"),
    [
        ([], True),
        ([(0, True)], False),
        ([(-540, True)], False),
        ([(-540, False)], True),
        ([(-600, True)], True),
        ([(-3_600, True), (-60, False)], True),
        ([(-3_000, True), (-60, False)], False),
    ],
)
def test_a_burst_ends_with_a_pause_or_after_an_hour(earlier: list[tuple[int, bool]], expected: bool) -> None:
    assert begins_burst([(at(second), told) for second, told in earlier], at(0)) is expected
