"""Keeps both catalogues in step with the code: `python -m bot.locales.catalogues update` (or `make texts`).

English stands in the code; the English catalogue repeats it, so that a wording can be changed without touching code.
What is new in the code appears untranslated in the Japanese one, and a test fails until it is translated.
"""

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from bot.i18n import DOMAIN, LANGUAGES, LOCALES

ROOT = LOCALES.parent.parent
PACKAGES = ("bot", "handlers")
KEYWORDS = {"_": None, "ngettext": (1, 2)}
_WIDTH = 118
_HEADER = """\
# The texts of Tsudoi; `make texts` keeps this file in step with the code.
msgid ""
msgstr ""
"Language: {language}\\n"
"Plural-Forms: {plural_forms};\\n"
"Content-Type: text/plain; charset=utf-8\\n"

"""

commands = typer.Typer(help="Both catalogues.", no_args_is_help=True)


def extract() -> Catalog:
    """Gather every text marked in the code."""
    found = Catalog()
    for package in PACKAGES:
        for name, line, text, comments, _context in _marked_in(package):
            found.add(text, None, [(f"{package}/{name}", line)], auto_comments=comments)
    return found


def read(language: str) -> Catalog:
    """Read a language's catalogue; an empty one where there is none yet."""
    path = path_of(language)
    if not path.exists():
        return Catalog(locale=language)
    with path.open("rb") as file:
        return read_po(file, locale=language)


def path_of(language: str) -> Path:
    """Give the file of a language's catalogue."""
    return LOCALES / language / "LC_MESSAGES" / f"{DOMAIN}.po"


def missing_in(catalogue: Catalog) -> list[Message]:
    """List the messages of a catalogue that say nothing yet."""
    return [message for message in catalogue if message.id and not _is_said(message)]


def updated(language: str) -> Catalog:
    """Give a language's catalogue with just the texts that the code has now."""
    old, new = read(language), Catalog(locale=language, project="Tsudoi", fuzzy=False)
    for found in extract():
        if found.id:
            known = old.get(found.id[0] if isinstance(found.id, tuple) else found.id)
            has_same_forms = known is not None and isinstance(known.id, tuple) is isinstance(found.id, tuple)
            said = known.string if known and has_same_forms and _is_said(known) else _unsaid(language, found)
            new.add(found.id, said, found.locations, found.flags, found.auto_comments)
    return new


@commands.command()
def update(compile_too: Annotated[bool, typer.Option("--compile/--no-compile")] = True) -> None:
    """Rewrite both catalogues, and say what still has to be translated."""
    for language in LANGUAGES:
        catalogue = updated(language)
        _write(language, catalogue, compile_too=compile_too)
        missing = missing_in(catalogue)
        typer.echo(f"{language}: {len(catalogue)} texts, {len(missing)} to be translated")
        for message in missing:
            typer.echo(f"  {message.id!r}")


@commands.command()
def check() -> None:
    """End with status 1 where a catalogue is not what the code asks for."""
    for language in LANGUAGES:
        catalogue = read(language)
        if missing_in(catalogue) or {m.id for m in catalogue} != {m.id for m in updated(language)}:
            typer.echo(f"{language} is out of date; run: make texts", err=True)
            raise typer.Exit(1)


def _marked_in(package: str) -> Iterator[tuple[str, int, str | tuple[str, ...], list[str], str | None]]:
    yield from extract_from_dir(
        ROOT / package,
        [("**.py", "python")],
        keywords=KEYWORDS,
        comment_tags=["Translators:"],
        strip_comment_tags=True,
    )


def _is_said(message: Message) -> bool:
    said = message.string
    return bool(said) if isinstance(said, str) else bool(said) and all(said or ())


def _unsaid(language: str, message: Message) -> str | tuple[str, ...]:
    """Give what stands where nothing was translated: English says itself, other languages nothing."""
    if isinstance(message.id, str):
        return message.id if language == "en" else ""
    return tuple(message.id) if language == "en" else ("",)


def _write(language: str, catalogue: Catalog, *, compile_too: bool) -> None:
    path = path_of(language)
    path.parent.mkdir(parents=True, exist_ok=True)
    text = io.BytesIO()
    write_po(text, catalogue, width=_WIDTH, sort_by_file=True, omit_header=True)
    # A header of our own, because Babel's holds the hour of writing and would differ every time.
    header = _HEADER.format(language=language, plural_forms=catalogue.plural_forms.rstrip(";"))
    path.write_bytes(header.encode() + text.getvalue())
    if compile_too:
        with path.with_suffix(".mo").open("wb") as file:
            write_mo(file, catalogue)


if __name__ == "__main__":
    commands()
