"""What may be done with a case, and when: a case and a moment in, the obstacle out. Pure.

    resting ──tell──► open ──close──► closed
       │                │                │
       └────── void ────┴────────────────┘► voided

Notes are closed from the start. A word that reached nobody may be told again; an answer is given once, within 14 days
of the day the word arrived, and decided on once.
"""

from datetime import datetime, timedelta
from enum import Enum

from storage.models import Case
from storage.models.cases import CaseKind, CaseState

ANSWER_WITHIN = timedelta(days=14)
DECIDE_WITHIN = timedelta(days=7)
_TOLD = {CaseKind.WARNING, CaseKind.COOLDOWN}
_VOIDED_HERE = {CaseKind.NOTE, CaseKind.WARNING, CaseKind.COOLDOWN}


class Step(Enum):
    """What somebody wants to do with a case."""

    REST = "rest"
    TELL = "tell"
    DROP = "drop"
    REWORD = "reword"
    MERGE = "merge"
    VOID = "void"
    ANSWER = "answer"
    DECIDE = "decide"


class Obstacle(Enum):
    """Why a step cannot be taken."""

    OTHER_KIND = "other kind"
    VOIDED = "voided"
    TOLD_ALREADY = "told already"
    NOT_TOLD = "not told"
    NOBODY_YET = "nobody yet"
    SOMEBODY_ALREADY = "somebody already"
    ANSWERED_ALREADY = "answered already"
    NOT_ANSWERED = "not answered"
    DECIDED_ALREADY = "decided already"
    TOO_LATE = "too late"


def obstacle(step: Step, case: Case, now: datetime, *, is_on_its_way: bool = False) -> Obstacle | None:
    """Say what is in the way of a step; `is_on_its_way` while a word told before may still arrive."""
    if case.state is CaseState.VOIDED:
        return Obstacle.VOIDED
    match step:
        case Step.VOID:
            return None if case.kind in _VOIDED_HERE else Obstacle.OTHER_KIND
        case Step.MERGE:
            return None if case.subject_name is not None and case.subject_number is None else Obstacle.SOMEBODY_ALREADY
    if case.kind not in _TOLD:
        return Obstacle.OTHER_KIND
    match step:
        case Step.REST | Step.DROP | Step.REWORD:
            return None if case.state is CaseState.RESTING else Obstacle.TOLD_ALREADY
        case Step.TELL:
            return _to_tell(case, is_on_its_way=is_on_its_way)
        case Step.ANSWER:
            return _to_answer(case, now)
        case Step.DECIDE:
            return _to_decide(case)


def answer_until(case: Case) -> datetime | None:
    """Say until when an answer is taken; None while nobody knows that the word has arrived."""
    return None if case.delivered_at is None else case.delivered_at + ANSWER_WITHIN


def is_waiting_for_decision(case: Case) -> bool:
    """Say whether an objection lies there undecided."""
    return case.answered_at is not None and case.decided_at is None and case.state is not CaseState.VOIDED


def _to_tell(case: Case, *, is_on_its_way: bool) -> Obstacle | None:
    if case.subject_number is None:
        return Obstacle.NOBODY_YET
    is_over = case.state is CaseState.CLOSED or case.delivered_at is not None
    return Obstacle.TOLD_ALREADY if is_over or is_on_its_way else None


def _to_answer(case: Case, now: datetime) -> Obstacle | None:
    if case.told_at is None:
        return Obstacle.NOT_TOLD
    if case.answered_at is not None:
        return Obstacle.ANSWERED_ALREADY
    until = answer_until(case)
    return Obstacle.TOO_LATE if until is not None and now > until else None


def _to_decide(case: Case) -> Obstacle | None:
    if case.answered_at is None:
        return Obstacle.NOT_ANSWERED
    return None if case.decided_at is None else Obstacle.DECIDED_ALREADY
