"""The four answers to the question how somebody is; whoever was not asked may give them, too.

Being there and leaving are handled beside their commands (`rollcall`, `leaving`); here are the other two, the way from
the group's card to all four, and the message to the group that says as much as an answer.
"""

from bot.answers import Answers, reply
from bot.buttons import ButtonPress
from bot.commands import Command
from bot.context import Context
from bot.errors import Refusal
from bot.i18n import _
from bot.routing import Run, Where
from handlers.rotation import checking_in_texts as texts
from handlers.rotation.asked import note_answers, word_key
from handlers.rotation.handlers import router
from handlers.rotation.pausing import begin_listening, begin_rest
from storage.models import Member
from storage.models.members import MemberStatus
from storage.repositories.check_ins import CheckInAnswer


@router.observe
async def hear_the_asked(run: Run) -> Answers:
    """Take any message of somebody who was asked how they are as the answer that they are there."""
    asked = [member.number for member in run.members.values() if member.status is MemberStatus.ASKED]
    if asked:
        await note_answers(run.unit, run.store, asked, CheckInAnswer.HERE, run.now)
    return None


@router.command(
    "respond",
    "お返事します",
    where=Where.PRIVATE,
    takes_arguments=False,
    help=lambda: _("Tell the hosts quietly how you would like to go on: here, only reading, resting, or leaving"),
)
async def offer_answers(ctx: Context, _command: Command) -> Answers:
    """Show the four answers; the private word that may be waiting with the same question is not needed any more."""
    member = _speaker(ctx)
    question = await ctx.store.check_ins.question_of(member.number)
    if question is not None:
        for again in (False, True):
            key = word_key(ctx.community.number, question.check_in, member.number, again=again)
            await ctx.unit.outbox.withdraw(key, ctx.now)
    return reply(*texts.question(ctx, ctx.user_id))


@router.button("rotation.only_read", spoken="listen")
async def answer_only_reading(ctx: Context, _press: ButtonPress) -> Answers:
    """Let somebody only read from now on; tapped twice it stays so."""
    return await begin_listening(ctx, _speaker(ctx))


@router.button("rotation.rest", spoken="away")
async def answer_resting(ctx: Context, _press: ButtonPress) -> Answers:
    """Let somebody rest until they say that they are back."""
    return await begin_rest(ctx, _speaker(ctx), None)


def _speaker(ctx: Context) -> Member:
    if ctx.speaker is None or not ctx.speaker.is_present:
        raise Refusal(texts.somebody_elses())
    return ctx.speaker
