"""The words that show somebody their own records, in the language of the moment."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from babel.dates import format_date

from bot.i18n import _, current_language, ngettext
from bot.messages import MAX_OBJECTS, Card, Message, SayButton, long_text
from bot.names import safe_name
from handlers.community.role_texts import role_name
from handlers.privacy.texts import section
from handlers.rotation.my_page_texts import status_name
from handlers.rules.texts import day
from storage.models import Community, Consent, Member
from storage.models.rules import ConsentWay
from storage.repositories.activity import MARKS_KEPT_FOR, WEEKS_KEPT


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonRecord:
    """What is kept about somebody as a LINE user."""

    is_known: bool
    is_friend: bool
    language: str | None
    words_waiting: int
    has_claim_tries: bool
    has_open_form: bool
    has_menu: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberRecord:
    """What is kept about somebody in one community."""

    community: Community
    member: Member
    self_name: str | None
    group: str | None
    consents: Sequence[Consent]
    messages: int
    marks: int
    open_questions: Sequence[int]
    reports: int
    changes: int


def own_records(person: PersonRecord, records: Sequence[MemberRecord]) -> list[Message]:
    """Write all records out, and offer to erase them."""
    sections = [_about_person(person), *(_about_member(record, place) for place, record in enumerate(records, start=1))]
    text = "\n\n".join([_("What I keep about you"), *map(section, sections)])
    # One text holds a dozen communities, so the last message is free for the card in any life.
    return [*long_text(text)[: MAX_OBJECTS - 1], _what_next()]


def _what_next() -> Card:
    return Card(
        title=_("That is all"),
        lines=(_("Nobody but you is shown this here. You can have it erased at any time."),),
        buttons=(
            # Translators: the second text is a command; it must be one of the words for erasing one's records.
            SayButton(_("Erase my records"), _("/forgetme")),
            # Translators: the second text is a command; it must be one of the words for the privacy notice.
            SayButton(_("About privacy"), _("/privacy")),
        ),
        alt=_("About privacy"),
    )


def _about_person(person: PersonRecord) -> list[str]:
    lines = [_("You and this private chat")]
    if person.is_known:
        lines.append(_("We are friends on LINE.") if person.is_friend else _("We are not friends on LINE."))
        lines.append(_language(person.language))
    else:
        lines.append(_("I keep nothing about this chat itself."))
    if person.words_waiting:
        lines.append(
            ngettext(
                "%(count)d word waits to be told to you.",
                "%(count)d words wait to be told to you.",
                person.words_waiting,
            )
        )
    if person.has_claim_tries:
        lines.append(_("Your tries to register as an owner."))
    if person.has_open_form:
        lines.append(_("Your answers to what we are in the middle of, locked up for two days at most."))
    if person.has_menu:
        lines.append(_("Which menu you see in this chat."))
    return lines


def _language(language: str | None) -> str:
    if language is None:
        return _("Language: that of the group")
    # Translators: the name of the language of this catalogue.
    return _("Language: English")


def _about_member(record: MemberRecord, place: int) -> list[str]:
    member, timezone = record.member, record.community.timezone
    name, own_name = safe_name(record.group), safe_name(record.self_name)
    lines = [
        _("Group “%(group)s”", group=name) if name else _("Group %(place)d", place=place),
        _("Your number: #%(number)d, and the id by which LINE knows you", number=member.number),
        _("Role: %(role)s", role=role_name(member.role)),
        _("Now: %(status)s", status=status_name(member, timezone)),
        *([_("What you want to be called: %(name)s", name=own_name)] if own_name else []),
        *_dates(member, timezone),
        ngettext(
            "%(count)d message counted in the last %(weeks)d weeks",
            "%(count)d messages counted in the last %(weeks)d weeks",
            record.messages,
            weeks=WEEKS_KEPT,
        ),
        ngettext(
            "%(count)d message of the last %(days)d days remembered as yours, without its words",
            "%(count)d messages of the last %(days)d days remembered as yours, without their words",
            record.marks,
            days=MARKS_KEPT_FOR.days,
        ),
        *(_consent(consent, timezone) for consent in record.consents),
    ]
    if record.open_questions:
        numbers = " ".join(str(number) for number in record.open_questions)
        lines.append(_("Questions that wait for an answer, locked up: %(numbers)s", numbers=numbers))
    if record.reports:
        lines.append(
            ngettext(
                "%(count)d report of yours to the hosts, locked up",
                "%(count)d reports of yours to the hosts, locked up",
                record.reports,
            )
        )
    if record.changes:
        lines.append(
            ngettext(
                "%(count)d entry in the record of changes, under your number",
                "%(count)d entries in the record of changes, under your number",
                record.changes,
            )
        )
    return lines


def _dates(member: Member, timezone: str) -> list[str]:
    lines = [_("First known: %(day)s", day=day(member.first_seen_at, timezone))]
    if member.joined_at is not None:
        lines.append(_("Joined: %(day)s", day=day(member.joined_at, timezone)))
    if member.left_at is not None:
        lines.append(_("Left: %(day)s", day=day(member.left_at, timezone)))
    if member.last_seen_on is not None:
        lines.append(_("Last sign of life: %(day)s", day=_date(member.last_seen_on)))
    return lines


def _date(day_of_life: date) -> str:
    return format_date(day_of_life, "long", locale=current_language())


def _consent(consent: Consent, timezone: str) -> str:
    values = {"version": consent.version, "day": day(consent.agreed_at, timezone)}
    if consent.way is ConsentWay.BUTTON:
        return _("Agreed to version %(version)d of the rules on %(day)s, by button", **values)
    return _("Agreed to version %(version)d of the rules on %(day)s, by word", **values)
