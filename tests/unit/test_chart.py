"""A chart: bars as boxes with widths in per cent, within LINE's limits, and accepted by the simulated LINE."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.messages import (
    MAX_ALT_UNITS,
    MAX_BUTTONS,
    MAX_CHART_ROWS,
    Bar,
    CannotBeSent,
    Chart,
    ChartRow,
    SayButton,
    to_line,
)
from bot.simulator.rules import check_messages

SHARES = st.floats(0, 1)


def widths(part: Any) -> list[str]:
    """List the widths of all filled bars, from top to bottom."""
    found = []
    if isinstance(part, dict):
        if str(part.get("width", "")).endswith("%"):
            found.append(part["width"])
        part = list(part.values())
    if isinstance(part, list):
        for each in part:
            found += widths(each)
    return found


@given(st.lists(st.lists(SHARES, min_size=1, max_size=2), min_size=1, max_size=MAX_CHART_ROWS))
def test_line_accepts_every_chart_that_can_be_made(shares: list[list[float]]) -> None:
    rows = [ChartRow("名前", [Bar("3人", share) for share in row]) for row in shares]
    line_object = to_line(
        Chart("題", rows, legend=["十一月", "十月"], buttons=[SayButton("見る", "/me")], footnote="注")
    )
    assert not check_messages([line_object])
    filled = widths(line_object["contents"])
    assert len(filled) == sum(share > 0 for row in shares for share in row)
    assert all(1 <= int(width[:-1]) <= 100 for width in filled)


def test_a_bar_fills_its_share_and_none_stands_for_nothing() -> None:
    chart = Chart("題", [ChartRow("名前", [Bar("半分", 0.5), Bar("なし", 0)]), ChartRow("次", [Bar("全部", 1)])])
    assert widths(to_line(chart)["contents"]) == ["50%", "100%"]


@pytest.mark.parametrize(
    "chart",
    [
        Chart("題", []),
        Chart("題", [ChartRow("名前", [Bar("1", 1)])] * (MAX_CHART_ROWS + 1)),
        Chart("題", [ChartRow("名前", [])]),
        Chart("題", [ChartRow("名前", [Bar("1", 1)] * 3)]),
        Chart("題", [ChartRow("名前", [Bar("1", 1.01)])]),
        Chart("題", [ChartRow("名前", [Bar("1", -0.1)])]),
        Chart("題", [ChartRow("", [Bar("1", 1)])]),
        Chart("題", [ChartRow("名前", [Bar(" ", 1)])]),
        Chart("題", [ChartRow("名前", [Bar("1", 1)])], legend=["a", "b", "c"]),
        Chart("題", [ChartRow("名前", [Bar("1", 1)])], buttons=[SayButton("a", "b")] * (MAX_BUTTONS + 1)),
        Chart("題", [ChartRow("名前", [Bar("1", 1)])], alt="x" * (MAX_ALT_UNITS + 1)),
    ],
)
def test_what_line_would_refuse_or_nobody_could_read_is_not_sent(chart: Chart) -> None:
    with pytest.raises(CannotBeSent):
        to_line(chart)
