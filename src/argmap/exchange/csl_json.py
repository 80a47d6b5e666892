"""The works that a project cites as CSL-JSON (CSL 1.0.2), as Zotero and Pandoc read it."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from argmap.exchange.foreign import folded
from argmap.exchange.loss import LossReport
from argmap.exchange.works import FIELD, WORK, date_parts, items_of, keeps_type, name_parts
from argmap.project import Project

FORM = "csl-json"
_CAPITALS = {name.lower(): name for name in ("DOI", "ISBN", "ISSN", "PMID", "PMCID", "URL")}


def write(project: Project) -> tuple[bytes, LossReport]:
    """A list of items, in UTF-8."""
    loss = LossReport()
    items = []
    for item, source in items_of(project, FORM, loss):
        made: dict[str, Any] = {"id": item.key, "type": item.type}
        if keeps_type(FORM, source):
            loss.keep(WORK)
        else:
            loss.change(WORK, item.key, "of a type that has no name in CSL")
        made |= {role: _names(names) for role, names in item.people.items()}
        made |= {name: _date(text) for name, text in item.dates.items()}
        made |= item.texts
        for name, text in item.rest.items():
            people = [folded(person) for person in source.people.get(name, ())]
            made[_CAPITALS.get(name, name)] = _names(people) if people else text
        loss.keep(FIELD, len(made) - 2)
        items.append(made)
    return (json.dumps(items, ensure_ascii=False, indent=2) + "\n").encode("utf-8", "replace"), loss


def _names(names: Iterable[str]) -> list[dict[str, str]]:
    return [name_parts(name) for name in names]


def _date(text: str) -> dict[str, Any]:
    """A date of CSL, which counts 1 BC as -1; in words where it has no numbers."""
    parts, uncertain = date_parts(text)
    if not parts:
        return {"literal": text}
    made: dict[str, Any] = {"date-parts": [[year - (year <= 0), *rest] for year, *rest in parts]}
    if len(parts) == 1 and len(parts[0]) == 2 and 20 < parts[0][1] < 25:
        made = {"date-parts": [made["date-parts"][0][:1]], "season": parts[0][1] - 20}
    if uncertain:
        made["circa"] = True
    return made
