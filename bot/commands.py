"""Words that people type, read as typed commands; nothing here knows what a command does.

A text is a command in three ways: after a slash (`/rules`, also full-width), after a mention of the bot at its start,
or, in a private chat, as the bare word. Everything else is talk, and talk is never read as a command: a slash has to
touch its word, and a word ends at a space, a line end, a colon or a mention.

Words are compared folded (width, case and invisible characters do not matter); arguments stay as they were typed.
"""

import difflib
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal

from bot.events import Mention, Text

LONGEST_BARE_ARGUMENTS = 200
"""UTF-16 units, LINE's way of counting, after a bare word; a longer line in a private chat is talk."""

LONGEST_WORD = 40
"""Characters; after a slash, something longer without a space is talk and not a mistyped word."""

LARGEST_MEMBER_NUMBER = 999_999

_NEAR_ENOUGH = 0.75
_INVISIBLE = "\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff"
_INVISIBLES = re.compile(f"[{_INVISIBLE}]*")
_BLANK = re.compile(rf"[\s{_INVISIBLE}]*")
# Of the invisible characters only those that stand for a space: a variation selector belongs to the emoji before it.
_TRAILING_BLANK = " \t\r\n\v\f\u00a0\u3000\u200b\ufeff"
_AFTER_WORD = re.compile(rf"[\s{_INVISIBLE}]*[:：]?[\s{_INVISIBLE}]*")
_AFTER_BOT = re.compile(rf"[\s:：,，、{_INVISIBLE}]*")
_TOKEN = re.compile(r"[^\s:：]+")
_UP_TO_COLON_OR_LINE_END = re.compile(r"[^:：\n\r\v\f\x1c-\x1e\x85\u2028\u2029]*")
_SLASHES = ("/", "／")
_HONORIFIC = r"(?:[ \u3000]?(?:さん|さま|様|くん|君|ちゃん))?"
_MEMBER_NUMBER = re.compile(r"(?:[#＃♯](\d{1,6})|(\d{1,6})番)")
_MEMBER_NUMBER_HERE = re.compile(rf"{_MEMBER_NUMBER.pattern}{_HONORIFIC}(?=[\s,，、]|\Z)")
_HONORIFIC_HERE = re.compile(rf"(?:{_HONORIFIC}(?=[\s,，、]|\Z))?")
_SEPARATORS = " \t\n\u3000,，、"
_BETWEEN_TARGETS = re.compile(rf"[\s,，、{_INVISIBLE}]*")
_WHOLE_NUMBER = re.compile(r"[0-9]{1,9}")
_ON = frozenset({"on", "yes", "オン", "はい", "入", "使う", "する"})
_OFF = frozenset({"off", "no", "オフ", "いいえ", "切", "使わない", "しない"})

ArgumentCode = Literal["missing", "not_a_member_number", "not_a_whole_number", "out_of_range", "not_on_or_off"]


class WordsClash(Exception):
    """Two commands claim one word."""

    def __init__(self, word: str, first: str, second: str) -> None:
        """Take the folded word and the names of both commands."""
        super().__init__(f"{word!r} is a word of both {first!r} and {second!r}")
        self.word = word
        self.first = first
        self.second = second


class BadArgument(ValueError):
    """What was typed after a command's word cannot be read; `code` says why, for a one-line explanation.

    What the person typed is in `given` alone, never in the message, since messages of errors are logged.
    """

    def __init__(self, code: ArgumentCode, given: str) -> None:
        """Take the reason and the text as it was typed."""
        super().__init__(code)
        self.code = code
        self.given = given


@dataclass(frozen=True, slots=True)
class CommandWords:
    """All words for one command, without the slash; `name` is what the program calls it.

    A word may have several parts (`rule add`). Without arguments, text after a bare word makes it talk.
    """

    name: str
    words: tuple[str, ...]
    takes_arguments: bool = True


@dataclass(frozen=True, slots=True)
class FoundWord:
    """A command's word at the start of a text; `end` is the index just behind it."""

    command: CommandWords
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """A command as typed: `word` and `rest` are the person's own letters, `name` is ours.

    `rest` has no blanks around it, and `mentions` are those inside it, with indices into it. `slashed` is false for a
    bare word and for one that only a mention of the bot introduces.
    """

    name: str
    word: str
    rest: str = ""
    mentions: tuple[Mention, ...] = ()
    quoted_message_id: str | None = None
    slashed: bool = True

    @property
    def lines(self) -> tuple[str, ...]:
        """The lines of `rest`, stripped, without empty ones."""
        return tuple(stripped for line in self.rest.splitlines() if (stripped := line.strip()))

    @property
    def numbers(self) -> tuple[int, ...]:
        """The whole numbers that stand alone in `rest`, in order, outside of mentions."""
        words = fold(_without_mentions(self.rest, self.mentions)).split()
        return tuple(int(word) for word in words if _WHOLE_NUMBER.fullmatch(word))


