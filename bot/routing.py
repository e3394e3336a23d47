"""Who handles what: one router per feature, read into one table in the order they are listed.

A route says in which chats it works, who may use it, and what it needs from LINE. The dispatcher refuses on its behalf
whoever may not, so a handler is called only when it can act.
"""

from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum
from functools import partial
from typing import Any, TypeVar

from bot.answers import Answers
from bot.buttons import ButtonPress
from bot.commands import Command, CommandWords, Vocabulary
from bot.context import Context
from bot.events import Event, MessageEdited, MessageUnsent, TimedEvent
from bot.facts import NOTHING, Wanted
from bot.forms.running import Form, hear
from storage.models import Member
from storage.models.members import Role
from storage.unit_of_work import CommunityStore, UnitOfWork


class Where(Enum):
    """The kind of chat a command belongs to."""

    GROUP = "group"
    PRIVATE = "private"
    BOTH = "both"


@dataclass(frozen=True, slots=True)
class Run:
    """Some ordinary messages of one claimed group, oldest first, that observers look at together."""

    unit: UnitOfWork
    store: CommunityStore
    events: Sequence[Event]
    members: Mapping[str, Member]
    """The speakers, keyed by LINE user id."""
    now: datetime
    edits: Sequence[MessageEdited] = ()
    """The newest edits of messages sent before; an edit is no sign of life and no message of its own."""


E = TypeVar("E", bound=Event)
Handler = Callable[[Context, Any], Awaitable[Answers]]
CommandHandler = Callable[[Context, Command], Awaitable[Answers]]
ButtonHandler = Callable[[Context, ButtonPress], Awaitable[Answers]]
TimedHandler = Callable[[Context, TimedEvent], Awaitable[Answers]]
Observer = Callable[[Run], Awaitable[Answers]]
TakeBack = Callable[[UnitOfWork, MessageUnsent], Awaitable[None]]
Needs = Callable[[Context, Any], Awaitable[Wanted]]
Filter = Callable[[Event], bool]


async def _needs_nothing(_context: Context, _found: Any) -> Wanted:
    return NOTHING


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """One handler and the conditions under which it is called.

    `name` is what the record of an event keeps, such as `rules.show_rules`. `needs_home` asks for a community;
    `before_claim` lets the route work while nobody has claimed it. `about_person` marks commands about another person:
    typed in a group they act, but answer only in private. `unrecorded` keeps the name out of records and logs.
    `for_advisers` lets in whoever belongs to no community: an adviser from outside, whose desk the handler finds.
    """

    name: str
    handler: Handler
    needs: Needs = _needs_nothing
    where: Where = Where.BOTH
    who: Role = Role.MEMBER
    needs_home: bool = True
    before_claim: bool = False
    about_person: bool = False
    unrecorded: bool = False
    for_advisers: bool = False

    @property
    def outcome(self) -> str:
        """Give what the record of an event says about its handling."""
        return "handled" if self.unrecorded else self.name

    @property
    def wants_facts(self) -> bool:
        """Say whether LINE has to be asked something before the handler can be called."""
        return self.needs is not _needs_nothing


@dataclass(frozen=True, slots=True, kw_only=True)
class CommandRoute(Route):
    """A command: its words, the first English one being its name, and its line in the help."""

    command: CommandWords
    help: Callable[[], str] | None = None
    example: Callable[[], str] | None = None
    topic: str = ""

    def word_in(self, language: str) -> str:
        """Give the first word for the command that a speaker of the language would type."""
        is_english = language != "ja"
        return next((word for word in self.command.words if word.isascii() is is_english), self.command.words[0])


