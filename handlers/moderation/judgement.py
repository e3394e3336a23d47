"""Who may know of a report: facts in, a verdict out.

A report about a host is for the other hosts alone. Where the reporter would not say which of several, only the owner
may know of it, as the one person whom the form names as its reader. Where no host could read it, it is for the adviser
whom the hosts have named, and for that person alone. Nobody reads one about themselves.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from handlers.moderation.cases.guards import Reader
from storage.models import Report
from storage.models.members import Role


@dataclass(frozen=True, slots=True)
class About:
    """Whom a report is about: whether a host, which member, if that was said; and the adviser who alone reads it."""

    a_host: bool = False
    number: int | None = None
    adviser: int | None = None


def about(report: Report) -> About:
    """Give whom a report is about."""
    return About(report.about_host, report.about_number, report.adviser_number)


def may_read(subject: About, reader: Reader) -> bool:
    """Say whether somebody may know of a report about somebody."""
    if not reader.is_present or reader.number == subject.number:
        return False
    if subject.adviser is not None:
        return reader.number == subject.adviser
    if not reader.role.includes(Role.HOST):
        return False
    return reader.role is Role.OWNER if subject.a_host and subject.number is None else True


@dataclass(frozen=True, slots=True)
class Audience:
    """Who could read a report, by number: the hosts and the owner besides the reporter, and the adviser."""

    hosts: frozenset[int] = frozenset()
    owner: int | None = None
    adviser: int | None = None

    def for_subject(self, number: int | None, *, a_host: bool) -> About | None:
        """Say for whom a report is, hosts first, else the adviser; None where nobody could read it.

        Where there is one host only, a report about a host is about that one, said or not.
        """
        if a_host and number is None and len(self.hosts) == 1:
            (number,) = self.hosts
        if a_host and number is None:
            may = {self.owner} if self.owner in self.hosts else set()
        else:
            may = set(self.hosts - {number})
        if may:
            return About(a_host, number)
        if self.adviser is None or self.adviser == number:
            return None
        return About(a_host, number, self.adviser)


def judges(readers_of_it: Iterable[Reader], reporters: Collection[int], related: Collection[int]) -> list[Reader]:
    """List who may look after a report: readers who neither told of it nor are close to whom it is about.

    Where nobody is left, whoever may read it may do so: better a host who says so than nobody.
    """
    everybody = list(readers_of_it)
    free = [each for each in everybody if each.number not in {*reporters, *related}]
    return free or everybody
