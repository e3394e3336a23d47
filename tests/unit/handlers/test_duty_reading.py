"""What hosts type for a new rota, in both languages, and what is answered where a part is missing."""

from datetime import date, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.i18n import LANGUAGES, speaking
from bot.routing import CommandRoute
from handlers.duty import router
from handlers.duty.calendar_texts import days_of
from handlers.duty.making import NO_NAMES
from handlers.duty.reading import NotReadable, RotaTyped, Trouble, read_rota
from storage.models import Rota
from tests.factories import NOW

TOKYO = ZoneInfo("Asia/Tokyo")
"""There it is Sunday, 22 November 2026, ten in the morning."""


def read(text: str) -> RotaTyped:
    return read_rota(text, now=NOW, zone=TOKYO)


@pytest.mark.parametrize(
    ("typed", "rule", "at"),
    [
        ("司会 毎週土曜 21:00", "FREQ=WEEKLY;BYDAY=SA", time(21)),
        ("司会毎週土曜日の夜9時", "FREQ=WEEKLY;BYDAY=SA", time(21)),
        ("司会　毎週土曜日曜　２１：００", "FREQ=WEEKLY;BYDAY=SA,SU", time(21)),
        ("司会 毎週月・水・金 19時半", "FREQ=WEEKLY;BYDAY=MO,WE,FR", time(19, 30)),
        ("司会 隔週土曜 21:00", "FREQ=WEEKLY;INTERVAL=2;BYDAY=SA", time(21)),
        ("司会 毎日 9:00", "FREQ=DAILY", time(9)),
        ("司会 平日 9:00", "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", time(9)),
        ("司会 毎月15日 9:00", "FREQ=MONTHLY;BYMONTHDAY=15", time(9)),
        ("司会 毎月31日 9:00", "FREQ=MONTHLY;BYMONTHDAY=28,29,30,31;BYSETPOS=-1", time(9)),
        ("司会 毎月末日 9:00", "FREQ=MONTHLY;BYMONTHDAY=-1", time(9)),
        ("司会 第2・第4土曜 14:00", "FREQ=MONTHLY;BYDAY=2SA,4SA", time(14)),
        ("司会 毎月最終金曜 19:00", "FREQ=MONTHLY;BYDAY=-1FR", time(19)),
        ("司会 第一土曜 19:00", "FREQ=MONTHLY;BYDAY=1SA", time(19)),
        ("司会 毎月1日と15日 9:00", "FREQ=MONTHLY;BYMONTHDAY=1,15", time(9)),
        ("司会 毎週月〜金 9:00", "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", time(9)),
        ("司会 毎年2月29日 9:00", "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=-1", time(9)),
        ("司会 every sat 9pm", "FREQ=WEEKLY;BYDAY=SA", time(21)),
        ("司会 every Mon, Wed and Friday at 9pm", "FREQ=WEEKLY;BYDAY=MO,WE,FR", time(21)),
        ("司会 every other friday 9pm", "FREQ=WEEKLY;INTERVAL=2;BYDAY=FR", time(21)),
        ("司会 every month on the 31st 9pm", "FREQ=MONTHLY;BYMONTHDAY=28,29,30,31;BYSETPOS=-1", time(21)),
        ("司会 the last friday of the month 9pm", "FREQ=MONTHLY;BYDAY=-1FR", time(21)),
        ("司会 every last Sunday 10:00", "FREQ=MONTHLY;BYDAY=-1SU", time(10)),
        ("司会 on the 31st of every month 9pm", "FREQ=MONTHLY;BYMONTHDAY=28,29,30,31;BYSETPOS=-1", time(21)),
        ("司会 the last and 2nd friday of the month 9pm", "FREQ=MONTHLY;BYDAY=2FR,-1FR", time(21)),
        ("司会 weekly on sat 9pm", "FREQ=WEEKLY;BYDAY=SA", time(21)),
        ("司会 every year on february 29th at 9:00", "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=-1", time(9)),
        ("司会 every mon-fri 9:00", "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", time(9)),
        ("司会 every weekday 9:00", "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", time(9)),
        ("司会 every year on feb 29 9:00", "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=-1", time(9)),
    ],
)
def test_days_and_times_are_read_in_both_languages(typed: str, rule: str, at: time) -> None:
    found = read(typed)
    assert (found.name, found.recurrence.rule, found.recurrence.at) == ("司会", rule, at)


def test_length_and_holidays_may_follow_in_any_order() -> None:
    for rest in ("2時間 祝日は休み", "祝日は休み、2時間", "から2時間 祝日以外", "2h except holidays"):
        found = read(f"司会 毎週土曜 21:00 {rest}")
        assert (found.lasts, found.recurrence.skips_holidays) == (timedelta(hours=2), True)
    plain = read("司会 毎週土曜 21:00")
    assert (plain.lasts, plain.recurrence.skips_holidays) == (None, False)


@pytest.mark.parametrize(
    ("typed", "hours"),
    [
        ("21:00〜23:00", 2),
        ("21時から23時まで", 2),
        ("9pm-11pm", 2),
        ("9pm until 11pm", 2),
        ("21:00 for 2 hours", 2),
        ("22:00〜翌7:00", 9),
        ("9:00〜5:00", 8),
        ("21:00〜24:00", 3),
        ("21:00〜21:00", 24),
    ],
)
def test_until_when_may_be_said_instead_of_how_long(typed: str, hours: int) -> None:
    found = read(f"司会 毎週土曜 {typed} 祝日は休み")
    assert (found.lasts, found.recurrence.skips_holidays) == (timedelta(hours=hours), True)


