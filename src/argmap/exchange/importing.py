"""Another program's argument as a project: a new one, or one that an earlier import made, brought up to date."""

from __future__ import annotations

from pathlib import Path

from argmap.exchange.brought import RECORD, record
from argmap.exchange.claims import (
    BIBLIOGRAPHY,
    CLAIMS,
    Imported,
    bibliography,
    claims_of,
    files_beside,
    name_statements,
    sections_of,
)
from argmap.exchange.foreign import Foreign, folded
from argmap.exchange.formats import format_called
from argmap.ground.diagnostics import ArgmapError
from argmap.ground.files import LOCK, Change, settle, write_files
from argmap.ground.toml_edits import quoted
from argmap.notation import tree
from argmap.notation.write import write_claims

_AS_GIVEN = 'unargued-counts-as = "assumed"'


def import_into(foreign: Foreign, folder: Path, *, with_deleted: bool = False) -> Imported:
    """Write the project into `folder`: a new one, or one that an earlier import of the same argument made.

    `with_deleted` takes in again what came earlier and was deleted there since.

    Raises ArgmapError, and nothing is written, where something else stands there.
    """
    settle(folder)
    if folder.exists() and (not folder.is_dir() or any(path.name != LOCK for path in folder.iterdir())):
        from argmap.exchange.renewal import bring_up_to_date  # which reads the whole project

        return bring_up_to_date(foreign, folder, with_deleted=with_deleted)
    ids = name_statements(foreign, {}, ())
    claims = claims_of(foreign, ids)
    if not claims and not foreign.bibliographies:
        raise ArgmapError("There is no statement in it, and nothing was written.")
    came = files_beside(foreign)
    beside = {f"sources/{name}": data for name, data in came.items()}
    beside[RECORD] = record(foreign, came, (claim for _, claim in claims))
    if foreign.works:
        beside[BIBLIOGRAPHY] = bibliography(foreign.works).encode()
    contents = {"argmap.toml": _settings(foreign).encode(), **beside}
    if claims:
        contents[CLAIMS] = write_claims(tree.ClaimsFile("", tuple(sections_of(claims)))).encode()
    written = write_files(folder, [Change(folder / name, data, "absent") for name, data in contents.items()])
    return Imported(folder, written, tuple(claim.id.text for _, claim in claims))


def _settings(foreign: Foreign) -> str:
    lines = ["# Imported by argmap; every setting is described in the documentation."]
    if paper := foreign.paper or next(iter(foreign.texts), None):
        lines.append(f"paper = {quoted(f'sources/{paper}')}")
    works = [*([BIBLIOGRAPHY] if foreign.works else []), *(f"sources/{name}" for name in foreign.bibliographies)]
    if works:
        lines.append(f"bibliography = [{', '.join(map(quoted, works))}]")
    if title := folded(foreign.title):
        lines.append(f"title = {quoted(title)}")
    if format_called(foreign.format).of_maps:
        lines += ["# A claim for which nothing is said is a premise here. Without this line it is a gap.", _AS_GIVEN]
    return "\n".join(lines) + "\n"
