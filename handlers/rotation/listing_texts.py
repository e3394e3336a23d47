"""The words with which hosts look at who is there, in private and in the language of the moment."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from babel.dates import format_date

from bot.context import Context
from bot.i18n import _, current_language, ngettext
from bot.messages import Card, Message, SayButton, Text, long_text
from bot.people import label_of
from bot.times import Duration
from handlers.rotation.my_page_texts import status_history
from handlers.rotation.paging import Page
from handlers.rotation.quiet import Quiet, Spared, Way
from handlers.rules.texts import day
from storage.models import Member
from storage.models.members import MemberStatus

SECONDS_A_DAY = 86_400
SHOWN = (MemberStatus.ACTIVE, MemberStatus.LISTENING, MemberStatus.AWAY, MemberStatus.ASKED)


@dataclass(frozen=True, slots=True)
class Span:
    """For how long without a sign of life, and how one types that."""

    duration: Duration
    typed: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Numbers:
    """Who is there, in numbers; `in_group` is LINE's count, empty where LINE did not tell it."""

    in_group: int | None
    known: int
    by_status: Mapping[MemberStatus, int]

    @property
    def unmet(self) -> int | None:
        """Count those in the group whom the bot has not met."""
        return None if self.in_group is None else max(self.in_group - self.known, 0)


def status_label(status: MemberStatus) -> str:
    """Name a status, in one or two words that can be typed after `/members`."""
    match status:
        case MemberStatus.ACTIVE:
            return _("taking part")
        case MemberStatus.LISTENING:
            return _("only reading")
        case MemberStatus.AWAY:
            return _("resting")
        case MemberStatus.ASKED:
            # Translators: a group of members, those who were asked how they are and have not answered.
            return _("asked")
        case MemberStatus.LEFT:
            # Translators: a group of former members.
            return _("left")
        case MemberStatus.REMOVED:
            # Translators: a group of former members.
            return _("removed")


def overview(numbers: Numbers) -> Card:
    """Show who is there, in numbers, with the ways further."""
    return Card(
        title=_("Members"),
        lines=(
            *_in_group(numbers),
            *(
                _("%(status)s: %(count)d", status=status_label(status), count=numbers.by_status.get(status, 0))
                for status in SHOWN
            ),
        ),
        buttons=(
            # Translators: the second text is a command; it must be one of the words for who has gone quiet.
            SayButton(_("Who has gone quiet"), _("/inactive")),
            # Translators: the second text is a command; it must be one of the words for coming and going by month.
            SayButton(_("Coming and going"), _("/rotation")),
        ),
        alt=_("For hosts"),
        footnote=_("To see one group of them: %(example)s", example=_members_words(MemberStatus.LISTENING)),
        quick_replies=[SayButton(status_label(status), _members_words(status)) for status in SHOWN],
    )


def of_status(ctx: Context, status: MemberStatus, page: Page[Member]) -> list[Message]:
    """List the members of one status."""
    if not page.total:
        return [Text(_("Nobody at the moment: %(status)s", status=status_label(status)))]
    heading = _("Members: %(status)s (%(count)d)", status=status_label(status), count=page.total)
    lines = [_member_line(ctx, member) for member in page.items]
    return _paged("\n".join([heading, *lines]), page, _members_words(status))


def quiet_people(ctx: Context, page: Page[Quiet], span: Span, unmet: int | None) -> list[Message]:
    """List who has gone quiet, under what a host can do about it."""
    if not page.total:
        return [
            Text("\n\n".join([_("There has been a sign of life from everybody I know here."), *_unmet_lines(unmet)]))
        ]
    lines = [
        ngettext(
            "%(count)d person has not been heard of for %(days)s or longer. Reading along is a way to belong, too.",
            "%(count)d people have not been heard of for %(days)s or longer. Reading along is a way to belong, too.",
            page.total,
            days=length(span.duration),
        )
    ]
    way: Way | None = None
    for quiet in page.items:
        if quiet.way is not way:
            way = quiet.way
            lines += ["", _way_heading(way)]
        lines.append(_quiet_line(ctx, quiet))
    if not page.has_next:
        lines += ["", *_unmet_lines(unmet)]
    messages = _paged("\n".join(lines).rstrip(), page, _("/inactive %(days)s", days=span.typed))
    if page.number == 1 and page.items[0].way is Way.NOBODY:
        return messages  # they come last, so nobody is there to be asked
    return [*messages[:-1], _with_check_in(messages[-1])]


def exempted(ctx: Context, members: Sequence[Member]) -> Text:
    """List those who are never asked."""
    how = _("To add somebody, or to take them off again: %(example)s", example=_("/exempt #12"))
    if not members:
        return Text("\n\n".join([_("There is nobody whom I never ask how they are."), how]))
    lines = [label_of(ctx, member) for member in members]
    return Text("\n".join([_("I never ask these how they are:"), *lines, "", how]))


def exemption_changed(who: str, *, is_exempt: bool) -> Text:
    """Confirm an exemption, or its end."""
    if is_exempt:
        return Text(_("I will not ask %(who)s how they are. The same again ends it. They are not told.", who=who))
    return Text(_("%(who)s may be asked again, like everybody else.", who=who))


