"""The words that show somebody their own records, in the language of the moment."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from babel.dates import format_date

from bot.i18n import _, current_language, ngettext
from bot.messages import MAX_OBJECTS, Card, Message, SayButton, long_text
from bot.names import safe_name
from handlers.community.role_texts import role_name
from handlers.duty.records import OwnDuty, duty_line
from handlers.moderation.cases.appeal_texts import own_line
from handlers.privacy.texts import section
from handlers.rotation.my_page_texts import status_history, status_name
from handlers.rules.texts import day
from storage.models import Case, Community, Consent, Member
from storage.models.rules import ConsentWay
from storage.repositories.activity import MARKS_KEPT_FOR, WEEKS_KEPT
from storage.repositories.advisers import KEPT_AFTER_END, OutsideAdviser
from storage.repositories.mail import ConfirmedAddress
from storage.repositories.removals import StayingBlock
from storage.repositories.rosters import KEPT_FOR as ROSTERS_KEPT_FOR
from storage.repositories.turnover import KeptAbout


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonRecord:
    """What is kept about somebody as a LINE user."""

    is_known: bool
    is_friend: bool
    language: str | None
    words_waiting: int
    has_claim_tries: bool
    applications: int
    advises: Sequence[OutsideAdviser]
    has_open_form: bool
    has_old_form: bool
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
    blocks: Sequence[StayingBlock]
    rosters: int
    cases: Sequence[Case]
    noticed: int
    duties: Sequence[OwnDuty]
    changes: int
    turnover: KeptAbout
    mail: ConfirmedAddress | None
    numbers_by_mail: int


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
    if person.applications:
        lines.append(
            ngettext(
                "%(count)d application to come into a group, your answers locked up.",
                "%(count)d applications to come into a group, your answers locked up.",
                person.applications,
            )
        )
    lines += [_advises(task) for task in person.advises]
    if person.has_open_form:
        lines.append(_("Your answers to what we are in the middle of, locked up for two days at most."))
    if person.has_old_form:
        lines.append(_("That you began to answer questions some days ago; your answers are erased."))
    if person.has_menu:
        lines.append(_("Which menu you see in this chat."))
    return lines


def _advises(task: OutsideAdviser) -> str:
    names = {"word": safe_name(task.calls_it) or "", "name": safe_name(task.name) or ""}
    if task.is_present:
        return _(
            "That you are an adviser from outside: you call the group “%(word)s”, it calls you “%(name)s”.", **names
        )
    return _(
        "For %(days)d days after its end, that you were an adviser from outside: you called the group “%(word)s”, "
        "it called you “%(name)s”.",
        days=KEPT_AFTER_END.days,
        **names,
    )


def _language(language: str | None) -> str:
    if language is None:
        return _("Language: that of the group")
    # Translators: the name of the language of this catalogue.
    return _("Language: English")


def _status(member: Member, timezone: str) -> str:
    history = status_history(member, timezone)
    status = status_name(member, timezone)
    return status if history is None else _("%(status)s, %(history)s", status=status, history=history)


def _about_member(record: MemberRecord, place: int) -> list[str]:
    member, timezone = record.member, record.community.timezone
    name, own_name = safe_name(record.group), safe_name(record.self_name)
    lines = [
        _("Group “%(group)s”", group=name) if name else _("Group %(place)d", place=place),
        _("Your number: #%(number)d, and the id by which LINE knows you", number=member.number),
        _("Role: %(role)s", role=role_name(member.role)),
        _("Now: %(status)s", status=_status(member, timezone)),
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
    lines += _about_turnover(record.turnover, timezone)
    if record.reports:
        lines.append(
            ngettext(
                "%(count)d report of yours to the hosts, locked up",
                "%(count)d reports of yours to the hosts, locked up",
                record.reports,
            )
        )
    if record.noticed:
        lines.append(
            ngettext(
                "%(count)d message of yours noticed by a filter, without its words",
                "%(count)d messages of yours noticed by a filter, without their words",
                record.noticed,
            )
        )
    lines += [_("From the hosts, number %(case)s", case=own_line(case, timezone)) for case in record.cases]
    lines += _about_leaving(record, timezone)
    lines += _about_mail(record, timezone)
    lines += [duty_line(each, timezone) for each in record.duties]
    if record.changes:
        lines.append(
            ngettext(
                "%(count)d entry in the record of changes, under your number",
                "%(count)d entries in the record of changes, under your number",
                record.changes,
            )
        )
    return lines


def _about_turnover(kept: KeptAbout, timezone: str) -> list[str]:
    lines = []
    if kept.asked_at is not None:
        lines.append(_("Asked how you are, no answer yet: %(day)s", day=day(kept.asked_at, timezone)))
    if kept.is_exempt:
        lines.append(_("The hosts have chosen that you are never asked how you are."))
    if kept.wished_at is not None:
        lines.append(_("You would like to leave: %(day)s", day=day(kept.wished_at, timezone)))
    if kept.first_words_at is not None:
        first = day(kept.first_words_at, timezone)
        lines.append(_("Your first words in the group, without the words: %(day)s", day=first))
    return lines


def _about_leaving(record: MemberRecord, timezone: str) -> list[str]:
    lines = [
        _("That you are not to come back, until the hosts lift it")
        if block.until is None
        else _("That you are not to come back, until %(day)s", day=day(block.until, timezone))
        for block in record.blocks
    ]
    if record.rosters:
        lines.append(
            ngettext(
                "Your number and name on %(count)d list of who was there at an alarm, for %(days)d days, locked up",
                "Your number and name on %(count)d lists of who was there at an alarm, for %(days)d days, locked up",
                record.rosters,
                days=ROSTERS_KEPT_FOR.days,
            )
        )
    return lines


def _about_mail(record: MemberRecord, timezone: str) -> list[str]:
    lines = []
    if record.mail is not None:
        confirmed = day(record.mail.confirmed_at, timezone)
        lines.append(_("Your mail address: %(address)s, since %(day)s", address=record.mail.address, day=confirmed))
    if record.numbers_by_mail:
        lines.append(
            ngettext(
                "%(count)d mail with a number that you asked for, counted for a day",
                "%(count)d mails with a number that you asked for, counted for a day",
                record.numbers_by_mail,
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
