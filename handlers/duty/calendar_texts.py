"""The words for when turns come round, in the language of the moment."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from babel.dates import format_skeleton, format_time, get_day_names

from bot.i18n import _, current_language, ngettext
from handlers.duty import calendar
from storage.models import Rota

_WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_ORDINALS: Mapping[str, Callable[[], str]] = {
    # Translators: the first … last such weekday of a month.
    "1": lambda: _("1st"),
    "2": lambda: _("2nd"),
    "3": lambda: _("3rd"),
    "4": lambda: _("4th"),
    "5": lambda: _("5th"),
    "-1": lambda: _("last"),
}
_DAY = timedelta(days=1)
_HOUR = timedelta(hours=1)
_LEAP_YEAR = 2028
_MONTHS_APART = timedelta(days=300)
"""Turns so far apart may fall on days of the same name."""


def when(at: datetime, timezone: str, since: datetime | None = None) -> str:
    """Write when a turn begins, with its weekday; and with its year, where it lies about a year behind `since`."""
    local = at.astimezone(ZoneInfo(timezone))
    skeleton = "MMMEd" if since is None or at - since < _MONTHS_APART else "yMMMEd"
    return f"{format_skeleton(skeleton, local, locale=current_language())} {_time(local)}"


def days_of(rota: Rota) -> str:
    """Write on which days and when turns begin, and how long they last."""
    language = current_language()
    # Translators: when turns begin: “every week on Saturday, 21:00”.
    begins = _("%(days)s, %(time)s", days=_days(rota.rule), time=format_time(rota.at, "H:mm", locale=language))
    # Translators: how long a turn lasts, behind when it begins.
    lasts = _("until the next one") if rota.lasts is None else _length(rota.lasts)
    parts = [begins, lasts, *([_("not on public holidays of Japan")] if rota.skips_holidays else [])]
    return " / ".join(parts)


def _time(moment: datetime) -> str:
    return format_time(moment, "H:mm", locale=current_language())


def _days(rule: str) -> str:
    parts = dict(part.split("=", 1) for part in rule.split(";"))
    match parts["FREQ"]:
        case "DAILY":
            return _("every day")
        case "WEEKLY":
            return _week(rule, parts)
        case "MONTHLY":
            return _month(rule, parts)
        case _:
            return _year(parts)


def _week(rule: str, parts: dict[str, str]) -> str:
    if rule == calendar.WORKDAYS:
        return _("Monday to Friday")
    days = _joined([_weekday(each) for each in parts["BYDAY"].split(",")])
    if "INTERVAL" in parts:
        return _("every second week on %(days)s", days=days)
    return _("every week on %(days)s", days=days)


def _month(rule: str, parts: dict[str, str]) -> str:
    if rule == calendar.LAST_OF_MONTH:
        return _("every month on its last day")
    if "BYMONTHDAY" in parts:
        days = parts["BYMONTHDAY"].split(",")
        if int(days[-1]) > calendar.SHORTEST_MONTH:
            return _("every month on day %(day)s, or its last day", day=days[-1])
        named = [_("day %(day)s", day=day) for day in days]
        return _("every month on %(days)s", days=_joined(named))
    days = parts["BYDAY"].split(",")
    positions = _joined([_ORDINALS[each[:-2]]() for each in days])
    # Translators: as in “every month on the 2nd, 4th Saturday”.
    return _("every month on the %(positions)s %(day)s", day=_weekday(days[0][-2:]), positions=positions)


def _year(parts: dict[str, str]) -> str:
    day = int(parts["BYMONTHDAY"])
    shown = date(_LEAP_YEAR, int(parts["BYMONTH"]), 29 if day < 0 else day)
    return _("every year on %(day)s", day=format_skeleton("MMMd", shown, locale=current_language()))


def _weekday(code: str) -> str:
    names = get_day_names("wide", locale=current_language())
    return str(names[_WEEKDAYS.index(code)])


def _joined(words: Sequence[str]) -> str:
    # Translators: what stands between the words of a list
    return _(", ").join(words)


def _length(lasts: timedelta) -> str:
    if lasts % _DAY == timedelta():
        # Translators: how long a turn lasts.
        return ngettext("for %(count)d day", "for %(count)d days", lasts // _DAY)
    minutes = int(lasts.total_seconds() // 60)
    if minutes % 60 == 0:
        return ngettext("%(count)d hour", "%(count)d hours", lasts // _HOUR)
    if minutes < 60:
        return ngettext("%(count)d minute", "%(count)d minutes", minutes)
    return _("%(hours)d h %(minutes)d min", hours=minutes // 60, minutes=minutes % 60)
