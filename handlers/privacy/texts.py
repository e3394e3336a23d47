"""The privacy notice, in the language of the moment. The periods it names are those the code keeps to."""

from collections.abc import Sequence

from bot.answers import WORD_LASTS
from bot.i18n import _
from bot.messages import Button, Card, Text, long_text
from storage.repositories.activity import MARKS_KEPT_FOR, WEEKS_KEPT
from storage.repositories.advisers import KEPT_AFTER_END as ADVISERS_KEPT_FOR
from storage.repositories.door import KEPT_AFTER_CLOSING as APPLICATIONS_KEPT_FOR
from storage.repositories.duty import TURNS_KEPT
from storage.repositories.filters import AUTHORS_KEPT_FOR, FINDINGS_KEPT_FOR, MESSAGE_IDS_KEPT_FOR
from storage.repositories.forms import KEPT_FOR as FORMS_KEPT_FOR
from storage.repositories.inbox import KEPT_FOR as EVENTS_KEPT_FOR
from storage.repositories.mail import KEPT_AFTER_LEAVING as ADDRESSES_KEPT_FOR
from storage.repositories.people import KEPT_FOR as NAMES_KEPT_FOR
from storage.repositories.questions import KEPT_FOR as QUESTIONS_KEPT_FOR
from storage.repositories.reports import KEPT_AFTER_CLOSING
from storage.repositories.rosters import KEPT_FOR as ROSTERS_KEPT_FOR
from storage.repositories.turnover import FIRST_WORDS_KEPT_FOR, MONTHS_KEPT, WISHES_KEPT_FOR


def privacy_words() -> str:
    """Give what one types to read the notice."""
    return _("/privacy")


def read_it_all() -> str:
    """Name the button to the whole notice."""
    return _("Read it all in private")


def short_notice(button: Button) -> Card:
    """Give the heart of the notice, for a group."""
    return Card(
        _("What Tsudoi keeps"),
        [
            _("What is said here is erased as soon as it has been dealt with. I keep no record of the talk."),
            _("I keep only what my work needs, such as member numbers and who has read the rules."),
            _("Nobody outside learns from me who is in this group."),
        ],
        [button],
        _("About privacy"),
    )


def whole_notice() -> tuple[Text, ...]:
    """Give the whole notice, for a private chat."""
    sections = (_about_talk(), _about_records(), _about_who_sees(), _about_choices())
    return long_text("\n\n".join([_("What Tsudoi keeps, for how long, and who sees it"), *map(section, sections)]))


def section(lines: Sequence[str]) -> str:
    """Write a heading with its points below."""
    heading, *points = lines
    return "\n".join([_("[%(heading)s]", heading=heading), *(_("- %(point)s", point=point) for point in points)])


def _about_talk() -> Sequence[str]:
    return [
        _("What is said in the group"),
        _(
            "What you write is locked up the moment it reaches me, and erased as soon as I have dealt with it. "
            "Should something go wrong on my side, it is erased after %(days)d days at the latest.",
            days=EVENTS_KEPT_FOR.days,
        ),
        _("I do not fetch photos, films, voice messages or files, and I do not note down places you share."),
        _(
            "For %(days)d days I remember which message was whose, without its words, so that I understand replies.",
            days=MARKS_KEPT_FOR.days,
        ),
    ]


