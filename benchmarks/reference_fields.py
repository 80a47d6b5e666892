"""Measures how many fields of references are read right, by field and by style, and how fast.

Two truths are used: references written for argmap in many styles (`data/references.toml`), and those of the JOSE
papers, whose JATS files hold the fields and whose Crossref records hold the same references as printed (read through
ARGMAP_CORPORA). A field is right where it says the same letters and digits, whatever the case and punctuation.
Run: `python benchmarks/reference_fields.py [--wrong]`.
"""

from __future__ import annotations

import re
import sys
import tomllib
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from argmap.sources.references.parse import ParsedReference, parse_reference
from shared.table import corpora, head, row, timed

FIELDS = (
    "authors",
    "editors",
    "year",
    "title",
    "container",
    "volume",
    "issue",
    "publisher",
    "place",
    "pages",
    "doi",
    "isbn",
    "url",
    "kind",
    "locator",
)


class Case(NamedTuple):
    """A reference as printed and the fields it should give; fields not named must be empty where `whole` is true."""

    style: str
    text: str
    fields: dict[str, object]
    whole: bool = True


def written_cases() -> Iterator[Case]:
    """The references written for argmap."""
    table = tomllib.loads((Path(__file__).parent / "data" / "references.toml").read_text(encoding="utf-8"))
    for work in table["work"]:
        for style, given in work["styles"].items():
            fields = {**work["fields"], **{k: v for k, v in given.items() if k != "text"}}
            yield Case(style, given["text"], {k: v for k, v in fields.items() if v})


def unseen_cases() -> Iterator[Case]:
    """References that were written before the parser was tried on any of them, each in one style."""
    table = tomllib.loads((Path(__file__).parent / "data" / "references_unseen.toml").read_text(encoding="utf-8"))
    for reference in table["reference"]:
        yield Case(f"unseen/{reference['style']}", reference["text"], reference["fields"])


def jose_cases(folder: Path) -> Iterator[Case]:
    """The references of the JOSE papers: text from the Crossref record, fields from the JATS file."""
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, load_dtd=False, no_network=True)
    for jats in sorted(folder.glob("*.jats")):
        record = etree.parse(jats.with_suffix(".crossref.xml"), parser)
        printed = {
            c.get("key"): c.findtext("{*}unstructured_citation")
            for c in record.iter("{*}citation")
            if c.findtext("{*}unstructured_citation")
        }
        for ref in etree.parse(jats, parser).iter("ref"):
            text = printed.get(ref.get("id").removeprefix("ref-"))
            if text is None or (entry := ref.find("element-citation")) is None:
                continue
            fields: dict[str, object] = {}
            for group in entry.iter("person-group"):
                role = "editors" if group.get("person-group-type") == "editor" else "authors"
                people = [
                    ", ".join(filter(None, (n.findtext("surname"), n.findtext("given-names"))))
                    for n in group.iter("name")
                ]
                fields[role] = people + [s.text for s in group.iter("string-name")]
            pages = "–".join(filter(None, (entry.findtext("fpage"), entry.findtext("lpage"))))
            title = entry.findtext("article-title") or entry.findtext("chapter-title")
            fields |= {
                "year": entry.findtext("year"),
                "title": title or entry.findtext("source"),
                "container": entry.findtext("source") if title else None,
                "volume": entry.findtext("volume"),
                "issue": entry.findtext("issue"),
                "pages": pages,
                "doi": (entry.findtext("pub-id[@pub-id-type='doi']") or "").lower(),
            }
            seen = {k: v for k, v in fields.items() if v and _is_printed(v, text)}
            yield Case("jose", text, seen, whole=False)


def _is_printed(value: object, text: str) -> bool:
    """Whether a field of the record stands in the reference as printed; what is left out cannot be read."""
    folded = _fold(text)
    return all(_fold(v.split(",")[0]) in folded for v in (value if isinstance(value, list) else [str(value)]))


def _fold(value: str) -> str:
    """Letters and digits alone, in small letters."""
    text = unicodedata.normalize("NFKC", value).casefold().replace("&", "and")
    return re.sub(r"[^\w\ufffd]+", "", text)


def same(expected: object, found: object) -> bool:
    """Equal letters and digits; lists of names equal in number and each in letters."""
    if isinstance(expected, list):
        return isinstance(found, tuple) and [_fold(x) for x in expected] == [_fold(x) for x in found]
    return _fold(str(expected or "")) == _fold(str(found or ""))


def same_people(expected: object, found: object) -> bool:
    """Equal in number, family name and first letter of the given name: records spell out initials."""
    if not isinstance(expected, list) or not isinstance(found, tuple) or len(expected) != len(found):
        return False
    return all(
        _short_name(x) == _short_name(y) or _fold(x) == _fold(y.split(",")[0])
        for x, y in zip(expected, found, strict=True)
    )


def _short_name(name: str) -> tuple[str, str]:
    family, _, given = name.removesuffix(" et al").partition(",")
    return _fold(family), _fold(given)[:1]


def judge(case: Case, found: ParsedReference) -> Iterator[tuple[str, bool, object, object]]:
    """Field, right or wrong, expected, found; for a whole case also each field that was made up."""
    for name in FIELDS:
        expected, value = case.fields.get(name), getattr(found, name)
        if expected:
            right = (
                same(expected, value)
                if case.whole or name not in ("authors", "editors")
                else same_people(expected, value)
            )
            yield name, right, expected, value
        elif case.whole and value and name != "kind" and not (name == "place" and _is_printed(value, case.text)):
            yield name, False, None, value  # of a thesis or report the cases tell no place, though some print it


def main() -> None:
    """Prints the shares of right fields by field and by style, and the time a reference takes."""
    cases = [*written_cases(), *unseen_cases()]
    if folder := corpora():
        cases += jose_cases(folder / "jose")
    by_style: dict[str, list[bool]] = defaultdict(list)
    by_field: dict[str, dict[bool, list[bool]]] = defaultdict(lambda: defaultdict(list))
    for case in cases:
        for name, right, expected, value in judge(case, parse_reference(case.text)):
            by_style[case.style].append(right)
            by_field[name][case.style == "jose"].append(right)
            if not right and "--wrong" in sys.argv:
                print(
                    f"{case.style:10} {name:10} expected {expected!r}\n{'':21} found    {value!r}\n{'':21} in      "
                    f" {case.text[:200]!r}"
                )
    head("field", "written", "JOSE")
    for name in FIELDS:
        row(name, _share(by_field[name][False]), _share(by_field[name][True]))
    print()
    head("style", "fields right")
    for style, results in by_style.items():
        row(style, _share(results))
    seconds, _ = timed(lambda: [parse_reference(case.text) for case in cases], 10)
    print(f"\n{len(cases)} references, {seconds / len(cases) * 1000:.2f} ms each")


def _share(results: list[bool]) -> str:
    return f"{sum(results)}/{len(results)} {100 * sum(results) / len(results):5.1f}%" if results else "–"


if __name__ == "__main__":
    main()
