"""Durations and times as people type them. Now is a Sunday, 22 November 2026, three in the afternoon in Tokyo."""

import contextlib
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.times import (
    Duration,
    ImpossibleTime,
    QuietHours,
    When,
    read_duration,
    read_quiet_hours,
    read_weekly,
    read_when,
)

# A busy machine is no reason to fail.
unhurried = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
TOKYO = ZoneInfo("Asia/Tokyo")
NEW_YORK = ZoneInfo("America/New_York")
NOW = datetime(2026, 11, 22, 15, 0, tzinfo=TOKYO).astimezone(UTC)
WEDNESDAY = NOW + timedelta(days=3)


def when(text: str, now: datetime = NOW, zone: ZoneInfo = TOKYO) -> When:
    found = read_when(text, now=now, zone=zone)
    assert found is not None
    return found


def wall(moment: datetime, zone: ZoneInfo = TOKYO) -> str:
    return moment.astimezone(zone).strftime("%Y-%m-%d %H:%M")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("12/3 19:00", "2026-12-03 19:00"),
        ("１２／３　１９：００", "2026-12-03 19:00"),
        ("12月3日19時", "2026-12-03 19:00"),
        ("12月 3日 19時15分", "2026-12-03 19:15"),
        ("12月3日(木) 19時半", "2026-12-03 19:30"),
        ("12月3日（木・祝）19時", "2026-12-03 19:00"),
        ("12/3 木曜 19時", "2026-12-03 19:00"),
        ("12/3木 19:00", "2026-12-03 19:00"),
        ("2026-12-03 19:00", "2026-12-03 19:00"),
        ("2026-12-03T19:00:00", "2026-12-03 19:00"),
        ("2026/12/3 19:00", "2026-12-03 19:00"),
        ("2026年12月3日の19時", "2026-12-03 19:00"),
        ("令和8年12月3日 19:00", "2026-12-03 19:00"),
        ("Dec 3 19:00", "2026-12-03 19:00"),
        ("december 3rd, 2026 (Thu) at 7pm", "2026-12-03 19:00"),
        ("3 dec 7:30 p.m.", "2026-12-03 19:30"),
        ("明日 19:00", "2026-11-23 19:00"),
        ("明日19時", "2026-11-23 19:00"),
        ("明日(月)の19:00", "2026-11-23 19:00"),
        ("明日の朝7時", "2026-11-23 07:00"),
        ("明朝7時", "2026-11-23 07:00"),
        ("あさって 10:00", "2026-11-24 10:00"),
        ("tomorrow 19:00", "2026-11-23 19:00"),
        ("day after tomorrow 19:00", "2026-11-24 19:00"),
        ("今日 19:00", "2026-11-22 19:00"),
        ("今夜8時", "2026-11-22 20:00"),
        ("tonight 8:00", "2026-11-22 20:00"),
        ("今夜20時", "2026-11-22 20:00"),
        ("今度の土曜 21:00", "2026-11-28 21:00"),
        ("土曜日の夜8時", "2026-11-28 20:00"),
        ("sat 9pm", "2026-11-28 21:00"),
        ("next fri 19:30", "2026-11-27 19:30"),
        ("3日後 19:00", "2026-11-25 19:00"),
        ("2週間後の10時", "2026-12-06 10:00"),
        ("1か月後 10時", "2026-12-22 10:00"),
        ("来月5日 10時", "2026-12-05 10:00"),
        ("30分後", "2026-11-22 15:30"),
        ("in 2 hours", "2026-11-22 17:00"),
        ("1時間30分後", "2026-11-22 16:30"),
        ("19:00", "2026-11-22 19:00"),
        ("14:00", "2026-11-23 14:00"),
        ("午後7時", "2026-11-22 19:00"),
        ("午前7時", "2026-11-23 07:00"),
        ("7 am", "2026-11-23 07:00"),
        ("06:30", "2026-11-23 06:30"),
        ("正午", "2026-11-23 12:00"),
        ("明日の正午", "2026-11-23 12:00"),
        ("1/5 10:00", "2027-01-05 10:00"),
        ("来年12月3日 10:00", "2027-12-03 10:00"),
    ],
)
def test_clear_times(text: str, expected: str) -> None:
    found = when(text)
    assert wall(found.moment) == expected
    assert (found.doubtful, found.has_time, found.rest) == (False, True, "")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("12/3(金) 19:00", "2026-12-03 19:00"),
        ("Dec 3 (Fri) 19:00", "2026-12-03 19:00"),
        ("明日(火) 19:00", "2026-11-23 19:00"),
        ("12/3 6:30", "2026-12-03 06:30"),
        ("3時", "2026-11-23 03:00"),
        ("0:30", "2026-11-23 00:30"),
        ("24:00", "2026-11-23 00:00"),
        ("12/3 24:00", "2026-12-04 00:00"),
        ("12/3 25時", "2026-12-04 01:00"),
        ("今夜1時", "2026-11-23 01:00"),
        ("深夜1時", "2026-11-23 01:00"),
        ("12/3 夜12時", "2026-12-04 00:00"),
        ("午後12時", "2026-11-23 12:00"),
        ("12am", "2026-11-23 00:00"),
        ("午後19時", "2026-11-22 19:00"),
        ("今日8時", "2026-11-22 20:00"),
        ("8時", "2026-11-23 08:00"),
        ("来週日曜 10:00", "2026-11-29 10:00"),
        ("来週金曜 19:30", "2026-11-27 19:30"),
        ("日曜 19:00", "2026-11-22 19:00"),
        ("日曜 14:00", "2026-11-29 14:00"),
        ("今週金曜 19:00", "2026-11-27 19:00"),
        ("11/21 10:00", "2027-11-21 10:00"),
        ("7pm tomorrow", "2026-11-23 19:00"),
    ],
)
def test_doubtful_times(text: str, expected: str) -> None:
    found = when(text)
    assert wall(found.moment) == expected
    assert found.doubtful


