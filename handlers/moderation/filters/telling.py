"""Writes down what filters noticed and, where a filter is on, tells the hosts and the person in private.

In the group nothing is said. What belongs to one burst is told once, whichever filters noticed it.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.answers import Answer, Answers, ToHosts, Whisper
from bot.routing import Run
from handlers.moderation.filters import texts
from handlers.moderation.filters.judging import LONGEST_BURST, Noticed, begins_burst
from handlers.moderation.filters.repeats import KEPT_FOR, NEEDED
from handlers.moderation.filters.settings import Filters
from handlers.moderation.filters.weekly import plan_report
from handlers.rotation.counting import week_of
from storage.models import FilterFinding
from storage.models.filters import FilterKind
from storage.repositories.filters import NewFinding

_WHISPER_LASTS = timedelta(days=2)
"""Later nobody remembers what it was about."""


async def keep_and_tell(run: Run, filters: Filters, noticed: Sequence[Noticed]) -> Answers:
    """Write down what was noticed, in one statement, and give what is to be said about it."""
    locked = await run.unit.communities.lock(run.store.community.number)
    store = run.store if locked is None else run.unit.of(locked)
    known = await store.filters.around(
        {each.member_number for each in noticed},
        {message_id for each in noticed if (message_id := each.message.message_id) is not None},
        min(each.message.occurred_at for each in noticed) - LONGEST_BURST,
    )
    fresh = [each for each in noticed if not _is_known(each, known)]
    if not fresh:
        return None
    zone = ZoneInfo(store.community.timezone)
    new = _with_those_to_tell(fresh, known, filters, zone, run.now)
    numbers = await store.filters.add(new)
    await plan_report(run.unit, store.community, fresh[0].message.source.chat_id)
    return [
        answer
        for number, each, finding in zip(numbers, fresh, new, strict=True)
        if finding.told_at is not None
        for answer in _told(number, each, filters)
    ]


def _is_known(noticed: Noticed, known: Sequence[FilterFinding]) -> bool:
    """Say whether the same filter noticed the same in this message before, as when it was edited."""
    message_id = noticed.message.message_id
    return message_id is not None and any(
        (each.message_id, each.filter, each.entry) == (message_id, noticed.kind, noticed.entry) for each in known
    )


def _with_those_to_tell(
    fresh: Sequence[Noticed], known: Sequence[FilterFinding], filters: Filters, zone: ZoneInfo, now: datetime
) -> list[NewFinding]:
    earlier = [(each.member_number, each.at, each.told_at is not None) for each in known]
    new: list[NewFinding] = []
    for each in fresh:
        author, at = each.member_number, each.message.occurred_at
        theirs = [(moment, was_told) for number, moment, was_told in earlier if number == author]
        is_told = filters.is_on(each.kind) and begins_burst(theirs, at)
        earlier.append((author, at, is_told))
        new.append(_finding(each, filters, zone, now if is_told else None))
    return new


def _finding(noticed: Noticed, filters: Filters, zone: ZoneInfo, told_at: datetime | None) -> NewFinding:
    at = noticed.message.occurred_at
    limit = (None, None) if noticed.limit is None else (noticed.limit.messages, noticed.limit.seconds)
    if noticed.kind is FilterKind.REPEATS:
        limit = (NEEDED, int(KEPT_FOR.total_seconds()))
    return NewFinding(
        filter=noticed.kind,
        is_on=filters.is_on(noticed.kind),
        message_id=noticed.message.message_id,
        member_number=noticed.member_number,
        at=at,
        week=week_of(at.astimezone(zone).date()),
        entry=noticed.entry,
        sort="" if noticed.sort is None else noticed.sort.value,
        links_from="" if noticed.links_from is None else noticed.links_from.value,
        limit_messages=limit[0],
        limit_seconds=limit[1],
        counted=noticed.counted,
        told_at=told_at,
    )


def _told(number: int, noticed: Noticed, filters: Filters) -> list[Answer]:
    """Tell the hosts which filter and whose message; tell the person what is asked, if LINE says who it is."""
    user_id = noticed.message.source.user_id
    word = next((each.text for each in filters.words.entries if each.number == noticed.entry), None)
    answers: list[Answer] = [
        ToHosts(lambda: [texts.to_hosts(number, noticed.kind, noticed.member_number, is_whispered=user_id is not None)])
    ]
    if user_id is not None:
        answers.append(
            Whisper(user_id, lambda: [texts.to_person(noticed.kind, noticed.sort, word)], lasts=_WHISPER_LASTS)
        )
    return answers