def _about_records() -> Sequence[str]:
    return [
        _("What I keep"),
        _("Your number in the group, the id by which LINE knows you, your role, and when you came or left."),
        _(
            "Where LINE shows a verified account who is in the group, hosts can have me take in that list: then number "
            "and id also of those who have never written here."
        ),
        _("The date of your last sign of life, without the time of day."),
        _("How many messages you wrote each week, for %(weeks)d weeks.", weeks=WEEKS_KEPT),
        _("Which version of the rules you agreed to, when, and whether by button or by word."),
        _("Your language, your choice of group in this private chat, and whether we are friends on LINE."),
        _(
            "Names and member counts I get from LINE, for at most %(hours)d hours.",
            hours=int(NAMES_KEPT_FOR.total_seconds() // 3600),
        ),
        _(
            "Words I pass on, such as a question to the hosts: locked up until they have arrived, "
            "for at most %(days)d days, and then erased.",
            days=WORD_LASTS.days,
        ),
        _(
            "Whose a question to the hosts is: locked up for %(days)d days at most, so that their answer can reach "
            "you. They do not see it.",
            days=QUESTIONS_KEPT_FOR.days,
        ),
        _("What you want to be called, if you told me in an introduction. The rest of it I do not keep."),
        _(
            "Your mail address, if you gave me one and confirmed it: locked up, until you stop the mail, or until "
            "%(days)d days after you have left the group. Where a number for confirming went is known, scrambled, for "
            "a day. Whoever runs your mailbox can read what goes there.",
            days=ADDRESSES_KEPT_FOR.days,
        ),
        _(
            "While you are in the middle of a few questions in private: your answers so far, locked up, "
            "for at most %(hours)d hours after the last one.",
            hours=int(FORMS_KEPT_FOR.total_seconds() // 3600),
        ),
        _(
            "What you tell the hosts in confidence (“/report”): locked up until it is closed and %(days)d days more. "
            "Your name reaches them only if you say so.",
            days=KEPT_AFTER_CLOSING.days,
        ),
        _(
            "What a filter noticed: which filter, by which measure and when, never the words. Message ids go after "
            "%(ids)d days, whose it was after %(authors)d days, the count after %(weeks)d weeks.",
            ids=MESSAGE_IDS_KEPT_FOR.days,
            authors=AUTHORS_KEPT_FOR.days,
            weeks=FINDINGS_KEPT_FOR.days // 7,
        ),
        _(
            "If you ask to come into a group: your answers, locked up, for its hosts alone, until %(days)d days after "
            "their decision.",
            days=APPLICATIONS_KEPT_FOR.days,
        ),
        _(
            "Cases: what hosts wrote down about something that happened here, and your answer to it, locked up. What "
            "they told you stands on your own page (“/me”); notes that only they read are theirs."
        ),
        _(
            "Where hosts have decided that somebody is not to come back: a scrambled form of the id by which LINE "
            "knows them, until the end of that. It stays even when the rest is erased, and the person is told so."
        ),
        _(
            "When many people leave at once, or I am put out of the group: who was there, by number and name, locked "
            "up, for the hosts, for %(days)d days.",
            days=ROSTERS_KEPT_FOR.days,
        ),
        _(
            "Of an adviser from outside: the id by which LINE knows them, the name they chose, and what they call the "
            "group, locked up, until %(days)d days after the task. They see only what is put before them.",
            days=ADVISERS_KEPT_FOR.days,
        ),
        _(
            "Whether you rest or only read, since and until when, and how that came about. Hosts see it, the group "
            "does not."
        ),
        _(
            "Whether you were asked how you are and have not answered yet; whether you told me that you would like to "
            "leave, and when, for %(days)d days at most; and which of your messages was your first, until somebody "
            "turns to it, for %(first)d days at most.",
            days=WISHES_KEPT_FOR.days,
            first=FIRST_WORDS_KEPT_FOR.days,
        ),
        _(
            "Duties you take turns at: how often and when last; and for %(days)d days who had which turn. Members read "
            "in private whose turn it is.",
            days=TURNS_KEPT.days,
        ),
        _(
            "How many people came and went in a month, as numbers without names, for %(months)d months.",
            months=MONTHS_KEPT,
        ),
        _("At the registration of an owner: wrong codes, and objections. The group never sees who objected."),
        _("Which settings and rules hosts changed, and when, so that it can be traced."),
    ]


def _about_who_sees() -> Sequence[str]:
    return [
        _("Who sees it"),
        _(
            "In the group I judge nobody, and I name people only when somebody registers as the owner, "
            "and in greetings where that is the custom of the group."
        ),
        _("The hosts see member numbers with the names shown in the group, and who has agreed to the rules."),
        _("Whoever runs my server looks after the machine and does not read what you write."),
        _("Whether somebody is in a group I neither confirm nor deny to anybody but its confirmed hosts."),
        _("My technical logs contain no names, no words of yours, and no whole ids."),
    ]


def _about_choices() -> Sequence[str]:
    return [
        _("What you can do"),
        _("“/mydata” shows you all that I keep about you, and “/forgetme” has it erased."),
        _("Anything about your records that worries you: “/ask” brings it to the hosts in private."),
        _("You need not be my friend on LINE to use me, and you can block me at any time."),
    ]
