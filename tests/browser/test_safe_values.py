"""What of a message may reach the page's looks and links: the page's own checks, asked in the browser."""

from typing import Any

import pytest

from tests.browser.stage import Stage

pytestmark = pytest.mark.asyncio(loop_scope="session")

GOOD = {
    "safeUri": ["https://example.com/a", "http://example.com", "tel:110", "line://ti/p/@x", "mailto:a@example.com"],
    "safePicture": ["https://example.com/a.png", "/sim/menus/1/picture"],
    "colour": ["#1F8A55", "#1f8a5580"],
    "length": ["12px", "0.5px", "-4px", "33.3%"],
    "angle": ["90deg", "12.5deg"],
}
BAD: dict[str, list[Any]] = {
    "safeUri": ["javascript:alert(1)", " JaVaScRiPt:alert(1)", "data:text/html,x", "vbscript:x", "/relative", "", None],
    "safePicture": ["http://example.com/a.png", "//example.com/a.png", "data:image/svg+xml,x", "blob:x", "", None, {}],
    "colour": ["red", "#123", "#12345g", "url(x)", "#1F8A55;x", None],
    "length": ["12", "12em", "calc(1px)", "1px;x", "9999999px", None],
    "angle": ["90", "1turn", "90deg)", None],
}


async def allowed(stage: Stage, check: str, values: list[Any]) -> list[bool]:
    """Ask the page which of these values it lets through as they are."""
    script = """async ([check, values]) => {
        const safe = await import('/static/safe.js');
        return values.map((value) => safe[check](value) === value && value !== null);
    }"""
    answers: list[bool] = await stage.page.evaluate(script, [check, values])
    return answers


async def test_only_documented_values_get_through(stage: Stage) -> None:
    for check, values in GOOD.items():
        assert await allowed(stage, check, values) == [True] * len(values), check
    for check, values in BAD.items():
        assert await allowed(stage, check, values) == [False] * len(values), check
