"""The three kinds of failure, and nothing else a handler may raise on purpose.

Failure
├── Refusal       tell the person: one kind line, nothing changed
├── TryLater      LINE or the network is in the way: the same again after a while
└── (anything else is our bug: logged, tried again, then dead and visible)

What cannot be read is a refusal as well, in words that are made where it is said: `BadArgument` of `bot/commands.py`,
and `SettingRefused` of `bot/group_settings.py`.
"""

from collections.abc import Sequence

from bot.messages import Button


class Failure(Exception):
    """What went wrong in a way somebody foresaw."""


class Refusal(Failure):
    """What was asked cannot be done; `line` says so in the language of the moment, in one sentence.

    `quick_replies` are what the person may tap to ask again in a way that can be done.
    """

    def __init__(self, line: str, quick_replies: Sequence[Button] = ()) -> None:
        """Take the line that the person reads, and what they may tap."""
        super().__init__("refused")
        self.line = line
        self.quick_replies = quick_replies


class TryLater(Failure):
    """The same may work after a while; the event keeps its place and loses no try."""
