"""Lets `python -m bot` be the command line."""

from bot.cli import commands

if __name__ == "__main__":
    commands()