def test_a_turn_may_be_longer_than_some_pauses_but_not_than_all() -> None:
    assert read("司会 毎週月・水 9:00 3日").lasts == timedelta(days=3)
    assert read("司会 毎日 9:00 24時間").lasts == timedelta(days=1)
    for typed in ("司会 毎日 9:00 25時間", "司会 毎週月・水 9:00 6日", "司会 every sat 9:00 8 days"):
        with pytest.raises(NotReadable) as refused:
            read(typed)
        assert refused.value.trouble is Trouble.TURN_BEYOND_NEXT


def test_a_name_may_hold_words_that_days_begin_with() -> None:
    assert read("月末 会計 毎月末日 10:00").name == "月末 会計"
    assert read("monday club every monday 7pm").name == "monday club"


def test_no_word_that_goes_on_a_command_is_a_name() -> None:
    words = [word for route in router.routes if isinstance(route, CommandRoute) for word in route.command.words]
    behind = {part for word in words if word.split()[0] in ("duty", "当番") for part in word.split()[1:]}
    assert {"leave", "now", "一覧", "抜ける"} < behind
    assert behind <= NO_NAMES


def test_every_second_week_begins_with_the_coming_one() -> None:
    assert read("司会 隔週土曜 21:00").recurrence.begins == date(2026, 11, 28)


def test_an_hour_that_may_be_meant_otherwise_comes_back_as_two_that_cannot() -> None:
    found = read("司会 毎週土曜 3:00 2時間")
    assert found.surer == ("司会 毎週土曜 03:00 2時間", "司会 毎週土曜 15:00 2時間")
    assert [read(line).surer for line in found.surer] == [(), ()]


@pytest.mark.parametrize(
    ("typed", "trouble"),
    [
        ("", Trouble.NO_DAYS),
        ("司会 土曜", Trouble.NO_DAYS),
        ("司会 毎年2月30日 10:00", Trouble.NO_DAYS),
        ("司会 毎月32日 10:00", Trouble.NO_DAYS),
        ("司会 毎月15日と31日 10:00", Trouble.NO_DAYS),
        ("司会 毎月1,2,3,4,5,6,7,8,9,10,11日 10:00", Trouble.NO_DAYS),
        ("司会 毎週土曜", Trouble.NO_TIME),
        ("司会 毎週土曜 99:00", Trouble.NO_SUCH_TIME),
        ("司会 毎週土曜 25:00", Trouble.TIME_OF_NEXT_DAY),
        ("司会 毎週土曜 21:00 ていねいに", Trouble.NOT_UNDERSTOOD),
        ("司会 毎週土曜 21:00〜30:00", Trouble.NO_SUCH_TIME),
        ("司会 毎週土曜 21:00 0分", Trouble.TURN_OUT_OF_BOUNDS),
        ("司会 毎週土曜 21:00 1分", Trouble.TURN_OUT_OF_BOUNDS),
        ("司会 毎週土曜 21:00 3か月", Trouble.TURN_OUT_OF_BOUNDS),
        ("司会 毎年1月1日 10:00 祝日は休み", Trouble.NO_TURN_EVER),
    ],
)
def test_what_is_no_rota_is_told_by_its_reason(typed: str, trouble: Trouble) -> None:
    with pytest.raises(NotReadable) as refused:
        read(typed)
    assert refused.value.trouble is trouble


@given(st.text(max_size=60))
def test_anything_typed_is_read_or_refused(text: str) -> None:
    for typed in (text, f"司会 毎週土曜 {text}", f"司会 毎週土曜 21:00 {text}"):
        try:
            found = read(typed)
        except NotReadable:
            continue
        assert found.recurrence.after(NOW, TOKYO) is not None


@pytest.mark.parametrize(
    ("typed", "in_japanese", "in_english"),
    [
        ("司会 毎週土曜 21:00 2時間", "毎週土曜日 21:00 / 2時間", "every week on Saturday, 21:00 / 2 hours"),
        (
            "司会 毎月31日 9:00 90分",
            "毎月31日（ない月は末日） 9:00 / 1時間30分",
            "every month on day 31, or its last day, 9:00",
        ),
        (
            "司会 第2・第4土曜 14:00",
            "毎月第2、第4土曜日 14:00 / 次の回まで",
            "every month on the 2nd, 4th Saturday, 14:00",
        ),
        ("司会 毎月最終金曜 19:00", "毎月最終金曜日 19:00", "every month on the last Friday, 19:00"),
        ("司会 毎月1日と15日 9:00 2日", "毎月1日、15日 9:00 / 2日間", "every month on day 1, day 15, 9:00 / for 2 d"),
        ("司会 毎年2月29日 9:00 祝日は休み", "毎年2月29日 9:00", "every year on Feb 29, 9:00"),
    ],
)
def test_days_are_said_in_both_languages(typed: str, in_japanese: str, in_english: str) -> None:
    found = read(typed)
    rota = Rota(
        community_id=1,
        number=1,
        name="司会",
        rule=found.recurrence.rule,
        begins=found.recurrence.begins,
        at=found.recurrence.at,
        minutes=None if found.lasts is None else int(found.lasts.total_seconds() // 60),
        skips_holidays=found.recurrence.skips_holidays,
        made_at=NOW,
        turned_at=NOW,
    )
    said = {}
    for language in LANGUAGES:
        with speaking(language):
            said[language] = days_of(rota)
    assert said["ja"].startswith(in_japanese)
    assert said["en"].startswith(in_english)
