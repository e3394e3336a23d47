"""What of a person's waiting words is said and what is listed: nothing is lost, answers come first, five at most."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.answers import ReadOn
from bot.digest import MOST_LINES, listing, part, summary_of
from bot.i18n import speaking
from bot.messages import MAX_OBJECTS, Card, Carousel, Text, to_line
from storage.models.outbox import Delivery
from storage.repositories.outbox import Item, QueuedObject
from tests.factories import HANA

# A busy machine is no reason to fail.
unhurried = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])


def word(number: int, objects: int = 1, *, priority: int = 5, alone: bool = False) -> Item:
    said = tuple(QueuedObject(to_line(Text(f"word {number}\nmore"))) for _each in range(objects))
    return Item(id=number, delivery=Delivery.WHISPER, chat_id=HANA, objects=said, priority=priority, alone=alone)


def numbers(items: object) -> list[int]:
    return [item.id for item in items]  # type: ignore[attr-defined]  # any sequence of items


def test_five_words_are_said_and_six_are_listed() -> None:
    five = part([word(number) for number in range(5)], (), None)
    six = part([word(number) for number in range(6)], (), None)

    assert (numbers(five.said), numbers(five.listed)) == ([0, 1, 2, 3, 4], [])
    assert (numbers(six.said), numbers(six.listed)) == ([], [0, 1, 2, 3, 4, 5])


def test_an_answer_and_what_was_just_asked_for_are_never_only_listed() -> None:
    waiting = [word(9), word(1, priority=1), *(word(number) for number in range(2, 9))]

    parting = part(waiting, [9], None)

    assert numbers(parting.said) == [9, 1]
    assert numbers(parting.listed) == [2, 3, 4, 5, 6, 7, 8]


def test_a_few_long_words_are_said_as_far_as_they_fit_and_the_rest_is_listed() -> None:
    parting = part([word(1, 2), word(2, 2), word(3, 2)], (), None)

    assert (numbers(parting.said), numbers(parting.listed)) == ([1, 2], [3])


def test_a_word_refused_in_company_is_read_alone() -> None:
    waiting = [word(1), word(2, alone=True), *(word(number) for number in range(3, 9))]

    parting = part(waiting, (), ReadOn(2))

    assert (numbers(parting.said), numbers(parting.listed)) == ([2], [])


WORDS = st.lists(st.builds(lambda objects, alone: (objects, alone), st.integers(1, 5), st.booleans()), max_size=12)


@unhurried
@given(WORDS, st.integers(0, 2))
def test_reading_on_says_every_word_once(shapes: list[tuple[int, bool]], answers: int) -> None:
    waiting = [word(number, objects, alone=alone) for number, (objects, alone) in enumerate(shapes)]
    first = list(range(min(answers, len(waiting))))
    begun = part(waiting, first, None)
    said = numbers(begun.said)
    rounds = 0
    while left := [item for item in waiting if item.id not in said]:
        parting = part(left, (), ReadOn())
        assert 1 <= sum(len(item.objects) for item in parting.said) <= MAX_OBJECTS - bool(parting.listed)
        said += numbers(parting.said)
        rounds += 1
        assert rounds <= len(shapes)

    assert sorted(said) == list(range(len(shapes)))


def test_a_line_is_the_first_thing_a_word_says() -> None:
    def said(message: Card | Carousel | Text) -> Item:
        return Item(id=1, delivery=Delivery.WHISPER, chat_id=HANA, objects=(QueuedObject(to_line(message)),))

    assert summary_of(word(7)) == "word 7"
    assert summary_of(said(Card("題", ["行"], alt="neutral"))) == "題"
    assert summary_of(said(Carousel([Card("一"), Card("二")], alt="neutral"))) == "一"


def test_the_card_can_be_sent_and_tells_nothing_on_a_lock_screen() -> None:
    for language in ("ja", "en"):
        with speaking(language):
            card = to_line(listing([word(number) for number in range(25)], 40))
        assert "word" not in card["altText"]
        assert str(40 - MOST_LINES) in str(card["contents"])