def which_status() -> str:
    """Say what can stand after `/members`."""
    # Translators: what stands between the words of a list
    words = _(", ").join(status_label(status) for status in MemberStatus)
    return _("After /members there may stand: %(words)s.", words=words)


def which_span() -> str:
    """Say what can stand after `/inactive`."""
    return _("For how long without a word? For example: %(example)s", example=_("/inactive 60d"))


def span_too_short() -> str:
    """Say that signs of life are known by the day."""
    return _(
        "I know signs of life by the day, so one day is the shortest. For example: %(example)s",
        example=_("/inactive 60d"),
    )


def days_as_typed(days: int) -> str:
    """Write a number of days as it can be typed."""
    return _("%(days)dd", days=days)


def length(span: Duration) -> str:
    """Write a span of time in words, as days and months go."""
    days = span.days + span.seconds // SECONDS_A_DAY
    parts = [
        *([ngettext("%(count)d month", "%(count)d months", span.months)] if span.months else []),
        *([ngettext("%(count)d day", "%(count)d days", days)] if days or not span.months else []),
    ]
    return _(" and ").join(parts)


def who(ctx: Context, member: Member) -> str:
    """Name a member to a host, in private."""
    return label_of(ctx, member)


def reason_spared(spared: Spared) -> str:
    """Say why somebody is left in peace."""
    match spared:
        case Spared.LISTENING:
            return _("only reading")
        case Spared.AWAY:
            return _("resting")
        case Spared.LEAVING:
            return _("would like to leave")
        case Spared.EXEMPT:
            return _("never asked, by your choice")
        case Spared.NEW:
            return _("new here")
        case Spared.ASKED_LATELY:
            return _("asked lately")


def _in_group(numbers: Numbers) -> list[str]:
    if numbers.in_group is None:
        return [
            _("Known to me: %(count)d", count=numbers.known),
            _("LINE did not tell me just now how many people are in the group."),
        ]
    return [
        _("In the group: %(count)d", count=numbers.in_group),
        _("Known to me: %(count)d", count=numbers.known),
        _("Not met yet: %(count)d (LINE tells me nobody who has not spoken)", count=numbers.unmet or 0),
    ]


def _unmet_lines(unmet: int | None) -> list[str]:
    if not unmet:
        return []
    return [
        ngettext(
            "One more person is in the group whom LINE does not tell me of, because they have never spoken.",
            "%(count)d more people are in the group whom LINE does not tell me of, because they have never spoken.",
            unmet,
        )
    ]


def _member_line(ctx: Context, member: Member) -> str:
    """Name a member with since when they have their status; somebody who has left by the number alone."""
    timezone = ctx.community.timezone
    has_left = member.status is MemberStatus.LEFT
    history = None if member.status is MemberStatus.ACTIVE else status_history(member, timezone)
    if history is None and has_left and member.left_at is not None:
        return _("#%(number)d, on %(day)s", number=member.number, day=day(member.left_at, timezone))
    shown = f"#{member.number}" if has_left else label_of(ctx, member)
    return shown if history is None else _("%(who)s · %(history)s", who=shown, history=history)


def _way_heading(way: Way) -> str:
    match way:
        case Way.IN_PRIVATE:
            return _("■ I can ask them in private")
        case Way.IN_GROUP:
            return _("■ Only a card in the group reaches them")
        case Way.NOBODY:
            return _("■ Left in peace")


def _quiet_line(ctx: Context, quiet: Quiet) -> str:
    line = _silence(quiet, label_of(ctx, quiet.entry.member), _short(quiet.since))
    if quiet.spared is None:
        return line
    return _("%(line)s · %(reason)s", line=line, reason=reason_spared(quiet.spared))


def _silence(quiet: Quiet, who_: str, since: str) -> str:
    if not quiet.never_spoke:
        return _("%(who)s: since %(day)s", who=who_, day=since)
    if quiet.entry.member.joined_at is None:
        return _("%(who)s: not a word yet (known to me since %(day)s)", who=who_, day=since)
    return _("%(who)s: not a word since joining (%(day)s)", who=who_, day=since)


def _short(at: date) -> str:
    return format_date(at, "medium", locale=current_language())


def _members_words(status: MemberStatus) -> str:
    # Translators: a command; it must be one of the words for the members.
    return _("/members %(status)s", status=status_label(status))


def _paged(text: str, page: Page[Member] | Page[Quiet], words: str) -> list[Message]:
    """Give a page's text, and the way to the next one as a button and as words."""
    if page.has_next:
        following = f"{words} {page.number + 1}"
        text += "\n\n" + _(
            "Page %(number)d of %(pages)d. The next one: %(words)s",
            number=page.number,
            pages=page.pages,
            words=following,
        )
        # A page of thirty people fits one message; the button goes with the last one in any case.
        *before, last = long_text(text)
        return [*before, Text(last.text, [SayButton(_("Next"), following)])]
    return list(long_text(text))


def _with_check_in(message: Message) -> Message:
    """Offer to look at what asking them would be like."""
    if not isinstance(message, Text):
        return message
    # Translators: the second text is a command; it must be one of the words for looking at a round of questions.
    button = SayButton(_("Ask how they are?"), _("/checkin preview"))
    return Text(message.text, [*message.quick_replies, button])
