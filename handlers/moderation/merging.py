"""Which reports are one matter: the same person and kind, for the same readers. Pure."""

from collections.abc import Iterable

from handlers.moderation.judgement import About, about
from storage.models import Report
from storage.models.reports import ReportKind


def same_matter(waiting: Iterable[Report], kind: ReportKind, subject: About) -> Report | None:
    """Find the report that is not closed and about the same; None where nobody is named, or nothing is like it.

    What others alone may read is never put together with what all hosts read.
    """
    if subject.number is None:
        return None
    alike = [each for each in waiting if not each.is_closed and each.kind is kind and about(each) == subject]
    return min(alike, key=lambda each: each.number, default=None)