@dataclass(frozen=True, slots=True)
class UnknownWord:
    """A word that was typed as a command, but is none; `word` is as typed, without slash."""

    word: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Targets:
    """Whom a command is about, and what remains of its text.

    `unknown_mentions` counts mentions of people whose id LINE leaves out. Neither the bot nor `@All` is ever a target.
    """

    user_ids: tuple[str, ...]
    numbers: tuple[int, ...]
    unknown_mentions: int
    quoted_message_id: str | None
    remaining_text: str


class Vocabulary:
    """All the words of all commands."""

    def __init__(self, commands: Iterable[CommandWords]) -> None:
        """Take every command's words; raises `WordsClash`, and `ValueError` for a word that nobody could type."""
        self._commands: dict[str, CommandWords] = {}
        self._typed_forms: dict[str, str] = {}
        for command in commands:
            for word in command.words:
                self._add(command, word)
        self._most_parts = max((folded.count(" ") + 1 for folded in self._commands), default=0)

    def find(self, text: str) -> FoundWord | None:
        """Find the longest word that `text` begins with, up to a border; a word stays on one line."""
        found = None
        so_far = ""
        for part, end in _leading_parts(text, self._most_parts):
            so_far = f"{so_far} {part}" if so_far else part
            command = self._commands.get(so_far)
            if command:
                found = FoundWord(command, end)
        return found

    def match(self, text: str) -> tuple[str, str, str] | None:
        """Split `text` into the command's name, its word as typed, and the rest without blanks around it."""
        start = _end_of_match(_BLANK, text, 0)
        found = self.find(text[start:])
        if found is None:
            return None
        end = start + found.end
        first, last = _bounds_of_rest(text, end)
        return found.command.name, text[start:end], text[first:last]

    def nearest(self, word: str) -> str | None:
        """Suggest the known word most like `word`, as its command spells it; nothing if none is like it."""
        near = difflib.get_close_matches(fold(word[:LONGEST_WORD]), self._commands, n=1, cutoff=_NEAR_ENOUGH)
        return self._typed_forms[near[0]] if near else None

    def _add(self, command: CommandWords, word: str) -> None:
        parts = [part for part, _ in _leading_parts(word, len(word))]
        folded = " ".join(parts)
        if not folded[:1].isalpha() or "/" in folded or folded != " ".join(fold(word).split()):
            raise ValueError(f"{word!r} of {command.name!r} cannot be typed as a command")
        other = self._commands.setdefault(folded, command)
        if other is not command:
            raise WordsClash(folded, other.name, command.name)
        self._typed_forms.setdefault(folded, word)


def fold(text: str) -> str:
    """Give the form in which words are compared: width, case and invisible characters make no difference."""
    while (folded := _INVISIBLES.sub("", unicodedata.normalize("NFKC", text).casefold())) != text:
        text = folded
    return text


def read(
    text: Text, vocabulary: Vocabulary, *, private: bool, quoted_message_id: str | None = None
) -> Command | UnknownWord | None:
    """Read a message as a command, as a word that looks like one, or as talk (`None`).

    Talk: a slash apart from its word (`/ は`), a second slash (`//`, `/home/user`), anything but a letter after the
    slash (`/2`), a slash later in the text, and more than `LONGEST_WORD` characters without a space.
    """
    start = _end_of_match(_BLANK, text.text, 0)
    addressed = _end_of_address(text, start)
    if addressed is not None:
        start = addressed
    slashed = text.text.startswith(_SLASHES, start)
    if slashed:
        start = _end_of_match(_INVISIBLES, text.text, start + 1)
        if text.text[start : start + 1].isspace():
            return None
    elif addressed is None and not private:
        return None
    head = text.text[start : _start_of_next_mention(text, start)]
    found = vocabulary.find(head)
    if slashed or addressed is not None:
        if found is None:
            return _read_unknown(head)
    elif found is None or not _is_bare_command(text.text, start + found.end, found.command):
        return None
    return _build(text, start, found, quoted_message_id, slashed)


def read_member_number(text: str) -> int:
    """Read `#12` or `12番`; raises `BadArgument`."""
    match = _MEMBER_NUMBER.fullmatch(text.strip())
    number = _number_in(match) if match else 0
    if not 1 <= number <= LARGEST_MEMBER_NUMBER:
        raise BadArgument("not_a_member_number", text)
    return number


def read_whole_number(text: str, low: int, high: int) -> int:
    """Read a whole number from `low` to `high`; raises `BadArgument`."""
    folded = fold(text).strip()
    if not _WHOLE_NUMBER.fullmatch(folded):
        raise BadArgument("not_a_whole_number", text)
    number = int(folded)
    if not low <= number <= high:
        raise BadArgument("out_of_range", text)
    return number


def read_on_off(text: str) -> bool:
    """Read a switch, in either language; raises `BadArgument`."""
    folded = fold(text).strip()
    if folded in _ON:
        return True
    if folded in _OFF:
        return False
    raise BadArgument("not_on_or_off", text)


