"""A feature of the tests' own: `/probe` does what a test wants, so that it can watch the pipeline itself."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.answers import Answers, Compose, reply
from bot.buttons import ButtonPress
from bot.commands import Command
from bot.context import Context
from bot.facts import Wanted
from bot.messages import Text
from bot.routing import Router, Routes, Run, Where
from handlers import all_routers
from storage.models.members import Role
from tests.scenarios.world import World

ANSWER = "probed"
PRESSED = "pressed"
RETRIES = (timedelta(seconds=0.2), timedelta(seconds=1), timedelta(seconds=5))
"""The pauses before the second, third and fourth try of an event."""

Watch = Callable[[Run], Awaitable[Answers]]


class ProbeFailed(Exception):
    """What a failing probe raises; its text must never show anywhere."""


@dataclass(slots=True)
class Probe:
    """What the probe does next, and when it was called."""

    world: World
    error: Exception | None = None
    answers: Callable[[Context], Answers] = lambda _ctx: reply(Text(ANSWER))
    watch: Watch | None = None
    called_at: list[datetime] = field(default_factory=list)

    def fail(self, error: Exception | None = None) -> None:
        """Let the handler fail until further notice."""
        self.error = error or ProbeFailed("けんじ said something secret")

    def work_again(self) -> None:
        """Let the handler answer again."""
        self.error = None

    async def exhaust(self) -> None:
        """Let all the pauses pass after which a failing event is tried again."""
        for pause in RETRIES:
            await self.world.pass_time(pause)

    def tried_after(self) -> list[float]:
        """List the seconds from the first call to each later moment at which the handler was called."""
        moments = sorted(set(self.called_at))
        return [(moment - moments[0]).total_seconds() for moment in moments[1:]]


def install_probe(world: World) -> Probe:
    """Give the running bot one more feature."""
    probe = Probe(world)
    router = Router("probe")

    @router.command("probe", needs_home=False, before_claim=True)
    async def do_probe(ctx: Context, _command: Command) -> Answers:
        probe.called_at.append(ctx.now)
        if probe.error is not None:
            raise probe.error
        return probe.answers(ctx)

    async def fail_to_say(_ctx: Context, _command: Command) -> Wanted:
        raise ProbeFailed

    @router.command("wonder", needs=fail_to_say, needs_home=False, before_claim=True)
    async def do_wonder(_ctx: Context, _command: Command) -> Answers:
        return reply(Text(ANSWER))

    @router.command("shout", "叫ぶ", where=Where.GROUP)
    async def do_shout(_ctx: Context, _command: Command) -> Answers:
        return reply(Text(ANSWER))

    @router.button("probe.press", spoken="probe")
    async def press(_ctx: Context, _press: ButtonPress) -> Answers:
        return reply(Text(PRESSED))

    @router.button("probe.govern", who=Role.HOST)
    async def govern(_ctx: Context, _press: ButtonPress) -> Answers:
        return reply(Text(PRESSED))

    @router.observe
    async def watch_probe(run: Run) -> Answers:
        return None if probe.watch is None else await probe.watch(run)

    world.bot.services.routes = Routes([*all_routers(), router])
    return probe


def words(*texts: str) -> Compose:
    """Give something to say."""
    return lambda: [Text(text) for text in texts]


async def queue(world: World, answers: Callable[[Context], Answers]) -> list[str]:
    """Let a host in her private chat bring about answers, and give what she reads there."""
    probe = install_probe(world)
    probe.answers = answers
    return await world.say(world.sayuri, world.private, "/probe")


def to_group(ctx: Context) -> str:
    """Give the chat of the community's group."""
    assert ctx.main_chat is not None
    return ctx.main_chat


async def with_kenji_as_host(world: World) -> World:
    """Bring about a confirmed owner, and Kenji, #2, as a host."""
    await world.claimed()
    await world.say(world.kenji, world.group, "よろしくお願いします")
    await world.say(world.sayuri, world.private, "世話役 追加 #2")
    await world.say(world.kenji, world.private, "/使い方")
    return world
