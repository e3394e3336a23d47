"""Every function of a feature that makes a message makes one LINE takes, in both languages, whatever it is given."""

import importlib
import inspect
import typing
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from bot.i18n import LANGUAGES, speaking
from bot.messages import Message, to_line
from bot.simulator.rules import check_messages
from tests.samples import Samples

KINDS = typing.get_args(Message)
SAMPLES = (
    Samples("あ" * 12, 3, 3),
    Samples("x", 1, 1, is_sparse=True),
    Samples("👨‍👩‍👧花子", 99, 12),
)
ARGUMENTS_DEPEND = {
    "handlers.duty.swapping._offer": "tests/scenarios/test_duty_agreeing.py",
    "handlers.rotation.checking_in_texts.group_mention": "tests/scenarios/test_check_in.py",
}
"""Functions whose arguments depend on each other, each with where its message is tested instead."""
FEATURES = sorted(path.parent.name for path in Path("handlers").glob("*/__init__.py"))


def is_about_messages(hint: object) -> bool:
    return hint in KINDS or hint == Message or any(is_about_messages(one) for one in typing.get_args(hint))


def makers(feature: str) -> dict[str, Callable[..., object]]:
    """Give the functions of a feature that promise messages, by their full names."""
    found: dict[str, Callable[..., object]] = {}
    for path in sorted(Path("handlers", feature).rglob("*.py")):
        module = importlib.import_module(".".join(path.with_suffix("").parts).removesuffix(".__init__"))
        for name, each in inspect.getmembers(module, inspect.isfunction):
            is_at_once = not (inspect.iscoroutinefunction(each) or inspect.isgeneratorfunction(each))
            if each.__module__ != module.__name__ or not is_at_once:
                continue
            if is_about_messages(typing.get_type_hints(each).get("return")):
                found[f"{module.__name__}.{name}"] = each
    return found


def messages_in(answer: object) -> Iterator[Message]:
    if isinstance(answer, KINDS):
        yield answer
    elif isinstance(answer, list | tuple):
        for each in answer:
            yield from messages_in(each)


def test_there_are_messages_to_look_at() -> None:
    everywhere = {name for feature in FEATURES for name in makers(feature)}

    assert len(everywhere) > 300
    assert set(ARGUMENTS_DEPEND) <= everywhere
    assert all(Path(tested).exists() for tested in ARGUMENTS_DEPEND.values())


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("feature", [feature for feature in FEATURES if makers(feature)])
def test_line_takes_every_message(feature: str, language: str) -> None:
    for name, make in makers(feature).items():
        if name in ARGUMENTS_DEPEND:
            continue
        for samples in SAMPLES:
            with speaking(language):
                said = [to_line(message) for message in messages_in(make(**samples.arguments(make)))]
            for each in said:
                assert check_messages([each]) == (), name
