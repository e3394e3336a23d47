"""The chart of coming and going, in the language of the moment: numbers, and nobody's name."""

from dataclasses import dataclass
from datetime import date

from babel.dates import format_skeleton

from bot.i18n import _, current_language, ngettext
from bot.messages import Bar, Chart, ChartRow, SayButton
from storage.models import MonthlyTurnover
from storage.repositories.turnover import Heard

_HOUR = 60
_DAY = 24 * _HOUR


@dataclass(frozen=True, slots=True)
class Period:
    """A month in numbers, and who was heard in the four weeks that stand for it."""

    month: date
    numbers: MonthlyTurnover
    heard: Heard

    @property
    def silent_share(self) -> float | None:
        """Give the share of members not heard, from 0 to 1; None where there was nobody to hear."""
        return None if not self.heard.known else (self.heard.known - self.heard.heard) / self.heard.known

    @property
    def minutes_to_answer(self) -> int | None:
        """Give how long first words waited for an answer on average; None where none found one."""
        return None if not self.numbers.answered else self.numbers.answer_minutes // self.numbers.answered


def chart(this: Period, last: Period, in_group: int | None, known: int, seats: str) -> Chart:
    """Draw this month with the last one beside it."""
    both = (this, last)
    most = max(*(each.numbers.came for each in both), *(each.numbers.went for each in both), 1)
    slowest = max(*(each.minutes_to_answer or 0 for each in both), 1)
    return Chart(
        title=_("Coming and going"),
        legend=[_month(each.month) for each in both],
        rows=(
            ChartRow(_("Came in"), [_people(each.numbers.came, most) for each in both]),
            ChartRow(_("Went"), [_people(each.numbers.went, most) for each in both]),
            ChartRow(_("Not heard, in these four weeks and the four before"), [_silent(each) for each in both]),
            ChartRow(_("Until somebody turned to first words, on average"), [_wait(each, slowest) for each in both]),
        ),
        # Translators: the second text is a command; it must be one of the words for who has gone quiet.
        buttons=(SayButton(_("Who has gone quiet"), _("/inactive")),),
        alt=_("For hosts"),
        footnote="\n".join([*_counts(in_group, known), seats, _("Reading along is a way to belong, too.")]),
    )


def duration(minutes: int) -> str:
    """Write a span of time roughly, in its largest unit."""
    if minutes < _HOUR:
        return ngettext("%(count)d minute", "%(count)d minutes", minutes)
    if minutes < _DAY:
        return ngettext("%(count)d hour", "%(count)d hours", _nearest(minutes, _HOUR))
    return ngettext("%(count)d day", "%(count)d days", _nearest(minutes, _DAY))


def _nearest(minutes: int, unit: int) -> int:
    """Round to whole units, half a unit up: two hours less a moment are two hours."""
    return (minutes + unit // 2) // unit


def _month(month: date) -> str:
    return format_skeleton("yMMM", month, locale=current_language())


def _people(count: int, most: int) -> Bar:
    return Bar(ngettext("%(count)d person", "%(count)d people", count), count / most)


def _silent(period: Period) -> Bar:
    share = period.silent_share
    return Bar(_nothing(), 0) if share is None else Bar(_("%(share)d%%", share=round(share * 100)), share)


def _wait(period: Period, slowest: int) -> Bar:
    minutes = period.minutes_to_answer
    return Bar(_nothing(), 0) if minutes is None else Bar(duration(minutes), minutes / slowest)


def _nothing() -> str:
    # Translators: stands in a chart where there is no number.
    return _("–")


def _counts(in_group: int | None, known: int) -> list[str]:
    if in_group is None:
        return [_("Known to me: %(count)d", count=known)]
    return [_("In the group: %(count)d", count=in_group), _("Known to me: %(count)d", count=known)]
