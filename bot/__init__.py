"""Knows LINE and time: the door, the inbox, the dispatcher, the outbox and all that carries a word to LINE."""

VERSION = "0.1.0"
