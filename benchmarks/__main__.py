"""Measures everything and prints it: `python -m benchmarks [--quick] [--only NAME]`, which is `make bench`."""

import argparse
import os
import time
from collections.abc import Awaitable, Callable, Sequence

import uvloop

from benchmarks import acknowledging, answering, filtering, handling, living, scaling
from benchmarks.plan import QUICK, WHOLE, Plan
from benchmarks.report import Row
from benchmarks.stage import Stage, open_stage

Measurement = Callable[[Stage, Plan], Awaitable[Sequence[Row]]]

MEASUREMENTS: dict[str, tuple[str, Measurement]] = {
    "start": ("Start", living.measure_start),
    "acknowledge": ("Webhooks acknowledged at 32 connections", acknowledging.measure),
    "handle": ("Events done with at 32 connections", handling.measure),
    "answer": ("A command among 200 messages a second", answering.measure),
    "scale": ("One of many communities", scaling.measure),
    "filter": ("A message looked through by filters", filtering.measure),
    "memory": ("Memory", living.measure_memory),
}


async def measure(names: Sequence[str], plan: Plan) -> None:
    """Measure and print, one after the other."""
    began = time.monotonic()
    print(f"{os.cpu_count()} processors, load {os.getloadavg()[0]:.1f}; columns: ratio, both figures, target\n")
    async with open_stage() as stage:
        for name in names:
            title, measurement = MEASUREMENTS[name]
            print(f"{title} (--only {name})", *await measurement(stage, plan), sep="\n", end="\n\n", flush=True)
    print(f"measured in {time.monotonic() - began:.0f} s")


def main() -> None:
    """Read what is wanted and measure it."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description="Measure Tsudoi.")
    parser.add_argument("--quick", action="store_true", help="one short round of everything, in less than a minute")
    parser.add_argument("--only", choices=MEASUREMENTS, action="append", help="measure this; may be given repeatedly")
    wanted = parser.parse_args()
    uvloop.run(measure(wanted.only or list(MEASUREMENTS), QUICK if wanted.quick else WHOLE))


if __name__ == "__main__":
    main()