@pytest.mark.parametrize(
    ("text", "expected", "doubtful"),
    [
        ("来週金曜 19:30", "2026-12-04 19:30", False),
        ("再来週の金曜 19:30", "2026-12-11 19:30", False),
        ("今週金曜 19:30", "2026-11-27 19:30", False),
        ("金曜 19:30", "2026-11-27 19:30", False),
        ("next fri 19:30", "2026-12-04 19:30", True),
        ("来週日曜 10:00", "2026-12-06 10:00", True),
    ],
)
def test_weeks_seen_from_a_wednesday(text: str, expected: str, doubtful: bool) -> None:
    found = when(text, now=WEDNESDAY)
    assert (wall(found.moment), found.doubtful) == (expected, doubtful)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("あさって", date(2026, 11, 24)),
        ("今日", date(2026, 11, 22)),
        ("12/3(木)", date(2026, 12, 3)),
        ("3日後", date(2026, 11, 25)),
        ("今度の土曜", date(2026, 11, 28)),
    ],
)
def test_a_date_alone_has_no_time(text: str, expected: date) -> None:
    found = when(text)
    assert not found.has_time
    assert found.doubtful
    assert found.moment == datetime.combine(expected, time(), TOKYO)


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("12/3 19:00 忘年会", "忘年会"),
        ("明日19時に　ＺＯＯＭ① です ", "ＺＯＯＭ① です"),
        ("明日19時: 集合", "集合"),
        ("19:00\n12/4は休み", "12/4は休み"),
        ("今日は休み", "は休み"),
        ("19:00 明日の集まり", "明日の集まり"),
        ("あさって 10時〜12時", "〜12時"),
        ("19:00 " + "あ" * 300, "あ" * 300),
        ("19:00" + " " * 300 + "あ", "あ"),
        ("\u200b 1\u200b9:00\u200b 🌸", "🌸"),
    ],
)
def test_what_follows_a_time_stays_as_it_was_typed(text: str, rest: str) -> None:
    assert when(text).rest.strip("\u200b ") == rest


def test_a_day_that_may_begin_what_is_said_makes_a_time_doubtful() -> None:
    assert when("19:00 明日の集まり").doubtful
    assert not when("19:00 集まり").doubtful


