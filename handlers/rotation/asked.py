"""What follows from any answer of somebody who was asked how they are, whichever way it came."""

from collections.abc import Collection, Mapping
from datetime import datetime

from bot.context import Context
from handlers.rotation.mentioning import write_names_anew
from storage.models import Member
from storage.repositories.check_ins import CheckInAnswer
from storage.unit_of_work import CommunityStore, UnitOfWork


def word_key(community_id: int, check_in: int, number: int, *, again: bool) -> str:
    """Name the private word of a round to one member; `again` is the reminder."""
    return f"rotation.checkin:{community_id}:{check_in}:{number}:{'again' if again else 'first'}"


async def take_answer(ctx: Context, member: Member, answer: CheckInAnswer) -> int | None:
    """Take a member's answer, and give its round; None for somebody who was not asked, for whom nothing changes."""
    answered = await note_answers(ctx.unit, ctx.store, [member.number], answer, ctx.now)
    return answered.get(member.number)


async def note_answers(
    unit: UnitOfWork, store: CommunityStore, numbers: Collection[int], answer: CheckInAnswer, now: datetime
) -> dict[int, int]:
    """Take the same answer from several, and take back the question where it was not said yet.

    Gives who was asked, by number, with the round they were asked in.
    """
    answered = await store.check_ins.answer(numbers, answer, now)
    await _take_words_back(unit, store, answered, now)
    return answered


async def stop_asking(unit: UnitOfWork, store: CommunityStore, numbers: Collection[int], now: datetime) -> None:
    """Ask some nothing any more, because they have left, or hosts want them never asked; it counts as no answer."""
    await _take_words_back(unit, store, await store.check_ins.stop_asking(numbers, now), now)


async def _take_words_back(unit: UnitOfWork, store: CommunityStore, asked: Mapping[int, int], now: datetime) -> None:
    """Take back what was not said yet to people who were asked, given with their rounds."""
    for number, check_in in asked.items():
        for again in (False, True):
            await unit.outbox.withdraw(word_key(store.community.number, check_in, number, again=again), now)
    for check_in in sorted(set(asked.values())):
        await write_names_anew(unit, store, check_in, now)
