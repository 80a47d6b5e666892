"""CSL items in YAML, as Pandoc and Quarto keep them: in a file of their own, or in the settings of a paper."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import replace

from argmap.ground.diagnostics import Diagnostic
from argmap.ground.places import TextFile
from argmap.ground.yaml_text import NotYaml, load_yaml
from argmap.sources.bibliography.csl_json import read_csl_json
from argmap.sources.source import BROKEN_ENTRY, Report, Source

_HELP = "Export the file again, or mend it here."


def read_csl_yaml(source: TextFile, report: Report) -> list[Source]:
    """Every item of a CSL-YAML file, in order: the list under ``references``, or one that is the whole file."""
    begins = source.span(0, min(1, len(source.text)))
    try:
        held = load_yaml(re.sub(r"(?m)^(?:---|\.\.\.)[ \t]*$", "", source.text))
    except NotYaml as error:
        report(Diagnostic(BROKEN_ENTRY, f"This is not valid YAML: {error}", source.path, begins, _HELP))
        return []
    items = held.get("references") if isinstance(held, dict) else held
    if not isinstance(items, list):
        report(Diagnostic(BROKEN_ENTRY, "A CSL-YAML file is a list of items", source.path, begins, _HELP))
        return []
    return [_placed(source, work) for work in works_of(items, source.path, report)]


def works_of(items: object, path: str = "references", report: Report = lambda _: None) -> list[Source]:
    """The works of a list of CSL items that YAML gave."""
    if not isinstance(items, list):
        return []
    made = [_as_in_json(item) if isinstance(item, dict) else item for item in items]
    return read_csl_json(TextFile(path, json.dumps(made, default=str)), report)


def _placed(source: TextFile, work: Source) -> Source:
    """The work with its place in the file: the line that gives its id."""
    line = re.compile(rf"^[ \t]*(?:-[ \t]+)?(?:id|citation-key):[ \t]*[\"']?({re.escape(work.key)})[\"']?[ \t]*$", re.M)
    found = line.search(source.text)
    span = source.span(*found.span(1)) if found else source.span(0, min(1, len(source.text)))
    return replace(work, span=span, key_span=span if found else None)


def _as_in_json(item: Mapping[str, object]) -> dict[str, object]:
    """A work as CSL-JSON has it: in YAML one person needs no list, and a date may be a year or a list of parts."""
    people = {role: [item[role]] for role in ("author", "editor") if isinstance(item.get(role), dict)}
    return {**item, **people, "issued": _date(item.get("issued"))}


def _date(value: object) -> object:
    first = value[0] if isinstance(value, list) and value else value
    if isinstance(first, dict):
        return first if "date-parts" in first else {"raw": str(first.get("year") or first.get("literal") or "")}
    return {"raw": str(first)} if first is not None else {}
