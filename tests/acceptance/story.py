"""A story of a claimed group: people act, the processes that serve it are killed, and in the end all is compared."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from random import Random

import httpx

from bot.payloads import TIMED_KEY_PREFIX
from bot.simulator.api.gate import Call
from bot.simulator.mishaps import CallMishap
from storage.database import Database
from storage.models import InboxEvent, OutboxItem
from storage.models.inbox import EventState
from storage.models.outbox import ItemState
from tests.acceptance.crowd import Crowd
from tests.acceptance.postman import Postman
from tests.acceptance.processes import Programs, ServedBot, eventually
from tests.acceptance.records import opened
from tests.acceptance.stage import SECRET, Stage, open_stage

_CALLS_AT_ONCE = 32
"""How many calls of one process may be on the wire at once."""


class Stroke:
    """Kills a process once, at the moment chosen for it."""

    def __init__(self, kill: Callable[[], None]) -> None:
        """Take how to kill."""
        self.struck = False
        self._kill = kill

    def now(self) -> None:
        """Strike, unless that has happened."""
        if not self.struck:
            self.struck = True
            self._kill()

    def soon(self, seconds: float) -> None:
        """Strike in a moment."""
        asyncio.get_running_loop().call_later(seconds, self.now)

    def at_the(self, number: int) -> Callable[[], None]:
        """Give something to be called again and again, which strikes at the call of this number."""
        left = iter(range(number - 1, 0, -1))

        def count() -> None:
            if next(left, None) is None:
                self.now()

        return count


@dataclass(slots=True)
class Story:
    """A claimed group, the processes that serve it, what its people did, and LINE's count of calls at each kill."""

    stage: Stage
    bots: Sequence[ServedBot]
    postman: Postman
    crowd: Crowd
    chance: Random
    database: Database
    counted_before: Counter[str] = field(default_factory=Counter)
    rules_before: list[str] = field(default_factory=list)
    calls_at_kills: list[int] = field(default_factory=list)

    async def live_through(self, kills: int) -> None:
        """Let people act while processes are killed at random moments, each started again at once; newcomers come."""
        for kill in range(kills):
            if kill in {0, kills // 3}:
                await self.crowd.come_in(3)
            bot = self.chance.choice(self.bots)
            stroke = self._at_a_random_moment(bot)
            await self._act_until(stroke)
            await bot.program.end()
            await bot.start()

    async def live(self, acts: int) -> None:
        """Let people act so many times."""
        for _act in range(acts):
            await self.crowd.act()

    async def come_to_rest(self) -> None:
        """Deliver all, let everything be handled, and give every chat a last token for what still waits for one."""
        self.stage.line.mishaps.clear()
        await self.postman.has_carried_all()
        await eventually(self._is_handled, "every event is handled and every newcomer greeted")
        await eventually(self._nothing_on_the_wire, "nothing is on the wire")
        await self.crowd.say_good_bye()
        await self.postman.has_carried_all()
        await eventually(self._is_handled, "the last words are handled")
        await eventually(self._nothing_to_say, "nothing is left to be said")

    def call_that_said(self, event: InboxEvent) -> tuple[int, Call]:
        """Find the call by which LINE took words with the reply token of an event, and its number."""
        token = self.postman.acknowledged[event.event_key]["replyToken"]
        [found] = [
            (number, call)
            for number, call in enumerate(self.stage.line.calls())
            if call.path.endswith("/reply") and call.request["replyToken"] == token and "sentMessages" in call.response
        ]
        return found

    def handled_by(self, bot: ServedBot) -> bool:
        """Say whether the processes of a bot have handled anything."""
        return any('"event": "handled"' in program.errors for program in bot.programs_so_far)

    def was_on_the_wire(self, number: int) -> bool:
        """Say whether a call may have been on the wire when a process was killed."""
        reach = _CALLS_AT_ONCE * len(self.bots)
        return any(abs(number - at_kill) <= reach for at_kill in self.calls_at_kills)

    def _at_a_random_moment(self, bot: ServedBot) -> Stroke:
        """Choose a moment: as an event is acknowledged, or as LINE takes words and soon after; answers get lost."""

        def kill() -> None:
            self.calls_at_kills.append(len(self.stage.line.calls()))
            bot.kill()

        stroke = Stroke(kill)
        mishaps = self.stage.line.mishaps
        mishaps.clear()
        mishaps.calls(CallMishap.ANSWER_LOST, self.chance.randint(1, 2), path="/reply")
        pause = self.chance.uniform(0.0, 0.03)
        if self.chance.random() < 0.5:
            self.postman.when_acknowledged = stroke.at_the(self.chance.randint(10, 50))
        else:
            number = self.chance.randint(5, 20)
            mishaps.calls(CallMishap.SLOW, number, path="/reply", seconds=0.005)
            self.stage.slow.when_begun = Stroke(lambda: stroke.soon(pause)).at_the(number)
        return stroke

    async def _act_until(self, stroke: Stroke) -> None:
        while not stroke.struck:
            await self.crowd.act()
            await eventually(lambda: stroke.struck or self.postman.has_room, "the webhooks are taken")

    async def _is_handled(self) -> bool:
        async with opened(self.database) as records:
            return await records.waiting_events() == 0 and await records.newcomers_waiting() == 0

    async def _nothing_on_the_wire(self) -> bool:
        async with opened(self.database) as records:
            return not await records.items(ItemState.SENDING)

    async def _nothing_to_say(self) -> bool:
        async with opened(self.database) as records:
            return await records.answers_under_way() == 0


@asynccontextmanager
async def a_story(
    programs: Programs, url: str, *, seed: int, processes: int = 1, arguments: Sequence[str] = ()
) -> AsyncIterator[Story]:
    """Open a claimed group served by so many processes on one database; `arguments` are for `serve`."""
    chance = Random(seed)
    postman = Postman(SECRET, chance)
    async with AsyncExitStack() as opening:
        client = await opening.enter_async_context(httpx.AsyncClient(transport=postman))
        stage = await opening.enter_async_context(open_stage(programs, url, client))
        bots = [ServedBot(programs, stage.bot.environment, *arguments) for _process in range(processes)]
        postman.doors = [bot.url for bot in bots]
        await opening.enter_async_context(postman.at_work())
        database = Database(url)
        opening.push_async_callback(database.close)
        await asyncio.gather(*(bot.up() for bot in bots))
        await stage.claimed()
        await stage.ask(stage.owner, stage.group, "/あいさつの名前 オン")
        await stage.ask(stage.owner, stage.group, "/あいさつを決める {names}さん、ようこそ")
        story = Story(stage, bots, postman, Crowd(stage, chance), chance, database)
        await story.come_to_rest()
        async with opened(database) as records:
            story.counted_before = await records.message_counts()
            story.rules_before = await records.first_rules()
        story.crowd.messages.clear()
        yield story


async def everything_was_done_once(story: Story) -> None:
    """Compare what people did with what the bot has on record and with what LINE showed."""
    async with opened(story.database) as records:
        events = await records.events()
        counted = await records.message_counts()
        versions = await records.versions()
        first_rules = await records.first_rules()
        greetings = await records.greetings()
        unconfirmed = await records.items(ItemState.UNCONFIRMED)
        lost = await records.items(ItemState.FAILED, ItemState.EXPIRED)
    assert Counter(_keys_from_line(events)) == Counter(story.postman.acknowledged.keys())
    assert {event.state for event in events} <= {EventState.DONE, EventState.IGNORED}
    assert counted - story.counted_before == story.crowd.messages
    assert sorted(first_rules) == sorted([*story.rules_before, *story.crowd.rules])
    assert versions == list(range(1, len(first_rules) + 1))
    assert not lost
    _every_question_was_answered_once(story)
    _every_newcomer_was_greeted_once(story, greetings)
    _only_calls_on_the_wire_are_unconfirmed(story, events, unconfirmed)


def _keys_from_line(events: Sequence[InboxEvent]) -> list[str]:
    return [event.event_key for event in events if not event.event_key.startswith(TIMED_KEY_PREFIX)]


def _every_question_was_answered_once(story: Story) -> None:
    line = story.stage.line
    answers = {
        word: sum(f"「{word}」" in text for text in line.texts(place)) for word, place in story.crowd.questions.items()
    }
    assert {word: times for word, times in answers.items() if times != 1} == {}


def _every_newcomer_was_greeted_once(story: Story, greetings: int) -> None:
    newcomers = {newcomer.user_id for newcomer in story.crowd.newcomers}
    greeted = [
        newcomers & {part["mentionee"]["userId"] for part in entry.content["substitution"].values()}
        for entry in story.stage.line.bot_messages(story.stage.group)
        if entry.content["type"] == "textV2"
    ]
    assert Counter(person for people in greeted for person in people) == dict.fromkeys(newcomers, 1)
    assert sum(bool(people) for people in greeted) == greetings


def _only_calls_on_the_wire_are_unconfirmed(
    story: Story, events: Sequence[InboxEvent], unconfirmed: Sequence[OutboxItem]
) -> None:
    by_number = {event.id: event for event in events}
    for item in unconfirmed:
        number, call = story.call_that_said(by_number[item.token_event_id])
        assert call.status is None or story.was_on_the_wire(number)