@pytest.mark.parametrize(
    ("text", "given_time"),
    [
        ("13/40", "13/40"),
        ("0/1", "0/1"),
        ("2/30 ひみつの会", "2/30"),
        ("２月３０日 10時", "２月３０日"),
        ("2026-02-29", "2026-02-29"),
        ("feb 30", "feb 30"),
        ("来月31日 10:00", "来月31日"),
        ("2037-01-01 10:00", "2037-01-01"),
        ("0000-01-01", "0000-01-01"),
        ("25時", "25時"),
        ("29:00 ひみつの会", "29:00"),
        ("13:75", "13:75"),
        ("12/3 30:00", "12/3 30:00"),
        ("12/3 19:60", "12/3 19:60"),
        ("午前13時", "午前13時"),
        ("24pm", "24pm"),
        ("99999日後", "99999日後"),
        ("99999時間後 ひみつの会", "99999時間後"),
    ],
)
def test_times_that_do_not_exist_are_refused(text: str, given_time: str) -> None:
    with pytest.raises(ImpossibleTime) as refusal:
        when(text, now=datetime(2026, 10, 5, tzinfo=UTC))
    assert refusal.value.given == given_time
    assert not refusal.value.is_past
    assert given_time not in str(refusal.value)


@pytest.mark.parametrize("text", ["2020-01-01 10:00", "0001-01-01 0:30", "今日 14:00", "11/22 13:00", "今月5日 10:00"])
def test_times_that_have_passed_are_refused(text: str) -> None:
    with pytest.raises(ImpossibleTime) as refusal:
        when(text)
    assert refusal.value.is_past


def test_a_day_of_this_week_that_has_passed_is_refused() -> None:
    with pytest.raises(ImpossibleTime) as refusal:
        when("今週月曜", now=WEDNESDAY)
    assert refusal.value.is_past


def test_a_leap_day_waits_for_its_year() -> None:
    with pytest.raises(ImpossibleTime):
        when("2/29 10:00")
    assert wall(when("2/29 10:00", now=datetime(2027, 5, 1, tzinfo=UTC)).moment) == "2028-02-29 10:00"


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "こんにちは",
        "30",
        "1時間",
        "5000年の歴史",
        "3日まで",
        "119:00",
        "12/3/4",
        "friend 19:00",
        "may be",
        "土日",
        "あと19:00",
        "昨日 10:00",
        "毎週土曜 21:00",
    ],
)
def test_what_does_not_begin_with_a_time_is_none(text: str) -> None:
    assert read_when(text, now=NOW, zone=TOKYO) is None


def test_a_wall_time_that_the_clock_skips_moves_on_and_is_doubtful() -> None:
    found = when("3/14 02:30", now=datetime(2027, 3, 1, tzinfo=UTC), zone=NEW_YORK)
    assert (wall(found.moment, NEW_YORK), found.doubtful) == ("2027-03-14 03:30", True)


def test_a_wall_time_that_comes_twice_means_the_first_and_is_doubtful() -> None:
    found = when("11/7 01:30", now=datetime(2027, 3, 1, tzinfo=UTC), zone=NEW_YORK)
    assert found.moment == datetime(2027, 11, 7, 5, 30, tzinfo=UTC)
    assert found.doubtful


days_ahead = st.integers(min_value=1, max_value=300)
clock_times = st.times().map(lambda each: each.replace(second=0, microsecond=0))
date_formats = st.sampled_from(
    [
        "{0.month}/{0.day} ",
        "{0.month}月{0.day}日",
        "{0.year}-{0.month:02}-{0.day:02} ",
        "{0:%b} {0.day} ",
        "{0.day} {0:%B} ",
    ]
)
time_formats = st.sampled_from(["{0.hour:02}:{0.minute:02}", "{0.hour}時{0.minute}分", "{0:%I:%M %p}"])


@unhurried
@given(days=days_ahead, clock=clock_times, date_format=date_formats, time_format=time_formats)
def test_every_way_to_write_a_moment_gives_that_moment(
    days: int, clock: time, date_format: str, time_format: str
) -> None:
    asked = datetime.combine(NOW.astimezone(TOKYO).date() + timedelta(days=days), clock, TOKYO)
    found = when(date_format.format(asked) + time_format.format(asked))
    assert found.moment == asked


