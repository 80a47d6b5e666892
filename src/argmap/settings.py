"""A project's settings: ``[tool.argmap]`` in pyproject.toml, or argmap.toml, read without ever failing silently.

An unknown key, a value of the wrong type or a broken file is a diagnostic with its place; the defaults stand in, so
that everything else can still be checked.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import field, fields
from datetime import date
from pathlib import Path, PurePath
from typing import Any, NamedTuple, TypeGuard, cast, get_args

from argmap.argument.model import Standard
from argmap.ground.codes import BAD_SETTING
from argmap.ground.diagnostics import SEVERITIES, Diagnostic
from argmap.ground.files import read_file
from argmap.ground.places import Span, TextFile
from argmap.ground.text import did_you_mean, shorten
from argmap.ground.values import dataclass
from argmap.registries import ONLINE

_LARGEST_FILE = 16_000_000
_LONGEST_NAME, _LONGEST_PATH = 255, 2_000
_MOST_SHOWN = 200
FAIL_ON = (*SEVERITIES, "never")
QUOTATION_COUNTS_AS = ("provisional", "verified")
UNARGUED_COUNTS_AS = ("unsupported", "assumed")
LETTER_LANGUAGES = ("en", "de", "fr")
SEVERITY_WORDS = (*SEVERITIES, "off")


@dataclass(frozen=True, slots=True)
class Settings:
    """What a person may set. Paths are relative to the project's root; codes may be prefixes (``FTN``)."""

    paper: str | None = None
    bibliography: tuple[str, ...] = ()
    texts: str = "sources/texts"
    claims: str = "claims"
    build: str = "build"
    templates: str | None = None
    title: str | None = None
    date: str | None = None
    documentation: str | None = None
    language: str | None = None
    letter_language: str = "en"
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    severity: Mapping[str, str] = field(default_factory=dict)
    fail_on: str = "warning"
    standard: Standard = "preponderance"
    quotation_counts_as: str = "provisional"
    unargued_counts_as: str = "unsupported"
    pins: Mapping[str, str] = field(default_factory=dict)
    verifiers: tuple[str, ...] = ()
    lookup: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def _text(value: object) -> bool:
    return isinstance(value, str)


def _path(value: object) -> TypeGuard[str]:
    """Whether a system takes it for the name of a file: the systems of today have no longer names."""
    if not isinstance(value, str) or "\0" in value or len(value) > _LONGEST_PATH:
        return False
    return all(len(part.encode()) <= _LONGEST_NAME for part in PurePath(value).parts)


def _paths(value: object) -> bool:
    return isinstance(value, list) and all(map(_path, value))


def _inside(value: object) -> bool:
    # `C:x` and `\\x` are not absolute on Windows, and lead out all the same
    return _path(value) and not PurePath(value).anchor and ".." not in PurePath(value).parts


def _address(value: object) -> bool:
    return isinstance(value, str) and re.fullmatch(r"https?://[^\s<>\"]+", value) is not None


def _date(value: object) -> bool:
    """A day as TOML has it, or a text such as ``2019``, ``2019-05`` or ``2019-05-31``."""
    return isinstance(value, date) or (
        isinstance(value, str)
        and re.fullmatch(r"[12]\d{3}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?", value) is not None
    )


def _tongue(value: object) -> bool:
    return isinstance(value, str) and re.fullmatch(r"[a-z]{2,3}", value) is not None


def _texts(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(item, str) for item in value)


def _lookup(value: object) -> bool:
    return (
        isinstance(value, dict)
        and not set(value) - {"registries"}
        and isinstance(named := value.get("registries", []), list)
        and all(registry in ONLINE for registry in named)
    )


def _one_of(words: tuple[str, ...]) -> Callable[[object], bool]:
    return lambda value: value in words


def _table_of(test: Callable[[object], bool]) -> Callable[[object], bool]:
    return lambda value: isinstance(value, dict) and all(test(item) for item in value.values())


