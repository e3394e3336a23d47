"""Who may know of a report: facts in, a verdict out.

A report about a host is for the other hosts alone. Where the reporter would not say which host, only the owner may
know of it, as the one person whom the form names as its reader; and nobody reads one about themselves.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from storage.models import Member, Report
from storage.models.members import Role


@dataclass(frozen=True, slots=True)
class About:
    """Whether a report is about a host, and which, if the reporter said."""

    a_host: bool = False
    number: int | None = None


def about(report: Report) -> About:
    """Give whom a report is about."""
    return About(report.about_host, report.host_number)


def may_read(subject: About, reader: Member) -> bool:
    """Say whether a member may know of a report about somebody."""
    if not reader.is_present or not reader.role.includes(Role.HOST):
        return False
    if not subject.a_host:
        return True
    if subject.number is None:
        return reader.role is Role.OWNER
    return reader.number != subject.number


def readers(subject: About, hosts: Iterable[Member], reporter_number: int) -> list[Member]:
    """List who would read a report: those who may, but for the reporter."""
    return [host for host in hosts if host.number != reporter_number and may_read(subject, host)]
