"""Reads an invitation link of LINE's, and tells it from everything else. Pure."""

import re
import unicodedata
from datetime import datetime, timedelta

GROWS_OLD_AFTER = timedelta(days=30)
"""An older link has passed through many hands; hosts who look at it are asked to renew it."""
_INVITATION = re.compile(r"https://line\.me/(?:R/)?ti/g/[A-Za-z0-9_-]{6,100}(?:[/?#][!-~]{0,200})?", re.IGNORECASE)


class NotAnInvitation(ValueError):
    """What was typed is no invitation link of a LINE group; a link with `ti/g2` leads into an OpenChat."""


def read_link(typed: str) -> str:
    """Read the one link that was typed; NotAnInvitation for anything else."""
    link = unicodedata.normalize("NFKC", typed).strip().strip("<>「」")
    if not _INVITATION.fullmatch(link):
        raise NotAnInvitation
    return link


def is_old(set_at: datetime, now: datetime) -> bool:
    """Say whether a link had better be renewed."""
    return now - set_at >= GROWS_OLD_AFTER
