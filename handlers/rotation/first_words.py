"""A newcomer's first words: if nobody turns to them for some hours, the hosts hear of it, by number and without a text.

To turn to somebody is to quote one of their messages or to mention them; more the bot cannot see. Talk of members who
are no newcomers costs nothing here unless it quotes or mentions somebody, and then one query.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.answers import Answer, Answers, ToHosts, Whisper
from bot.context import Context
from bot.events import MessageSent, Text, TimedEvent
from bot.routing import Run
from handlers.duty.greeter import greeter_on_duty
from handlers.rotation import first_words_texts as texts
from handlers.rotation.monthly import month_of
from handlers.rotation.turnover_routes import router
from handlers.rotation.turnover_settings import FIRST_ANSWER_HOURS
from storage.models import Member
from storage.models.members import Role
from storage.repositories.first_words import FirstMessage

FIRST_WORDS = "rotation.first_words"
NEW_FOR = timedelta(days=14)
"""For so long after joining somebody's first message is that of a newcomer."""
SHOWN_FOR = timedelta(days=1)
"""After that a late word from the hosts would rather surprise than welcome, also where the bot was out meanwhile."""
_SLASHES = ("/", "／")


@router.observe
async def watch_first_words(run: Run) -> Answers:
    """Remember newcomers' first messages, and notice who turns to them."""
    messages = [event for event in run.events if isinstance(event, MessageSent)]
    await _note_first(run, messages)
    await _note_answers(run, messages)
    return None


@router.timed(FIRST_WORDS)
async def show_unanswered(ctx: Context, event: TimedEvent) -> Answers:
    """Show the hosts, and the greeter on duty, first words that nobody has turned to.

    What was taken back is forgotten instead: the newcomer's next words are then the first.
    """
    number = event.data.get("member")
    lasts = event.occurred_at + SHOWN_FOR - ctx.now
    if ctx.home is None or not isinstance(number, int) or lasts <= timedelta(0):
        return None
    words = await ctx.store.first_words.of(number)
    member = await ctx.store.members.by_number(number)
    if words is None or words.message_id is None or member is None or not member.is_present:
        return None
    if await ctx.store.activity.is_taken_back(words.message_id):
        await ctx.store.first_words.forget(words)
        return None
    answers: list[Answer] = [
        ToHosts(
            lambda: [texts.nobody_has_answered(number)],
            lasts=lasts,
            dedupe_key=f"{FIRST_WORDS}:{ctx.community.number}:{number}:{words.said_at:%Y%m%d%H%M%S}",
        )
    ]
    greeter = await greeter_on_duty(ctx)
    if greeter is not None and greeter.user_id is not None and not greeter.role.includes(Role.HOST):
        answers.append(Whisper(greeter.user_id, lambda: [texts.nobody_has_answered(number)], lasts=lasts))
    return answers


async def _note_first(run: Run, messages: Iterable[MessageSent]) -> None:
    newcomers = {user_id: member for user_id, member in run.members.items() if _is_new(member, run.now)}
    said = [
        FirstMessage(newcomer.number, event.message_id, event.occurred_at)
        for event in messages
        if (newcomer := newcomers.get(event.source.user_id or "")) is not None
        and event.message_id is not None
        and not _is_command(event)
    ]
    if not said:
        return
    known = await run.store.first_words.known_of({message.member_number for message in said})
    first: dict[int, FirstMessage] = {}
    for message in said:
        if message.member_number not in known:
            first.setdefault(message.member_number, message)
    if not first:
        return
    await run.store.first_words.note(list(first.values()))
    zone = ZoneInfo(run.store.community.timezone)
    for message in first.values():
        await run.store.turnover.count(month_of(message.said_at, zone), first_words=1)
    await _come_back_to(run, list(first.values()))


async def _come_back_to(run: Run, first: list[FirstMessage]) -> None:
    """Put down when to look whether somebody turned to them, unless the hosts have turned that off."""
    hours = await FIRST_ANSWER_HOURS.read(run.store.settings)
    if not hours:
        return
    for message in first:
        await run.unit.timed.put(
            run.events[0].source.chat_id,
            FIRST_WORDS,
            message.said_at + timedelta(hours=hours),
            subject=str(message.member_number),
            community_id=run.store.community.number,
            data={"member": message.member_number},
        )


async def _note_answers(run: Run, messages: Iterable[MessageSent]) -> None:
    """Notice quotes and mentions of those whose first words wait; nobody answers themselves."""
    turning = [event for event in messages if event.quoted_message_id is not None or _mentioned(event)]
    if not turning:
        return
    waiting = {words.member_number: words for words in await run.store.first_words.waiting()}
    if not waiting:
        return
    authors = await run.store.activity.authors_of(
        {each.quoted_message_id for each in turning if each.quoted_message_id}
    )
    mentioned = {user_id for event in turning for user_id in _mentioned(event)}
    people = {user_id: member.number for user_id, member in (await run.store.members.by_users(mentioned)).items()}
    for event in turning:
        speaker = run.members.get(event.source.user_id or "")
        turned_to = {authors.get(event.quoted_message_id or ""), *(people.get(each) for each in _mentioned(event))}
        for number in sorted(each for each in turned_to if each is not None and each in waiting):
            if speaker is None or speaker.number != number:
                del waiting[number]
                await _found_answer(run, number, event.occurred_at)


async def _found_answer(run: Run, number: int, at: datetime) -> None:
    words = await run.store.first_words.of(number)
    if words is None or words.answered_at is not None:
        return
    minutes = max(int((at - words.said_at).total_seconds() // 60), 0)
    month = month_of(words.said_at, ZoneInfo(run.store.community.timezone))
    await run.store.first_words.find_answer(words, at)
    await run.store.turnover.count(month, answered=1, answer_minutes=minutes)


def _is_new(member: Member, now: datetime) -> bool:
    return member.role is Role.MEMBER and member.joined_at is not None and now < member.joined_at + NEW_FOR


def _is_command(event: MessageSent) -> bool:
    """Say whether a message was meant for the bot: no first words to the group."""
    if not isinstance(event.content, Text):
        return False
    to_bot = any(mention.is_self for mention in event.content.mentions)
    return to_bot or event.content.text.lstrip().startswith(_SLASHES)


def _mentioned(event: MessageSent) -> list[str]:
    if not isinstance(event.content, Text):
        return []
    return [
        mention.user_id for mention in event.content.mentions if mention.user_id is not None and not mention.is_self
    ]
