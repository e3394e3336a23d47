"""How long it takes to look through a message: the hosts' words with folding, and all filters together.

The processor's time is counted, because the limit is absolute and other programs share the machine.
"""

import random
import time
from collections.abc import Callable, Sequence
from statistics import median

from benchmarks.plan import Plan
from benchmarks.report import Row, against_limit
from benchmarks.stage import Stage
from handlers.moderation.filters.folding import fold, squeeze
from handlers.moderation.filters.links import find_link
from handlers.moderation.filters.repeats import sketch_of
from handlers.moderation.filters.words import Entry, WordList

_WORDS = 1_000
_LETTERS = 200
_LIMIT = 0.000_100
_KANA = "".join(map(chr, (*range(0x3042, 0x3094), *range(0x30A2, 0x30F4))))
_KANJI = "人日本今行会大事時間分出気思見言話何私友達家学校子親夜朝電車店料理写真"
_OTHERS = "　 。、！？ーｗWw・…★1２"


async def measure(_stage: Stage, plan: Plan) -> list[Row]:
    """Look through made-up texts, and give the middle round's mean processor time a text."""
    generator = random.Random(1)
    texts = [_text(generator) for _text_number in range(plan.texts)]
    words = WordList.make(Entry(number, _word(generator)) for number in range(1, _WORDS + 1))

    def look_for_words(text: str) -> None:
        words.find(fold(text))

    def look_at_all(text: str) -> None:
        folded = fold(text)
        words.find(folded)
        sketch_of(squeeze(folded))
        find_link(text)

    return [
        against_limit(
            f"{_WORDS:,} words in {_LETTERS} letters, folded, to 100 µs",
            _seconds_each(look_for_words, texts, plan.rounds),
            _LIMIT,
            microseconds,
        ),
        against_limit(
            "the same with links and a sketch for repetitions",
            _seconds_each(look_at_all, texts, plan.rounds),
            _LIMIT,
            microseconds,
            is_judged=False,
        ),
    ]


def microseconds(seconds: float) -> str:
    """Write a very short time."""
    return f"{seconds * 1_000_000:,.1f} µs"


def _seconds_each(look: Callable[[str], None], texts: Sequence[str], rounds: int) -> float:
    times = []
    for _round in range(rounds):
        began = time.process_time()
        for text in texts:
            look(text)
        times.append((time.process_time() - began) / len(texts))
    return median(times)


def _text(generator: random.Random) -> str:
    """Make a text of kana for the most part, with kanji and signs between, as messages have them."""
    return "".join(generator.choices(_KANA * 2 + _KANJI * 3 + _OTHERS, k=_LETTERS))


def _word(generator: random.Random) -> str:
    return "".join(generator.choices(_KANA + _KANJI, k=generator.randint(3, 8)))
