"""Three sets of rules to start from, in the language of the moment; hosts change them afterwards as they like."""

from collections.abc import Callable, Sequence
from enum import StrEnum

from bot.i18n import _


class ReadySet(StrEnum):
    """The kinds of group there is a ready set for."""

    SUPPORT = "support"
    HOBBY = "hobby"
    PARENTS = "parents"


def rules_of(ready_set: ReadySet) -> tuple[str, ...]:
    """Give the rules of a ready set."""
    return tuple(_SETS[ready_set]())


def _support_group() -> Sequence[str]:
    return [
        _("What is said here stays here. We do not pass it on outside the group."),
        _("We keep screenshots, names and photos of members inside the group."),
        _("We listen to the end, without judging. Advice is given when it is asked for."),
        _("We do not write what could reveal somebody: addresses, workplaces, children's names or schools."),
        _("We contact a member privately only after they have said that they would like it."),
        _("No selling, no recruiting, no invitations to religious or political activities."),
        _("We do not hurry anybody for an answer. Only reading along is fine, and so is taking a rest."),
        _("If something troubles you, tell the hosts in private. You do not have to carry it alone."),
    ]


def _hobby_group() -> Sequence[str]:
    return [
        _("We are kind to one another, and we welcome people who are new."),
        _("Please answer invitations by the date given, and say so early when your plans change."),
        _("We post photos only after asking the people who are in them."),
        _("We contact a member privately only after they have said that they would like it."),
        _("No selling, no recruiting, and no lending or borrowing of money."),
        _("When opinions differ, we talk about the matter and not about the person."),
        _("Late at night and early in the morning we keep the group quiet."),
        _("If something troubles you, tell the hosts in private."),
    ]


def _parents_association() -> Sequence[str]:
    return [
        _("This group is for news and questions about our activities. We keep answers short; news must not get lost."),
        _("We do not write about other families or other people's children: no names, marks or health."),
        _("We post photos only after asking the parents of every child in them, and do not pass them on."),
        _("Opinions about a teacher, a school or a family go to the officers in private, not into the group."),
        _("Answer when it suits you. We do not hurry anybody because a message has been read."),
        _("From nine in the evening to seven in the morning we write only what is urgent."),
        _("No selling, no recruiting, no invitations to religious or political activities."),
        _("If something troubles you, tell the hosts in private."),
    ]


_SETS: dict[ReadySet, Callable[[], Sequence[str]]] = {
    ReadySet.SUPPORT: _support_group,
    ReadySet.HOBBY: _hobby_group,
    ReadySet.PARENTS: _parents_association,
}
