"""A message is taken back: what a report had of it is erased at once, and both sides are told, a moment later."""

from bot.answers import Answer, Answers
from bot.context import Context
from bot.events import MessageUnsent, TimedEvent
from bot.routing import Router
from handlers.moderation import taking_back_texts as texts
from handlers.moderation.report_desk import told_to_readers, told_to_reporter
from storage.models.reports import ReportKind
from storage.repositories.reports import erase_taken_back
from storage.unit_of_work import UnitOfWork

_TOLD = "moderation.taken_back"

router = Router("moderation")


@router.taken_back
async def erase(unit: UnitOfWork, event: MessageUnsent) -> None:
    """Erase what came from the message; telling people needs the community, so it is put down as work due now."""
    for found in await erase_taken_back(unit.session, event.message_id, unit.now):
        chat_id = await unit.communities.chat_of(found.community_id) or event.source.chat_id
        await unit.timed.put(
            chat_id,
            _TOLD,
            unit.now,
            subject=str(found.receipt),
            community_id=found.community_id,
            data={"receipt": found.receipt, "by_author": found.by_author},
        )


@router.timed(_TOLD)
async def tell_both_sides(ctx: Context, event: TimedEvent) -> Answers:
    """Tell the reporter what is erased, and those who may read the report that it was taken back."""
    voice = await ctx.store.reports.voice(int(str(event.data["receipt"])))
    report = None if voice is None else await ctx.store.reports.get(voice.report_number)
    if voice is None or report is None:
        return None
    by_author, number = bool(event.data["by_author"]), report.number
    is_photo = report.kind is ReportKind.PHOTO
    words = texts.for_reporter(by_author=by_author, is_photo=is_photo)
    answers: list[Answer] = [*await told_to_reporter(ctx, voice, words)]
    if not report.is_closed:
        compose = texts.for_readers(number, by_author=by_author, is_photo=is_photo)
        answers += await told_to_readers(ctx, report, compose)
    return answers
