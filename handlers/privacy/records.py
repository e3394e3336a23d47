"""Shows somebody all that is kept about them, in every community that has them on record, and nothing about others."""

from bot.answers import Answers, reply
from bot.commands import Command
from bot.context import Context
from bot.facts import NOTHING, Wanted, about_chat
from bot.i18n import _
from bot.routing import Where
from handlers.duty.records import own_duties
from handlers.moderation.cases.mine import own_cases
from handlers.privacy import records_texts as texts
from handlers.privacy.handlers import router
from handlers.privacy.records_texts import MemberRecord, PersonRecord
from storage.models import Community, Member


async def _own_groups(ctx: Context, _command: Command) -> Wanted:
    """Want the names of the groups somebody is in; the group of somebody who has left goes by no name."""
    wanted = NOTHING
    for community in [] if ctx.user_id is None else await ctx.unit.communities.of_person(ctx.user_id):
        chat_id = await ctx.unit.communities.chat_of(community.number)
        wanted |= about_chat(chat_id)
    return wanted


@router.command(
    "mydata",
    "私の記録",
    where=Where.PRIVATE,
    takes_arguments=False,
    needs_home=False,
    before_claim=True,
    needs=_own_groups,
    help=lambda: _("See all that I keep about you"),
)
async def show_own_records(ctx: Context, _command: Command) -> Answers:
    """Show somebody all that is kept about them, everywhere."""
    user_id = ctx.chat_id
    records = []
    for community in await ctx.unit.communities.ever_of_person(user_id):
        member = await ctx.unit.of(community).members.by_user(user_id)
        if member is not None:
            records.append(await _record(ctx, community, member, user_id))
    return reply(*texts.own_records(await _person(ctx, user_id), records))


async def _person(ctx: Context, user_id: str) -> PersonRecord:
    person = await ctx.unit.people.get(user_id)
    form = await ctx.unit.forms.of(user_id, ctx.now)
    return PersonRecord(
        is_known=person is not None,
        is_friend=person is not None and person.is_friend,
        language=None if person is None else person.language,
        words_waiting=await ctx.unit.outbox.count_waiting_for(user_id),
        has_claim_tries=await ctx.unit.claims.has_on_record(user_id) or await ctx.unit.moving.has_on_record(user_id),
        applications=await ctx.unit.doorsteps.count_of(user_id),
        advises=await ctx.unit.advising.ever_of(user_id),
        has_open_form=form is not None and not form.is_expired,
        has_old_form=form is not None and form.is_expired,
        has_menu=await ctx.unit.menus.get(user_id) is not None,
    )


async def _record(ctx: Context, community: Community, member: Member, user_id: str) -> MemberRecord:
    store = ctx.unit.of(community)
    chat_id = await ctx.unit.communities.chat_of(community.number)
    return MemberRecord(
        community=community,
        member=member,
        self_name=store.self_name_of(member),
        group=ctx.facts.group_name(chat_id),
        consents=await store.rules.consents_of(member.number),
        messages=await store.activity.count_of(member.number),
        marks=await store.activity.count_marks_of(member.number),
        open_questions=await store.questions.numbers_of(user_id),
        reports=await store.reports.count_of(member.number),
        cases=await own_cases(store, member),
        noticed=await store.filters.count_of(member.number),
        duties=await own_duties(store, member),
        changes=await store.log.count_by(member.number),
        blocks=await store.removals.staying_blocks(member, ctx.now),
        rosters=await store.rosters.count_of(member.number),
        turnover=await store.turnover.keeps_about(member.number),
        mail=await ctx.unit.mail.of_member(community.number, member.number),
        numbers_by_mail=await ctx.unit.mail_codes.count_of(community.number, member.number),
    )
