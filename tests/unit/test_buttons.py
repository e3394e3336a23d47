"""Button data: nothing can be forged, moved to another chat, kept too long, or pressed for somebody else."""

import string
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.buttons import ButtonCodec, ButtonPress, NotOurButton, TappedByAnother, TappedElsewhere, TappedLate
from bot.messages import MAX_DATA
from tests.factories import CHAT, HANA, KEN, NOW, OTHER_CHAT, SECOND

CODEC = ButtonCodec(bytes(range(32)))
PRESS = ButtonPress(action="rules.agree", community_id=7, object="12")
LATER = NOW + timedelta(days=30)
WORD = st.text(alphabet=string.ascii_letters + string.digits + "_-", max_size=30)


def data(press: ButtonPress = PRESS, *, chat_id: str | None = CHAT, for_user: str | None = HANA) -> str:
    return CODEC.write(press, expires_at=LATER, chat_id=chat_id, for_user=for_user)


def tap(tapped: str, *, chat_id: str = CHAT, user_id: str | None = HANA) -> ButtonPress:
    return CODEC.read(tapped, now=NOW, chat_id=chat_id, user_id=user_id)


def test_a_button_means_what_was_written() -> None:
    assert tap(data()) == PRESS


@given(
    action=st.from_regex(r"[a-z_]{1,20}\.[a-z_]{1,20}", fullmatch=True),
    community_id=st.none() | st.integers(min_value=1, max_value=2**31),
    subject=WORD,
    chat_id=st.none() | st.just(CHAT),
    user_id=st.none() | st.just(HANA),
)
def test_whatever_may_be_written_is_read_again(
    action: str, community_id: int | None, subject: str, chat_id: str | None, user_id: str | None
) -> None:
    press = ButtonPress(action=action, community_id=community_id, object=subject)
    written = data(press, chat_id=chat_id, for_user=user_id)
    assert len(written) <= MAX_DATA
    assert tap(written) == press


@given(st.integers(min_value=0), st.sampled_from(string.ascii_letters + string.digits + "._-"))
def test_a_button_changed_in_any_character_is_not_ours(position: int, letter: str) -> None:
    written = data()
    at = position % len(written)
    changed = written[:at] + letter + written[at + 1 :]
    if changed == written:
        assert tap(changed) == PRESS
    else:
        with pytest.raises(NotOurButton):
            tap(changed)


@given(st.text() | st.text(alphabet=string.ascii_letters + string.digits + "._-"))
def test_a_button_nobody_signed_is_not_ours(forged: str) -> None:
    with pytest.raises(NotOurButton):
        tap(forged)


@pytest.mark.parametrize("forged", ["", ".", "." * 7, "1.a.b.c.d.e.f.", "\ud800", "花" + ".花" * 7, "richmenu=a"])
def test_strange_data_is_not_ours(forged: str) -> None:
    with pytest.raises(NotOurButton):
        tap(forged)


def test_a_button_of_another_key_is_not_ours() -> None:
    forged = ButtonCodec(bytes(32)).write(PRESS, expires_at=LATER)
    with pytest.raises(NotOurButton):
        tap(forged)


def test_the_parts_of_two_buttons_cannot_be_put_together() -> None:
    one = data()
    other = data(ButtonPress(action="rules.agree", community_id=8, object="12"))
    with pytest.raises(NotOurButton):
        tap(f"{one.rpartition('.')[0]}.{other.rpartition('.')[2]}")


def test_a_button_works_in_its_own_chat_only() -> None:
    with pytest.raises(TappedElsewhere):
        tap(data(), chat_id=OTHER_CHAT)


def test_a_button_without_a_chat_works_anywhere() -> None:
    assert tap(data(chat_id=None), chat_id=OTHER_CHAT) == PRESS


def test_a_button_for_one_person_is_not_pressed_by_another() -> None:
    with pytest.raises(TappedByAnother):
        tap(data(), user_id=KEN)


def test_a_button_for_everybody_is_pressed_by_anybody() -> None:
    assert tap(data(for_user=None), user_id=KEN) == PRESS


def test_a_tap_whose_person_line_does_not_tell_is_left_to_the_handler() -> None:
    assert tap(data(), user_id=None) == PRESS


def test_a_button_works_until_its_end_and_not_two_minutes_longer() -> None:
    written = CODEC.write(PRESS, expires_at=NOW)
    assert CODEC.read(written, now=NOW + SECOND, chat_id=CHAT, user_id=HANA) == PRESS
    with pytest.raises(TappedLate):
        CODEC.read(written, now=NOW + timedelta(minutes=1, seconds=1), chat_id=CHAT, user_id=HANA)


def test_data_names_neither_the_chat_nor_the_person() -> None:
    written = data()
    assert CHAT[1:9] not in written
    assert HANA[1:9] not in written


def test_the_longest_data_line_allows_can_be_written_and_no_longer_one() -> None:
    room = MAX_DATA - len(data(ButtonPress(action="rules.agree", community_id=7)))
    longest = ButtonPress(action="rules.agree", community_id=7, object="x" * room)
    assert len(data(longest)) == MAX_DATA
    with pytest.raises(ValueError, match=f"{MAX_DATA + 1} characters"):
        data(ButtonPress(action="rules.agree", community_id=7, object="x" * (room + 1)))


@pytest.mark.parametrize("subject", ["花", "a b", "a.b", "a\n", "a/b"])
def test_an_object_that_people_wrote_is_refused(subject: str) -> None:
    with pytest.raises(ValueError, match="plain ASCII"):
        data(ButtonPress(action="rules.agree", object=subject))
