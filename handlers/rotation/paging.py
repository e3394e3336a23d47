"""Cuts a long list into pages, so that a list of five hundred people fits a chat. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")

PAGE_SIZE = 30
"""As many names as LINE is asked for at once without keeping a host waiting, and as a phone shows in two looks."""


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """One page of a list: its items, which page it is of how many, and how long the whole list is."""

    items: Sequence[T]
    number: int
    pages: int
    total: int

    @property
    def has_next(self) -> bool:
        """Say whether another page follows."""
        return self.number < self.pages


def page_of(items: Sequence[T], number: int, size: int = PAGE_SIZE) -> Page[T]:
    """Give a page by its number, counted from 1; a number past the end gives the last page."""
    pages = max(-(-len(items) // size), 1)
    number = min(max(number, 1), pages)
    return Page(items[(number - 1) * size : number * size], number, pages, len(items))
