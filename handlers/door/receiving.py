"""Whoever was accepted gets the invitation link, at their own word: from then on it counts for 72 hours.

The link travels in the free reply to that word, so its delivery and the beginning of its time are one moment. Where
LINE does not take that reply, it waits for the person's next word, and the time begins with that (`tending.py`).
"""

from bot.answers import Answers, Reply
from bot.commands import Command
from bot.context import Context
from bot.errors import Refusal
from bot.i18n import _
from bot.messages import MAX_OBJECTS
from bot.routing import Router, Where
from handlers.door import door_texts as texts
from handlers.door.passes import PASS_LASTS, ends_at, hand_over, is_over
from handlers.door.telling import is_link_waiting, link_key, overtake
from storage.models import Community
from storage.models.door import PassState
from storage.unit_of_work import CommunityStore

router = Router("door")


@router.command(
    "my link",
    "リンクを受け取る",
    where=Where.PRIVATE,
    takes_arguments=False,
    needs_home=False,
    before_claim=True,
    unrecorded=True,
    help=lambda: _("Get the invitation link, once the hosts have let you in"),
)
async def receive_link(ctx: Context, _command: Command) -> Answers:
    """Hand over the links of all doors that are open to this person; one that is newer replaces the former."""
    links: list[Reply] = []
    is_waiting = False
    # By ascending number, so that two people who do this at once wait for each other instead of getting stuck.
    for number in await ctx.unit.doorsteps.applied_to(ctx.chat_id):
        community = await ctx.unit.communities.lock(number)
        if community is None or community.left_at is not None:
            continue
        links += await _link_of(ctx, community, ctx.unit.of(community))
        is_waiting = True
    if links:
        return links[:MAX_OBJECTS]
    raise Refusal(texts.link_comes_later() if is_waiting else texts.no_link_for_you())


async def _link_of(ctx: Context, community: Community, store: CommunityStore) -> list[Reply]:
    held, link = await store.passes.open_of(ctx.chat_id), await store.door.link()
    if held is None or link is None or held.state is PassState.WAITING:
        return []
    if held.state is PassState.HANDED and is_over(held, ctx.now):
        return []  # a seat that is merely offered is theirs until somebody has looked and given it to another
    is_on_its_way = await is_link_waiting(ctx, held)
    is_first = held.state is PassState.OFFERED or is_on_its_way
    hand_over(held, ctx.now, anew=is_on_its_way)
    await overtake(ctx, held)  # whoever asks for the link has no use for word of it any more
    end = ends_at(held)
    if end is None:
        return []
    words = [texts.your_link(link, end, community.timezone)]
    if is_first and await ctx.unit.outbox.by_key(link_key(held)) is None:
        return [Reply(words, lasts=PASS_LASTS, repeatable=True, dedupe_key=link_key(held))]
    return [Reply(words, repeatable=True)]
