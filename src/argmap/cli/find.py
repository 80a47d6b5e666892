"""`argmap find`: are these words in that file, where, and how do they differ."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from argmap.cli._exit import FOUND
from argmap.ground.diagnostics import ArgmapError
from argmap.ground.files import read_file
from argmap.ground.unseen import on_one_line, show_unseen, without_surrogates
from argmap.tongues.lists import tongue_called
from argmap.tongues.telling import tell_tongue

if TYPE_CHECKING:
    from argmap.manuscript.document import Document
    from argmap.quotations import Match, SearchText

# From this many bytes on a plain text is searched before it is read as a paper.
_LONG = 1_000_000
_LARGEST_PAIRS = 256_000_000
# So many characters tell the tongue of a text.
_TOLD_FROM = 50_000
_SIGNS = {"verbatim": "=", "noise": "~", "altered": "!", "not-found": "x", "not-checkable": "?"}
_COLOURS = {"verbatim": "green", "noise": "cyan", "altered": "red", "not-found": "red", "not-checkable": "yellow"}


@click.command()
@click.argument("arguments", nargs=-1, required=True, metavar='["WORDS"] FILE...')
@click.option(
    "--pairs",
    type=click.Path(path_type=Path),
    help='Look for many quotations: a file of lines {"id": …, "quote": …}; one JSON result a line.',
)
@click.option("--format", "form", type=click.Choice(["text", "json"]), help="text for people, json for programs.")
@click.option("--language", help="The language of the files, such as de; told from each where it is not given.")
def command(arguments: tuple[str, ...], pairs: Path | None, form: str | None, language: str | None) -> None:
    """Look for quoted WORDS in a FILE of any kind argmap reads, and show how they differ.

    Signs: = verbatim, ~ the words are there but damaged, ! altered, x not found, ? not checkable. Of the words,
    [-these-] stand in the text only, {+these+} in the quotation only, and {~these~} are damaged in the text.

    Exit code 0: all were found; 1: some were altered, not found or not checkable; 2: could not run.
    """
    quotes = list(_read_pairs(pairs)) if pairs else [(None, arguments[0])]
    files = arguments if pairs else arguments[1:]
    if not files:
        raise click.UsageError('Name the file to search: argmap find "WORDS" FILE')
    if language and tongue_called(language) is None:
        raise click.UsageError(f"The language “{language}” is not known. Give its two letters, such as de, en or tr.")
    form = form or ("json" if pairs else "text")
    searched = [_File(Path(name), language and tongue_called(language)) for name in files]
    everything_found = True
    for identity, quote in quotes:
        matches = [file.find(quote) for file in searched]
        everything_found &= any(match.found for _, match in matches)
        if form == "text":
            for document, match in matches:
                _print(document, match, quote if pairs else None)
        else:
            from argmap.outputs.json.find import match_document

            results = [match_document(identity, document, match) for document, match in matches]
            if len(results) == 1:
                click.echo(without_surrogates(json.dumps(results[0], ensure_ascii=False)))
            else:
                named = [
                    {"path": document.path, **result} for (document, _), result in zip(matches, results, strict=True)
                ]
                click.echo(without_surrogates(json.dumps(named, ensure_ascii=False)))
    if not everything_found:
        raise SystemExit(FOUND)


def _read_pairs(path: Path) -> Iterator[tuple[Any, str]]:
    try:
        lines = read_file(path, _LARGEST_PAIRS).decode("utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise ArgmapError(f"{path} cannot be read: {error}. It must be a UTF-8 text file.") from error
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            pair = json.loads(line)
        except (ValueError, RecursionError):
            pair = None
        if not isinstance(pair, dict) or not isinstance(pair.get("quote"), str):
            raise ArgmapError(f'{path}:{number}: this line is not of the form {{"id": "…", "quote": "…"}}.')
        yield pair.get("id"), pair["quote"]


class _File:
    """A file to be searched. A long plain text is searched as it stands, and read as a paper only where damage asks."""

    def __init__(self, path: Path, language: str | None) -> None:
        self._path, self._language = path, language
        self._quick = _as_it_stands(path, language)
        self._full: tuple[Document, SearchText] | None = None

    def find(self, quote: str) -> tuple[Document, Match]:
        """The document that was searched, and the match."""
        if self._quick and not self._full:
            document, text = self._quick
            match = text.find(quote)
            if match.state != "noise" or all(d.kind != "damage" for d in match.differences):
                return document, match
        if not self._full:
            self._full = _read_in_full(self._path, self._language)
        document, text = self._full
        return document, text.find(quote)


def _as_it_stands(path: Path, language: str | None) -> tuple[Document, SearchText] | None:
    """A long plain text without its sections, notes and repairs, which take many times longer than the search."""
    from argmap.manuscript import Document
    from argmap.manuscript.reading import LARGEST_FILE, kind_of
    from argmap.quotations import SearchText
    from argmap.tongues.encodings import NotText, decode

    try:
        data = read_file(path, LARGEST_FILE) if path.stat().st_size > _LONG else b""
    except (OSError, ValueError):
        # Said with its remedy by the reader.
        return None
    if not data or kind_of(data, path.suffix.lower(), str(path)) != "text":
        return None
    try:
        text, remarks = decode(data, str(path))
    except NotText:
        return None
    return Document(str(path), "text", text, remarks=remarks), SearchText(text, language=language or _told(text))


def _told(text: str) -> str:
    told = tell_tongue([text[:_TOLD_FROM]])
    return told.code if told else "en"


def _read_in_full(path: Path, language: str | None) -> tuple[Document, SearchText]:
    from argmap.manuscript import read
    from argmap.quotations import SearchText

    document = read(path, language=language)
    furniture = [(block.start, block.end) for block in document.blocks if block.kind == "furniture"]
    return document, SearchText(document.text, document.repairs, furniture, document.tongue or "en", document.of_print)


def _print(document: Document, match: Match, quote: str | None) -> None:
    from argmap.quotations.drawing import draw_match

    where = document.path
    if match.end > match.start:
        place = document.place(match.start, match.end)
        page = f", page {place.page}" if place.page is not None else ""
        where = f"{place.path}:{place.line}:{place.column}{page}"
    sign = click.style(f"{_SIGNS[match.state]} {match.state}", fg=_COLOURS[match.state], bold=True)
    click.echo(f"{sign}  {show_unseen(where)}")
    if quote is not None:
        click.echo(f"    quoted: {on_one_line(quote)}")
    styles: dict[str, tuple[str, str, dict[str, Any]]] = {
        "around": ("", "", {"dim": True}),
        "same": ("", "", {}),
        "text-only": ("[-", "-]", {"fg": "red"}),
        "quote-only": ("{+", "+}", {"fg": "green"}),
        "damage": ("{~", "~}", {"fg": "cyan"}),
    }
    drawn = ""
    for piece in draw_match(document.text, match):
        before, after, style = styles[piece.kind]
        words = show_unseen(piece.words.strip() if before else piece.words)
        drawn += click.style(f"{before}{words}{after}", **style)
        if before and piece.words.endswith(" "):
            drawn += " "
    if drawn:
        click.echo(f"    {drawn}")
    click.echo(f"    {show_unseen(match.why)}")