@dataclass(frozen=True, slots=True, kw_only=True)
class ButtonRoute(Route):
    """A button's action. `spoken` names the command offered in words to a tapper whom LINE did not name.

    `nameless` lets such a tapper use it, because it changes nothing.
    """

    action: str
    spoken: str | None = None
    nameless: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class EventRoute(Route):
    """A kind of event, with filters that must all agree."""

    kind: type[Event]
    filters: tuple[Filter, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TimedRoute(Route):
    """A kind of timed work."""

    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FormRoute(Route):
    """A form, which hears what its person says in private until it is finished."""

    for_strangers: bool = False


@dataclass(slots=True)
class Router:
    """One feature's routes, collected by decorators."""

    feature: str
    routes: list[Route] = field(default_factory=list)
    observers: list[Observer] = field(default_factory=list)
    take_backs: list[TakeBack] = field(default_factory=list)

    def command(
        self,
        *words: str,
        where: Where = Where.BOTH,
        who: Role = Role.MEMBER,
        help: Callable[[], str] | None = None,  # noqa: A002 - the word users type is the word written here
        example: Callable[[], str] | None = None,
        takes_arguments: bool = True,
        needs: Needs = _needs_nothing,
        needs_home: bool = True,
        before_claim: bool = False,
        about_person: bool = False,
        unrecorded: bool = False,
        for_advisers: bool = False,
    ) -> Callable[[CommandHandler], CommandHandler]:
        """Route a typed command; the first word is its English name, the others mean the same."""

        def register(handler: CommandHandler) -> CommandHandler:
            self.routes.append(
                CommandRoute(
                    name=self._name(handler),
                    handler=handler,
                    command=CommandWords(words[0], words, takes_arguments),
                    where=where,
                    who=who,
                    help=help,
                    example=example,
                    topic=self.feature,
                    needs=needs,
                    needs_home=needs_home,
                    before_claim=before_claim,
                    about_person=about_person,
                    unrecorded=unrecorded,
                    for_advisers=for_advisers,
                )
            )
            return handler

        return register

    def button(
        self,
        action: str,
        *,
        spoken: str | None = None,
        nameless: bool = False,
        who: Role = Role.MEMBER,
        needs: Needs = _needs_nothing,
        needs_home: bool = True,
        before_claim: bool = False,
        unrecorded: bool = False,
    ) -> Callable[[ButtonHandler], ButtonHandler]:
        """Route a button's action, named `feature.verb`."""

        def register(handler: ButtonHandler) -> ButtonHandler:
            self.routes.append(
                ButtonRoute(
                    name=self._name(handler),
                    handler=handler,
                    action=action,
                    spoken=spoken,
                    nameless=nameless,
                    who=who,
                    needs=needs,
                    needs_home=needs_home,
                    before_claim=before_claim,
                    unrecorded=unrecorded,
                )
            )
            return handler

        return register

    def on(
        self,
        kind: type[E],
        *filters: Filter,
        needs: Needs = _needs_nothing,
        needs_home: bool = True,
        before_claim: bool = False,
        unrecorded: bool = False,
    ) -> Callable[[Callable[[Context, E], Awaitable[Answers]]], Callable[[Context, E], Awaitable[Answers]]]:
        """Route a kind of event; the first route whose filters all agree takes it."""

        def register(handler: Callable[[Context, E], Awaitable[Answers]]) -> Callable[[Context, E], Awaitable[Answers]]:
            self.routes.append(
                EventRoute(
                    name=self._name(handler),
                    handler=handler,
                    kind=kind,
                    filters=filters,
                    needs=needs,
                    needs_home=needs_home,
                    before_claim=before_claim,
                    unrecorded=unrecorded,
                )
            )
            return handler

        return register

    def timed(
        self, kind: str, *, needs: Needs = _needs_nothing, before_claim: bool = False
    ) -> Callable[[TimedHandler], TimedHandler]:
        """Route a kind of timed work, named `feature.noun`."""

        def register(handler: TimedHandler) -> TimedHandler:
            self.routes.append(
                TimedRoute(
                    name=self._name(handler),
                    handler=handler,
                    kind=kind,
                    needs=needs,
                    needs_home=False,
                    before_claim=before_claim,
                )
            )
            return handler

        return register

    def form(self, form: Form) -> Form:
        """Let a form that was begun hear its answers."""
        self.routes.append(
            FormRoute(
                name=form.name,
                handler=partial(hear, form),
                where=Where.PRIVATE,
                who=form.who,
                needs=form.needs or _needs_nothing,
                unrecorded=form.unrecorded,
                for_strangers=form.for_strangers,
            )
        )
        return form

    def observe(self, observer: Observer) -> Observer:
        """Let a function look at runs of ordinary messages in claimed groups."""
        self.observers.append(observer)
        return observer

    def taken_back(self, erase: TakeBack) -> TakeBack:
        """Let a function erase what it keeps of a message, in whichever chat, that its author has taken back."""
        self.take_backs.append(erase)
        return erase

    def _name(self, handler: Callable[..., object]) -> str:
        return f"{self.feature}.{getattr(handler, '__name__', 'handler')}"


def join(feature: str, parts: Iterable[Router]) -> Router:
    """Make one router of a feature out of those of its modules, with all that they route, in their order."""
    whole = Router(feature)
    for part in parts:
        whole.routes.extend(part.routes)
        whole.observers.extend(part.observers)
        whole.take_backs.extend(part.take_backs)
    return whole


class RoutesClash(ValueError):
    """Two routes for one button action, one form or one kind of timed work."""


class Routes:
    """The one table of all routes, built once at the start."""

    def __init__(self, routers: Iterable[Router]) -> None:
        """Read the routers in order; RoutesClash or WordsClash where two want the same."""
        self.commands: dict[str, CommandRoute] = {}
        self.buttons: dict[str, ButtonRoute] = {}
        self.timed: dict[str, TimedRoute] = {}
        self.forms: dict[str, FormRoute] = {}
        self.events: list[EventRoute] = []
        self.observers: list[Observer] = []
        self.take_backs: list[TakeBack] = []
        for router in routers:
            self.observers.extend(router.observers)
            self.take_backs.extend(router.take_backs)
            for route in router.routes:
                self._add(route)
        self.vocabulary = Vocabulary(route.command for route in self.commands.values())
        self.forms_for_strangers = frozenset(name for name, route in self.forms.items() if route.for_strangers)

    def for_event(self, event: Event) -> EventRoute | None:
        """Find the first route for an event that is neither a command, a button nor timed."""
        for route in self.events:
            if isinstance(event, route.kind) and all(accepts(event) for accepts in route.filters):
                return route
        return None

    def _add(self, route: Route) -> None:
        match route:
            case CommandRoute():
                _put(self.commands, route.command.name, route)
            case ButtonRoute():
                _put(self.buttons, route.action, route)
            case TimedRoute():
                _put(self.timed, route.kind, route)
            case FormRoute():
                _put(self.forms, route.name, route)
            case EventRoute():
                self.events.append(route)


R = TypeVar("R", bound=Route)


def _put(table: dict[str, R], key: str, route: R) -> None:
    if key in table:
        raise RoutesClash(f"{key}: {table[key].name} and {route.name}")
    table[key] = route