class _Setting(NamedTuple):
    takes: Callable[[object], bool]
    value: str
    what: str


_SETTINGS: dict[str, _Setting] = {
    "paper": _Setting(_path, "a path in quotes", "The paper that the claims are of."),
    "bibliography": _Setting(
        lambda value: _path(value) or _paths(value),
        "a path, or a list of paths",
        "The works cited. Without it every `sources/*.bib` is read.",
    ),
    "texts": _Setting(_path, "a folder", "The cited works' own texts, each called by its key (`smith-2010.pdf`)."),
    # nothing is ever written outside the project on the word of a file in it
    "claims": _Setting(_inside, "a folder inside the project, without `..`", "The claims files, and the review log."),
    "build": _Setting(_inside, "a folder inside the project, without `..`", "Where `argmap build` writes."),
    "templates": _Setting(
        _path,
        "a folder",
        "Templates for report and letter; used once a person names or trusts them ([trust](trust.md)).",
    ),
    "title": _Setting(_text, "a text", "What the report is called. Without it: the paper's own title."),
    "date": _Setting(
        _date,
        "a day, month or year: `2019-05-31`, `2019-05`, `2019`",
        "When the paper came out. Without it: the day that a JATS, HTML or Markdown file states of itself.",
    ),
    "documentation": _Setting(
        _address,
        "an address that begins with `https://`",
        "Where the pages of argmap are served (`make site`), for the links in SARIF.",
    ),
    "language": _Setting(
        _tongue,
        "the two letters of a language, such as de or tr",
        "The paper's tongue. Without it: told from its words.",
    ),
    "letter-language": _Setting(
        _one_of(LETTER_LANGUAGES), f"one of {', '.join(LETTER_LANGUAGES)}", "The tongue of the referee letter."
    ),
    "select": _Setting(_texts, "a list of codes", "Only these checks are run; beginnings will do (`FTN`)."),
    "ignore": _Setting(_texts, "a list of codes", "These checks are not run; beginnings will do."),
    "severity": _Setting(
        _table_of(_one_of(SEVERITY_WORDS)),
        f"a table of codes and one of {', '.join(SEVERITY_WORDS)}",
        "How grave findings of a code are here.",
    ),
    "fail-on": _Setting(_one_of(FAIL_ON), f"one of {', '.join(FAIL_ON)}", "From what severity on the exit code is 1."),
    "standard": _Setting(
        _one_of(get_args(Standard)),
        f"one of {', '.join(get_args(Standard))}",
        "The standard of proof of claims that name none ([evaluation](evaluation.md)).",
    ),
    "quotation-counts-as": _Setting(
        _one_of(QUOTATION_COUNTS_AS),
        f"one of {', '.join(QUOTATION_COUNTS_AS)}",
        "What words that were found in the source are worth before a person has judged them.",
    ),
    "unargued-counts-as": _Setting(
        _one_of(UNARGUED_COUNTS_AS),
        f"one of {', '.join(UNARGUED_COUNTS_AS)}",
        "What a claim is for which nothing is said: a gap, as in a paper, or a premise that is taken as given, as on "
        "an argument map ([evaluation](evaluation.md)).",
    ),
    "pins": _Setting(
        _table_of(_text),
        "a table of citation keys and sha256 sums",
        "Which text of a work is meant; `argmap pin` writes it.",
    ),
    # no file of a project says that anything may be sent, or with which key
    "lookup": _Setting(
        _lookup,
        f"a table with `registries`, a list of {', '.join(ONLINE)}; consent belongs into your own settings "
        "(`argmap config`)",
        "Which registries `argmap lookup` may ask about this project's works ([registries](registries.md)).",
    ),
    # no file of a project says where texts are sent, or with which key
    "verifiers": _Setting(
        _texts,
        "a list of names; the rest of it belongs into your own settings (`argmap config`)",
        "Which models may judge passages ([quotations](quotations.md#verifiers)).",
    ),
}
assert {key.replace("-", "_") for key in _SETTINGS} == {f.name for f in fields(Settings)}