days = st.sampled_from(
    [
        "",
        "明日",
        "今日",
        "今夜",
        "来週土曜",
        "今週金曜",
        "土曜",
        "next fri",
        "12/3",
        "1月31日(木)",
        "dec 3",
        "2/29",
        "3日後",
        "3か月後",
    ]
)
clocks = st.sampled_from(
    ["", "19:00", "0:00", "6時半", "深夜1時", "24:00", "25時", "午後7時", "12am", "夜12時", "30分後", "23:59"]
)
noise = st.text(max_size=3) | st.sampled_from(
    [" ", "の", "、", "に 忘年会", "半", "後", "日", ":", "①", "２", "\u200b"]
)
moments = st.datetimes(datetime(2020, 1, 1), datetime(2060, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 - hypothesis adds the zone
zones = st.sampled_from([TOKYO, NEW_YORK, ZoneInfo("Australia/Lord_Howe")])


@unhurried
@given(parts=st.tuples(days, noise, clocks, noise), now=moments, zone=zones)
def test_a_time_is_after_now_or_at_least_on_a_day_to_come(
    parts: tuple[str, ...], now: datetime, zone: ZoneInfo
) -> None:
    text = "".join(parts)
    found = None
    with contextlib.suppress(ImpossibleTime):
        found = read_when(text, now=now, zone=zone)
    if found is None:
        return
    assert found.rest in text
    if found.has_time:
        assert found.moment > now
    else:
        assert found.moment.astimezone(zone).date() >= now.astimezone(zone).date()


amounts = st.sampled_from(["0", "1", "30", "99999", "２", "①", "22:00", "25:00", "毎週土曜", "every sat"])
units = st.sampled_from(["m", "h", "mo", "日", "時間", "半", "か月", "-", "〜", " ", "7:00"])


@unhurried
@given(parts=st.lists(amounts | units | noise, max_size=7))
def test_durations_weeks_and_quiet_hours_are_refused_in_one_way_only(parts: list[str]) -> None:
    text = "".join(parts)
    for reader in (read_duration, read_weekly, read_quiet_hours):
        with contextlib.suppress(ImpossibleTime):
            reader(text)


@pytest.mark.parametrize(
    ("text", "expected", "rest"),
    [
        ("30m", Duration(seconds=1800), ""),
        ("24h 理由は二つ", Duration(seconds=86400), "理由は二つ"),
        ("7d", Duration(days=7), ""),
        ("2w", Duration(days=14), ""),
        ("3mo", Duration(months=3), ""),
        ("1h30m", Duration(seconds=5400), ""),
        ("1 hour 30 minutes r3", Duration(seconds=5400), "r3"),
        ("30分", Duration(seconds=1800), ""),
        ("３０分間", Duration(seconds=1800), ""),
        ("3時間", Duration(seconds=10800), ""),
        ("2時間半 寝ます", Duration(seconds=9000), "寝ます"),
        ("7日", Duration(days=7), ""),
        ("1日間のお休み", Duration(days=1), "のお休み"),
        ("2週間", Duration(days=14), ""),
        ("1か月", Duration(months=1), ""),
        ("1ヶ月", Duration(months=1), ""),
        ("１カ月と", Duration(months=1), "と"),
        ("1年", Duration(months=12), ""),
        ("1週間3日", Duration(days=10), ""),
    ],
)
def test_durations(text: str, expected: Duration, rest: str) -> None:
    assert read_duration(text) == (expected, rest)


@pytest.mark.parametrize(
    "text",
    ["30", "", "m", "30ms", "1.5h", "-3d", "3日後", "3日まで", "3日に", "2日目", "7日19時", "1ヶ月半", "2026年12月3日"],
)
def test_what_is_no_duration_is_none(text: str) -> None:
    assert read_duration(text) is None


@pytest.mark.parametrize("text", ["0m", "0日0時間", "99999d", "11年", "130mo"])
def test_no_time_at_all_and_more_than_ten_years_are_refused(text: str) -> None:
    with pytest.raises(ImpossibleTime) as refusal:
        read_duration(f"{text} 理由")
    assert refusal.value.given == text


def test_months_end_on_the_last_day_and_keep_the_wall_time() -> None:
    start = datetime(2027, 1, 31, 20, 0, tzinfo=NEW_YORK)
    assert wall(Duration(months=1).add_to(start, NEW_YORK), NEW_YORK) == "2027-02-28 20:00"
    assert wall(Duration(months=2).add_to(start, NEW_YORK), NEW_YORK) == "2027-03-31 20:00"
    assert wall(Duration(months=12, days=1).add_to(start, NEW_YORK), NEW_YORK) == "2028-02-01 20:00"


def test_a_day_keeps_the_wall_time_and_24_hours_do_not() -> None:
    eve_of_change = datetime(2027, 3, 13, 20, 0, tzinfo=NEW_YORK)
    assert wall(Duration(days=1).add_to(eve_of_change, NEW_YORK), NEW_YORK) == "2027-03-14 20:00"
    assert wall(Duration(seconds=86400).add_to(eve_of_change, NEW_YORK), NEW_YORK) == "2027-03-14 21:00"


def test_seconds_pass_on_the_clock_in_the_hour_that_comes_twice() -> None:
    second_half_past_one = datetime(2027, 11, 7, 6, 30, tzinfo=UTC)
    later = Duration(seconds=60).add_to(second_half_past_one, NEW_YORK)
    assert later - second_half_past_one == timedelta(minutes=1)


def test_bounds_of_a_duration() -> None:
    hour, year = timedelta(hours=1), timedelta(days=365)
    assert Duration(months=12).is_within(hour, year)
    assert not Duration(months=13).is_within(hour, year)
    assert not Duration(seconds=3599).is_within(hour, year)


@pytest.mark.parametrize(
    ("text", "weekday", "clock", "doubtful", "rest"),
    [
        ("毎週土曜 21:00", 5, time(21), False, ""),
        ("毎週　土曜日の夜９時 掃除当番", 5, time(21), False, "掃除当番"),
        ("every sat 21:00", 5, time(21), False, ""),
        ("Every Monday at 7:30pm hello", 0, time(19, 30), False, "hello"),
        ("毎週日曜 6時", 6, time(6), True, ""),
        ("毎週日曜 25:00", 0, time(1), True, ""),
    ],
)
def test_weekly_times(text: str, weekday: int, clock: time, doubtful: bool, rest: str) -> None:
    found = read_weekly(text)
    assert found is not None
    assert (found.weekday, found.time, found.doubtful, found.rest) == (weekday, clock, doubtful, rest)


@pytest.mark.parametrize("text", ["毎週土曜", "土曜 21:00", "毎月1日 10:00", "every time", "毎週 21:00"])
def test_what_names_no_weekday_or_no_time_is_not_weekly(text: str) -> None:
    assert read_weekly(text) is None


def test_the_next_weekly_moment_keeps_the_wall_time() -> None:
    weekly = read_weekly("every sun 15:00")
    assert weekly is not None
    assert wall(weekly.next_after(NOW - timedelta(minutes=1), TOKYO)) == "2026-11-22 15:00"
    assert wall(weekly.next_after(NOW, TOKYO)) == "2026-11-29 15:00"
    before_change = datetime(2027, 3, 13, 12, 0, tzinfo=UTC)
    assert wall(weekly.next_after(before_change, NEW_YORK), NEW_YORK) == "2027-03-14 15:00"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("22:00-7:00", QuietHours(time(22), time(7))),
        ("２２：００～７：００", QuietHours(time(22), time(7))),
        ("22時から翌朝7時まで", QuietHours(time(22), time(7))),
        ("22時〜翌日の7時半", QuietHours(time(22), time(7, 30))),
        ("10pm to 7am", QuietHours(time(22), time(7))),
        ("13:00-24:00", QuietHours(time(13), time(0))),
    ],
)
def test_quiet_hours(text: str, expected: QuietHours) -> None:
    assert read_quiet_hours(text) == expected


