"""When a wave is over, and how its people are shared out."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.messages import MAX_MENTIONS
from handlers.welcome.waves import MOST_NAMED, MOST_TEXTS, Newcomer, share_out, wave_ends

BEGAN = datetime(2026, 11, 22, 10, 0, tzinfo=UTC)


def seconds(count: float) -> timedelta:
    return timedelta(seconds=count)


def people(count: int, name: str | None = "花子") -> list[Newcomer]:
    return [Newcomer(f"U{number}", name) for number in range(count)]


def test_a_wave_ends_after_eight_quiet_seconds() -> None:
    assert wave_ends(BEGAN, BEGAN) == BEGAN + seconds(8)
    assert wave_ends(BEGAN + seconds(5), BEGAN) == BEGAN + seconds(13)


def test_a_wave_never_lasts_longer_than_thirty_seconds() -> None:
    assert wave_ends(BEGAN + seconds(29), BEGAN) == BEGAN + seconds(30)


def test_a_wave_that_is_overdue_ends_now() -> None:
    late = BEGAN + seconds(300)
    assert wave_ends(late, BEGAN) == late


def test_twenty_people_are_named_in_one_text_and_the_next_in_another() -> None:
    assert [len(text) for text in share_out(people(20), 0, by_name=True).mentioned] == [20]
    assert [len(text) for text in share_out(people(21), 0, by_name=True).mentioned] == [20, 1]


def test_more_people_than_the_texts_can_name_are_not_named_at_all() -> None:
    assert sum(map(len, share_out(people(MOST_NAMED), 2, by_name=True).mentioned)) == MOST_NAMED
    guests = share_out(people(MOST_NAMED + 1), 2, by_name=True)
    assert guests.mentioned == ()
    assert guests.total == MOST_NAMED + 3


def test_nobody_is_named_where_the_group_names_nobody() -> None:
    guests = share_out(people(3), 1, by_name=False)
    assert (guests.mentioned, guests.total) == ((), 4)


def test_long_names_take_more_texts_and_endless_ones_are_only_counted() -> None:
    guests = share_out(people(3, "x" * 500), 0, by_name=True)
    assert [len(text) for text in guests.mentioned] == [2, 1]
    guests = share_out([*people(1, "x" * 5_000), *people(1)], 0, by_name=True)
    assert (sum(map(len, guests.mentioned)), guests.others) == (1, 1)


@given(st.lists(st.one_of(st.none(), st.text(max_size=700)), max_size=100), st.integers(0, 50), st.booleans())
def test_nobody_is_lost_and_limits_hold(names: list[str | None], unidentified: int, by_name: bool) -> None:
    newcomers = [Newcomer(f"U{number}", name) for number, name in enumerate(names)]
    guests = share_out(newcomers, unidentified, by_name=by_name)
    assert guests.total == len(newcomers) + unidentified
    assert len(guests.mentioned) <= MOST_TEXTS
    assert all(1 <= len(text) <= MAX_MENTIONS for text in guests.mentioned)