def read_settings(path: Path, shown_as: str) -> tuple[Settings, tuple[Diagnostic, ...]]:
    """Settings of the file at `path`, with a diagnostic for each thing in it that could not be taken."""
    try:
        # editors on Windows begin a file with a byte order mark
        text = read_file(path, _LARGEST_FILE).decode("utf-8-sig")
    except OSError as error:
        return Settings(), (Diagnostic(BAD_SETTING, f"The settings cannot be read: {error.strerror}", shown_as),)
    except UnicodeDecodeError as error:
        message = f"The settings are not UTF-8 (byte {error.start + 1})"
        return Settings(), (Diagnostic(BAD_SETTING, message, shown_as, help="Save the file as UTF-8."),)
    source = TextFile(shown_as, text)
    try:
        table: Any = tomllib.loads(text)
    except (ValueError, RecursionError) as error:  # a number of 5,000 digits is a plain ValueError
        return Settings(), (_broken_toml(source, str(error)),)
    if path.name == "pyproject.toml":
        table = table.get("tool")
        table = table.get("argmap") if isinstance(table, dict) else {}
    if not isinstance(table, dict):
        table = {}
    taken: dict[str, Any] = {}
    problems: list[Diagnostic] = []
    for key, value in table.items():
        expected = _SETTINGS.get(key)
        if expected is None:
            hint = did_you_mean(key, _SETTINGS, f"The settings are: {', '.join(_SETTINGS)}.")
            if key == "tool":
                hint = f"Only pyproject.toml has a table [tool.argmap]; in {path.name} leave that line out."
            problems.append(Diagnostic(BAD_SETTING, f'Unknown setting "{key}"', shown_as, _key_span(source, key), hint))
        elif not expected.takes(value):
            problems.append(
                Diagnostic(
                    BAD_SETTING,
                    f'The setting "{key}" has a value that it cannot take: {shorten(repr(value), _MOST_SHOWN)}',
                    shown_as,
                    _key_span(source, key),
                    f"Write {expected.value}.",
                )
            )
        else:
            taken[key.replace("-", "_")] = _frozen(key, value)
    return Settings(**taken), tuple(problems)


def settings_page() -> str:
    """Every setting, what it takes, what it is for and what holds without it, as Markdown."""
    defaults = Settings()
    rows = []
    for name, setting in _SETTINGS.items():
        default = getattr(defaults, name.replace("-", "_"))
        shown = f"`{default}`" if isinstance(default, str) else ""
        rows.append(f"| `{name}` | {setting.value} | {shown} | {setting.what} |")
    return "\n".join(["| setting | takes | without it | what it is for |", "| --- | --- | --- | --- |", *rows]) + "\n"


def _frozen(key: str, value: object) -> object:
    if key == "bibliography" and isinstance(value, str):
        return (value,)
    if key == "date":
        return str(value)[:10]
    return tuple(cast("list[str]", value)) if isinstance(value, list) else value


def _key_span(source: TextFile, key: str) -> Span | None:
    header = re.search(r"^\[tool\.argmap\b.*$", source.text, re.M)
    found = re.compile(rf"^\s*(?:\[tool\.argmap\.|\[)?({re.escape(key)})\b", re.M).search(
        source.text, header.start() if header else 0
    )
    return source.span(found.start(1), found.end(1)) if found else None


def _broken_toml(source: TextFile, message: str) -> Diagnostic:
    place = re.search(r"\(at line (\d+), column (\d+)\)", message)
    span = None
    if place:
        start = source.line_starts[int(place[1]) - 1] + int(place[2]) - 1
        span = source.span(start, start + 1)
    return Diagnostic(
        BAD_SETTING,
        f"The settings are not valid TOML: {re.sub(r' *[(]at .*[)]$', '', message)}",
        source.path,
        span,
        "Mend the line (a text stands in quotes); the defaults are used until then.",
    )
