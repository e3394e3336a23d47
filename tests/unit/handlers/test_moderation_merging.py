"""Which reports are one matter."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from handlers.moderation.judgement import About
from handlers.moderation.merging import same_matter
from storage.models import Report
from storage.models.reports import ReportKind, ReportState
from tests.factories import NOW

SUBJECTS = st.builds(About, st.booleans(), st.none() | st.integers(1, 3), st.none() | st.just(9))
TELLINGS = st.lists(st.tuples(st.sampled_from(list(ReportKind)[:2]), SUBJECTS), max_size=30)


def report(number: int, kind: ReportKind, subject: About, state: ReportState = ReportState.OPEN) -> Report:
    return Report(
        community_id=1,
        number=number,
        kind=kind,
        state=state,
        about_host=subject.a_host,
        about_number=subject.number,
        adviser_number=subject.adviser,
        made_at=NOW,
    )


def filed(tellings: list[tuple[ReportKind, About]]) -> list[Report]:
    """Tell one thing after another, and give the queue that comes of it."""
    queue = list[Report]()
    for kind, subject in tellings:
        if same_matter(queue, kind, subject) is None:
            queue.append(report(len(queue) + 1, kind, subject))
    return queue


@given(TELLINGS)
def test_each_person_and_kind_stands_in_the_queue_once_and_each_of_nobody_by_itself(
    tellings: list[tuple[ReportKind, About]],
) -> None:
    known = {(kind, subject) for kind, subject in tellings if subject.number is not None}
    of_nobody = [subject for _kind, subject in tellings if subject.number is None]
    assert len(filed(tellings)) == len(known) + len(of_nobody)


@given(TELLINGS, st.sampled_from(list(ReportKind)[:2]), SUBJECTS)
def test_what_joins_a_report_has_its_person_kind_and_readers(
    tellings: list[tuple[ReportKind, About]], kind: ReportKind, subject: About
) -> None:
    found = same_matter(filed(tellings), kind, subject)
    if found is not None:
        assert (found.kind, found.about_host, found.about_number, found.adviser_number) == (
            kind,
            subject.a_host,
            subject.number,
            subject.adviser,
        )


def test_nothing_joins_what_is_closed_or_for_other_readers() -> None:
    host, kind = About(a_host=True, number=2), ReportKind.OTHER
    closed = report(1, kind, host, ReportState.CLOSED)
    assert same_matter([closed], kind, host) is None
    taken = report(2, kind, host, ReportState.TAKEN)
    assert same_matter([closed, taken], kind, host) is taken
    assert same_matter([taken], kind, replace(host, adviser=9)) is None
    assert same_matter([taken], kind, replace(host, a_host=False)) is None
