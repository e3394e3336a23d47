"""When to try again, or never."""

from datetime import timedelta
from itertools import pairwise

from bot.retry import next_call_try, next_event_try, next_patient_try


def test_an_event_is_tried_four_times_in_all() -> None:
    pauses = [next_event_try(tries) for tries in range(5)]
    assert pauses == [timedelta(seconds=0.2), timedelta(seconds=1), timedelta(seconds=5), None, None]


def test_pauses_between_calls_double_from_half_a_second_to_eight() -> None:
    pauses = [next_call_try(tries) for tries in range(6)]
    assert pauses[0] == timedelta(seconds=0.5)
    assert all(later == min(2 * earlier, timedelta(seconds=8)) for earlier, later in pairwise(pauses))


def test_however_often_a_call_failed_the_next_one_comes_within_eight_seconds() -> None:
    assert next_call_try(10_000) == timedelta(seconds=8)


def test_a_push_is_tried_no_more_than_sixty_times_a_day() -> None:
    tried_after = [sum(map(next_patient_try, range(tries)), timedelta(0)) for tries in range(61)]
    assert tried_after[1] == timedelta(seconds=1)
    assert tried_after[60] > timedelta(days=1)