@pytest.mark.parametrize("text", ["22:00", "22:00-", "22-7", "夜", "22:00-7:00 と昼", ""])
def test_what_is_no_pair_of_hours_is_none(text: str) -> None:
    assert read_quiet_hours(text) is None


@pytest.mark.parametrize("text", ["22:00-22:00", "22:00-31:00", "22:75-7:00", "22:00-25:00"])
def test_impossible_quiet_hours_are_refused(text: str) -> None:
    with pytest.raises(ImpossibleTime):
        read_quiet_hours(text)


def test_quiet_hours_reach_over_midnight() -> None:
    night = QuietHours(time(22), time(7))
    noon = QuietHours(time(12), time(13))
    at = {hour: datetime(2026, 11, 22, hour, 0, tzinfo=TOKYO) for hour in (6, 7, 12, 13, 21, 22, 23)}
    assert [hour for hour, moment in at.items() if night.covers(moment.astimezone(UTC), TOKYO)] == [6, 22, 23]
    assert [hour for hour, moment in at.items() if noon.covers(moment.astimezone(UTC), TOKYO)] == [12]
    assert wall(night.next_end(at[23], TOKYO)) == "2026-11-23 07:00"
    assert wall(night.next_end(at[6], TOKYO)) == "2026-11-22 07:00"
