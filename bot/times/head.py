"""How a text is read: folded character by character, with the way back to what was typed."""

import re
import unicodedata

# Longer than any time people write; what stands behind it is the text of an announcement.
_LONGEST_HEAD = 100

PARTICLE = re.compile(r"\s*(?:頃|ごろ)?\s*(?:に|から|より)?(?=[\s、,:]|\Z)")
"""What ties a time to what follows it, up to the next gap; also matches nothing before a gap."""


class Head:
    """The start of a text, folded for reading; knows which typed character each folded one came from.

    Patterns match in `folded`, from `start` on, where its leading space ends; every index is one of `folded`.
    """

    def __init__(self, text: str) -> None:
        """Fold the start of the text as it was typed."""
        self._text = text
        folded: list[str] = []
        self._origins: list[int] = []
        for index, character in enumerate(text[:_LONGEST_HEAD]):
            if unicodedata.category(character) == "Cf":
                continue
            letters = unicodedata.normalize("NFKC", character).casefold()
            folded.append(letters)
            self._origins.extend([index] * len(letters))
        self.folded = "".join(folded)
        self._origins.append(min(len(text), _LONGEST_HEAD))
        self.start = len(self.folded) - len(self.folded.lstrip())

    def end_of(self, pattern: re.Pattern[str], start: int) -> int:
        """Give the folded index where a match at `start` ends, which is `start` if there is none."""
        match = pattern.match(self.folded, start)
        return match.end() if match else start

    def typed(self, end: int) -> str:
        """Give what was typed up to the folded index `end`."""
        return self._text[: self._origins[end]].strip()

    def rest(self, end: int) -> str:
        """Give what was typed from the folded index `end` on."""
        return self._text[self._origins[end] :].lstrip(" \t\r\n\u3000、,:：").rstrip()

    def rest_after_particle(self, end: int) -> str:
        """Give the rest without the particle that ties it to the time (`19時に …`)."""
        return self.rest(self.end_of(PARTICLE, end))
