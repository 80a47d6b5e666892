"""The house as its plan has it: no circle of files, nothing that is never reached. The order of the rooms is held by
import-linter (`make lint`)."""

import ast
from pathlib import Path

import grimp
import networkx as nx
import pytest

from argmap.exchange.copies import COPIES
from argmap.exchange.formats import FORMATS as EXCHANGED
from argmap.manuscript.formats import FORMATS
from argmap.sources.bibliography.file_kinds import FORMATS as BIBLIOGRAPHIES

SOURCE = Path(__file__).parents[2] / "src" / "argmap"
# found by name and not by an import: commands, checks, entry points, what `python -m` runs
BY_NAME = (
    "argmap.cli.",
    "argmap.checks.",
    "argmap.__main__",
    "argmap.verifiers.",
    "argmap.maps.embedded",
    "argmap.corpus.worker",
)


@pytest.fixture(scope="module")
def imports() -> nx.DiGraph:
    graph = grimp.build_graph("argmap", cache_dir=None)
    edges = ((one, other) for one in graph.modules for other in graph.find_modules_directly_imported_by(one))
    return nx.DiGraph(edges)


def test_no_files_import_one_another_in_a_circle(imports):
    assert [sorted(ring) for ring in nx.strongly_connected_components(imports) if len(ring) > 1] == []


def test_every_module_is_reached_from_a_command_a_check_or_the_public_surface(imports):
    files = {".".join(("argmap", *path.relative_to(SOURCE).with_suffix("").parts)) for path in SOURCE.rglob("*.py")}
    modules = {name for name in files if not name.endswith(".__init__")}
    starts = {"argmap"} | {module for module in modules if module.startswith(BY_NAME)}
    starts |= {format_.module for format_ in (*FORMATS.values(), *BIBLIOGRAPHIES.values())}
    starts |= {copying.writes.partition(":")[0] for copying in COPIES.values()}
    starts |= {place.partition(":")[0] for known in EXCHANGED for place in (known.reads, known.writes) if place}
    reached = starts.union(*(nx.descendants(imports, start) for start in starts if start in imports))
    assert sorted(modules - reached) == []


@pytest.mark.parametrize("room", sorted(path.name for path in SOURCE.iterdir() if (path / "__init__.py").is_file()))
def test_every_room_says_what_lives_there(room):
    assert ast.get_docstring(ast.parse((SOURCE / room / "__init__.py").read_text("utf-8")))
