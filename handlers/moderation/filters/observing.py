"""Looks at runs of talk with all filters at once; ordinary talk that nothing is noticed in costs no statement."""

from collections.abc import Iterator

from bot.answers import Answers
from bot.events import MessageSent
from bot.routing import Router, Run
from handlers.moderation.filters.folding import fold, squeeze
from handlers.moderation.filters.judging import Message, Noticed, is_exempt, judge_text, key_of, text_of
from handlers.moderation.filters.memory import Newest, RecentTalk
from handlers.moderation.filters.repeats import SHORTEST, sketch_of
from handlers.moderation.filters.routes import router
from handlers.moderation.filters.settings import Filters, read_filters
from handlers.moderation.filters.telling import keep_and_tell
from storage.models import Member
from storage.models.filters import FilterKind
from storage.repositories.history import FILTER_SETTINGS

_MOST_COMMUNITIES = 100
_AS_IT_CAME = Filters()


class FilterObserver:
    """Watches the talk of all communities in one process."""

    def __init__(self) -> None:
        """Remember nothing yet."""
        self._filters: Newest[int, tuple[int, Filters]] = Newest(_MOST_COMMUNITIES)
        self._recent = RecentTalk()

    async def look_at(self, run: Run) -> Answers:
        """Judge a run's messages and edits; write down what was noticed, and say what is to be told."""
        filters = await self._filters_of(run)
        noticed = list(self._judge(run, filters))
        return await keep_and_tell(run, filters, noticed) if noticed else None

    async def _filters_of(self, run: Run) -> Filters:
        """Give what the hosts have chosen; it is read once for each version that the community's row names."""
        community = run.store.community
        if community.filters_version == 0:
            return _AS_IT_CAME
        known = self._filters.get(community.number)
        if known is not None and known[0] == community.filters_version:
            return known[1]
        filters = read_filters(await run.store.settings.starting_with(FILTER_SETTINGS))
        self._filters.put(community.number, (community.filters_version, filters))
        return filters

    def _judge(self, run: Run, filters: Filters) -> Iterator[Noticed]:
        messages: list[Message] = [event for event in run.events if isinstance(event, MessageSent)]
        for message in [*messages, *run.edits]:
            member = run.members.get(message.source.user_id or "")
            if is_exempt(member):
                continue
            yield from judge_text(message, member, filters)
            # An edit says nothing more often. Whom LINE does not name cannot be told from others, so is not counted.
            if isinstance(message, MessageSent) and member is not None:
                yield from self._judge_talk(message, member, filters)

    def _judge_talk(self, message: MessageSent, member: Member, filters: Filters) -> Iterator[Noticed]:
        person = (member.community_id, member.number)
        key, at = key_of(message), message.occurred_at
        if not filters.is_off(FilterKind.FLOOD):
            limit = filters.flood_limit
            counted = self._recent.hear(person, key, at, limit)
            if counted is not None:
                yield Noticed(kind=FilterKind.FLOOD, message=message, member=member, counted=counted, limit=limit)
        text = text_of(message)
        if len(text) < SHORTEST or filters.is_off(FilterKind.REPEATS):
            return
        sketch = sketch_of(squeeze(fold(text)))
        counted = None if sketch is None else self._recent.hear_text(person, key, at, sketch)
        if counted is not None:
            yield Noticed(kind=FilterKind.REPEATS, message=message, member=member, counted=counted)


def make_router() -> Router:
    """Make the feature's router with an observer of its own, so that each process remembers for itself."""
    return Router("filters", routes=[*router.routes], observers=[FilterObserver().look_at])
