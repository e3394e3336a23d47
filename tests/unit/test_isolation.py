"""Finding the culprit of a refused batch: it ends, and no word is lost or doubled on the way."""

from hypothesis import given
from hypothesis import strategies as st

from bot.isolation import Letter, after_refusal
from bot.line_api import LineRefused
from storage.models.outbox import Delivery
from storage.repositories.outbox import Item
from tests.factories import item, queued

ANSWER = item(1, delivery=Delivery.REPLY, objects=(queued("answer"),))
RIDER = item(2, objects=(queued("rider"),))
OTHER_RIDER = item(3, objects=(queued("one"), queued("two")))
MENTION = item(4, delivery=Delivery.REPLY, objects=(queued("welcome", plain="Welcome"),))


def refusal(*properties: str) -> LineRefused:
    return LineRefused(400, "The request body has 1 error(s)", properties)


def said(letter: Letter | None) -> list[str]:
    return [] if letter is None else [each["text"] for each in letter.objects]


def test_a_letter_says_its_items_in_order() -> None:
    assert said(Letter.of([ANSWER, OTHER_RIDER])) == ["answer", "one", "two"]


def test_the_item_line_names_is_given_up_and_the_rest_goes_again() -> None:
    verdict = after_refusal(Letter.of([ANSWER, OTHER_RIDER, RIDER]), refusal("messages[2].text"))
    assert (said(verdict.letter), verdict.failed, verdict.alone) == (["answer", "rider"], [OTHER_RIDER], [])


def test_riders_make_way_for_the_answer_where_line_names_nobody() -> None:
    verdict = after_refusal(Letter.of([ANSWER, RIDER, OTHER_RIDER]), refusal())
    assert (said(verdict.letter), verdict.failed, verdict.alone) == (["answer"], [], [RIDER, OTHER_RIDER])


def test_several_answers_of_one_event_stay_together_while_riders_make_way() -> None:
    second_answer = item(9, delivery=Delivery.REPLY, objects=(queued("more"),))
    verdict = after_refusal(Letter.of([ANSWER, second_answer, RIDER]), refusal())
    assert (said(verdict.letter), verdict.alone) == (["answer", "more"], [RIDER])


def test_of_riders_among_themselves_the_first_is_tried_alone() -> None:
    verdict = after_refusal(Letter.of([RIDER, OTHER_RIDER]), refusal())
    assert (said(verdict.letter), verdict.alone) == (["rider"], [OTHER_RIDER])


def test_an_answer_that_names_people_is_said_without_before_it_is_given_up() -> None:
    first = after_refusal(Letter.of([MENTION]), refusal("messages[0].substitution.who"))
    assert (said(first.letter), first.failed) == (["Welcome"], [])
    assert first.letter is not None
    second = after_refusal(first.letter, refusal("messages[0].text"))
    assert (second.letter, second.failed) == (None, [MENTION])


def test_a_named_item_with_mentions_is_not_given_up_at_once() -> None:
    verdict = after_refusal(Letter.of([ANSWER, MENTION]), refusal("messages[1].substitution"))
    assert (said(verdict.letter), verdict.failed) == (["answer", "Welcome"], [])


def test_a_single_plain_item_is_given_up() -> None:
    verdict = after_refusal(Letter.of([RIDER]), refusal())
    assert (verdict.letter, verdict.failed, verdict.alone) == (None, [RIDER], [])


def test_an_index_line_could_not_mean_is_passed_over() -> None:
    verdict = after_refusal(Letter.of([ANSWER, RIDER]), refusal("messages[9].text"))
    assert (said(verdict.letter), verdict.failed) == (["answer"], [])


ITEMS = st.builds(
    item,
    st.integers(min_value=1),
    delivery=st.sampled_from([Delivery.REPLY, Delivery.RIDE]),
    objects=st.lists(st.sampled_from([queued("plain"), queued("named", plain="unnamed")]), min_size=1, max_size=2).map(
        tuple
    ),
)
LETTERS = st.lists(ITEMS, min_size=1, max_size=5, unique_by=lambda each: each.id).map(Letter.of)
REFUSALS = st.lists(st.lists(st.sampled_from([f"messages[{index}].text" for index in range(11)]), max_size=2))


def refused(letter: Letter, refusals: list[list[str]]) -> tuple[Letter | None, list[Item]]:
    """Let LINE refuse a letter again and again; give what is left of it, and what fell out."""
    current: Letter | None = letter
    out: list[Item] = []
    for properties in refusals:
        if current is None:
            break
        verdict = after_refusal(current, refusal(*properties))
        out += verdict.failed + verdict.alone
        current = verdict.letter
    return current, out


@given(LETTERS, REFUSALS)
def test_no_item_is_lost_or_doubled_however_line_refuses(letter: Letter, refusals: list[list[str]]) -> None:
    left, out = refused(letter, refusals)
    still_there = [] if left is None else left.items
    assert sorted(each.id for each in [*out, *still_there]) == sorted(each.id for each in letter.items)


@given(LETTERS, REFUSALS)
def test_judging_ends_after_two_steps_an_item_and_one(letter: Letter, refusals: list[list[str]]) -> None:
    most = 2 * len(letter.items) + 1
    left, _out = refused(letter, [*refusals, *([[]] * most)][:most])
    assert left is None
