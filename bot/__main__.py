"""Lets `python -m bot` be the command line."""

import gc
import sys


def main() -> None:
    """Run the command line, importing it with the garbage collector off.

    Nothing is rubbish yet while modules load, and looking for it again and again was a quarter of the start;
    `Tsudoi.start` turns it on. Rich comes with Typer and would be loaded by structlog, which nobody asks for colours:
    four megabytes in every process.
    """
    gc.disable()
    sys.modules["rich"] = None  # type: ignore[assignment]  # whoever imports it is told that it is not there
    from bot.cli import commands

    commands()


if __name__ == "__main__":
    main()
