"""Lets `python -m bot` be the command line."""

import gc


def main() -> None:
    """Run the command line, importing it with the garbage collector off.

    Nothing is rubbish yet while modules load, and looking for it again and again was a quarter of the start;
    `Tsudoi.start` turns it on.
    """
    gc.disable()
    from bot.cli import commands

    commands()


if __name__ == "__main__":
    main()
