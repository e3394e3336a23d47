"""The bot beside a simulated LINE: time that passes for both, and what keeps them from starting."""

import socket
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, cast

import pytest
from typer.testing import CliRunner

from bot import log, simulating
from bot.app import Tsudoi
from bot.cli import commands
from bot.clock import ShiftedClock
from bot.mail.post import Mail
from bot.simulating import CannotSimulate, MailOnTheTerminal, PassingTime, simulate_forever
from tests.factories import NOW


@dataclass
class Work:
    """A bot that only notes when it works; each moment it works at may put down one further moment."""

    clock: ShiftedClock
    due: list[datetime]
    worked_at: list[datetime] = field(default_factory=list)
    again_after: timedelta | None = None

    async def settle(self) -> None:
        now = self.clock.now()
        done = [moment for moment in self.due if moment <= now]
        self.due = [moment for moment in self.due if moment > now]
        self.worked_at += done
        if done and self.again_after is not None:
            self.due.append(done[-1] + self.again_after)

    async def next_due(self) -> datetime | None:
        return min(self.due, default=None)

    @property
    def housekeeping(self) -> Any:
        return self

    async def work(self) -> int:
        return 0


async def test_time_stops_at_every_moment_something_is_due_and_at_no_later_one() -> None:
    clock = ShiftedClock()
    began = clock.now()
    hours = [began + timedelta(hours=hour) for hour in (3, 1, 30)]
    work = Work(clock, list(hours))

    await PassingTime(cast(Tsudoi, work), clock).pass_time(86_400)

    assert work.worked_at == [hours[1], hours[0]]
    assert work.due == [hours[2]]
    assert timedelta(days=1) <= clock.now() - began < timedelta(days=1, minutes=1)


async def test_what_is_put_down_on_the_way_happens_on_the_way() -> None:
    clock = ShiftedClock()
    work = Work(clock, [clock.now() + timedelta(hours=1)], again_after=timedelta(hours=5))

    await PassingTime(cast(Tsudoi, work), clock).pass_time(86_400)

    assert len(work.worked_at) == 5


@pytest.fixture
def quiet(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave the logs of this process as they are."""
    monkeypatch.setattr(log, "configure", lambda *_how: None)


async def test_a_saved_world_nobody_can_read_is_named_with_the_way_out(tmp_path: Path, quiet: None) -> None:
    (tmp_path / "simulated-line.json").write_text("{ no world")

    with pytest.raises(CannotSimulate, match=r"simulated-line\.json.*Delete"):
        await simulate_forever(port=0, data=tmp_path)


async def test_a_key_file_that_holds_no_key_is_named_and_its_content_is_not(tmp_path: Path, quiet: None) -> None:
    (tmp_path / "data.key").write_text("not-a-key")

    with pytest.raises(CannotSimulate, match=r"data\.key") as caught:
        await simulate_forever(port=0, data=tmp_path)
    assert "not-a-key" not in str(caught.value)


async def test_when_all_ports_are_taken_they_are_named(
    tmp_path: Path, quiet: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(simulating, "_PORTS_TRIED", 1)
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]

        with pytest.raises(CannotSimulate, match=str(port)):
            await simulate_forever(port=port, data=tmp_path)


def test_what_keeps_it_from_starting_ends_in_one_sentence(tmp_path: Path, quiet: None) -> None:
    (tmp_path / "simulated-line.json").write_text("[]")

    ended = CliRunner().invoke(commands, ["simulate", "--port", "0", "--data", str(tmp_path)])

    assert ended.exit_code == 1
    assert len(ended.output.strip().splitlines()) == 1


async def test_mail_is_shown_where_the_simulator_was_started(capsys: pytest.CaptureFixture[str]) -> None:
    await MailOnTheTerminal().send(
        Mail(to="a@home.example", subject="Your number", text="123456", key="k", sent_at=NOW)
    )

    shown = capsys.readouterr().out
    assert all(part in shown for part in ("a@home.example", "Your number", "123456"))