def split_first(rest: str) -> tuple[str, str]:
    """Split the first word from what follows it; raises `BadArgument` if there is none."""
    match rest.split(maxsplit=1):
        case [first, others]:
            return first, others.rstrip()
        case [first]:
            return first, ""
        case _:
            raise BadArgument("missing", rest)


def targets(command: Command) -> Targets:
    """Tell whom a command is about: the quoted message, and the first run of mentions and member numbers.

    The run stands at the start, or, if nothing is quoted, at the first mention (`r3 @花子 …`). Whoever is mentioned
    after other words belongs to those words: in `@A said bad things to @B`, only A is meant.
    """
    start = _start_of_targets(command)
    end, mentions, numbers = _read_run(command, start)
    people = [mention for mention in mentions if not mention.is_self and not mention.is_all]
    return Targets(
        user_ids=tuple(dict.fromkeys(mention.user_id for mention in people if mention.user_id)),
        numbers=tuple(dict.fromkeys(numbers)),
        unknown_mentions=sum(mention.user_id is None for mention in people),
        quoted_message_id=command.quoted_message_id,
        remaining_text=" ".join(filter(None, (command.rest[:start].strip(), command.rest[end:].strip(_SEPARATORS)))),
    )


def _leading_parts(text: str, most: int) -> list[tuple[str, int]]:
    """Give up to `most` folded parts of the first line and the index behind each; a colon is the last border."""
    parts: list[tuple[str, int]] = []
    for match in _TOKEN.finditer(text, 0, _end_of_match(_UP_TO_COLON_OR_LINE_END, text, 0)):
        if len(parts) == most:
            break
        if folded := fold(match.group()):
            parts.append((folded, match.end()))
    return parts


def _end_of_address(text: Text, start: int) -> int | None:
    """Give the index behind a mention of the bot at `start` and what joins it to the word, or nothing."""
    for mention in text.mentions:
        if mention.start == start and mention.is_self:
            return _end_of_match(_AFTER_BOT, text.text, mention.end)
    return None


def _start_of_next_mention(text: Text, start: int) -> int:
    return min((mention.start for mention in text.mentions if mention.start >= start), default=len(text.text))


def _is_bare_command(text: str, end_of_word: int, command: CommandWords) -> bool:
    first, last = _bounds_of_rest(text, end_of_word)
    if first == last:
        return True
    is_one_line = len(text[:last].strip().splitlines()) == 1
    return command.takes_arguments and is_one_line and _utf16_units(text[first:last]) <= LONGEST_BARE_ARGUMENTS


def _read_unknown(head: str) -> UnknownWord | None:
    match = _TOKEN.match(head)
    word = match.group() if match else ""
    is_like_a_word = word[:1].isalpha() and len(word) <= LONGEST_WORD and not any(slash in word for slash in _SLASHES)
    return UnknownWord(word) if is_like_a_word else None


def _build(text: Text, start: int, found: FoundWord, quoted_message_id: str | None, slashed: bool) -> Command:
    end = start + found.end
    first, last = _bounds_of_rest(text.text, end)
    return Command(
        name=found.command.name,
        word=text.text[start:end],
        rest=text.text[first:last],
        mentions=tuple(
            replace(mention, start=mention.start - first, end=mention.end - first)
            for mention in text.mentions
            if first <= mention.start and mention.end <= last
        ),
        quoted_message_id=quoted_message_id,
        slashed=slashed,
    )


def _bounds_of_rest(text: str, end_of_word: int) -> tuple[int, int]:
    first = _end_of_match(_AFTER_WORD, text, end_of_word)
    return first, max(first, len(text.rstrip(_TRAILING_BLANK)))


def _end_of_match(pattern: re.Pattern[str], text: str, start: int) -> int:
    match = pattern.match(text, start)
    return match.end() if match else start


def _start_of_targets(command: Command) -> int:
    end, *_ = _read_run(command, 0)
    if end or command.quoted_message_id or not command.mentions:
        return 0
    return command.mentions[0].start


def _read_run(command: Command, start: int) -> tuple[int, list[Mention], list[int]]:
    """Read the mentions and member numbers that follow one another from `start`, and give the index behind them."""
    mention_at = {mention.start: mention for mention in command.mentions}
    mentions: list[Mention] = []
    numbers: list[int] = []
    end = start
    while True:
        here = _end_of_match(_BETWEEN_TARGETS, command.rest, end)
        if mention := mention_at.pop(here, None):
            mentions.append(mention)
            end = _end_of_match(_HONORIFIC_HERE, command.rest, mention.end)
        elif number := _MEMBER_NUMBER_HERE.match(command.rest, here):
            numbers.append(_number_in(number))
            end = number.end()
        else:
            return end, mentions, numbers


def _number_in(match: re.Match[str]) -> int:
    return int(match[1] or match[2])


def _without_mentions(text: str, mentions: tuple[Mention, ...]) -> str:
    kept: list[str] = []
    end = 0
    for mention in mentions:
        kept.append(text[end : mention.start])
        end = mention.end
    return " ".join([*kept, text[end:]])


def _utf16_units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
