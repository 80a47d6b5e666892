"""What other programs may call: typed, documented, and nothing imported before it is asked for."""

import inspect
import subprocess
import sys
from importlib.resources import files

import pytest

import argmap

CLAIMS = """# A

## grew {conclusion}

Trade grew.

- because: sold

## sold

More was sold.

- evidence: counted
"""


def test_every_name_is_documented_and_typed_and_the_package_says_so():
    for name in argmap.__all__:
        if name != "__version__":
            found = getattr(argmap, name)
            assert inspect.getdoc(found) and inspect.signature(found).return_annotation
    assert files("argmap").joinpath("py.typed").is_file()


def test_importing_the_package_imports_none_of_its_rooms():
    program = "import sys, argmap; print(sorted(m for m in sys.modules if m.startswith('argmap.')))"
    out = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout
    assert out.strip() == "['argmap.ground', 'argmap.ground.version']"


def test_a_project_is_loaded_checked_and_evaluated(tmp_path):
    (tmp_path / "claims").mkdir()
    (tmp_path / "claims" / "all.md").write_text(CLAIMS, "utf-8")
    project = argmap.load(tmp_path)
    assert set(project.argument.claims) == {"grew", "sold"}
    assert argmap.check(project, select=["ARG"]).ran
    assert not {f.code for f in argmap.check(project, ignore=["ARG"]).findings} & {"ARG001", "ARG002"}
    by_itself, by_options = argmap.evaluate(project), argmap.evaluate(project, argmap.evaluate(project).options)
    assert by_itself.labels.keys() == by_options.labels.keys() == {"grew", "sold"}


def test_a_paper_is_audited_without_a_project(tmp_path):
    paper = tmp_path / "paper.md"
    paper.write_text("# On trade\n\nThe the trade grew in those years, and many people saw it [@nobody].\n", "utf-8")
    assert "TXT021" in {finding.code for finding in argmap.audit_paper(paper).outcome.findings}


@pytest.mark.parametrize(
    ("quotation", "state"),
    [
        ("trade grew slowly and nobody saw it", "verbatim"),
        ("trade grew quickly and nobody saw it", "altered"),
        ("wages fell in every town of the coast", "not-found"),
    ],
)
def test_a_quotation_is_looked_for_in_a_text(quotation, state):
    match = argmap.find_quotation(quotation, "In those years trade grew slowly and nobody saw it.")
    assert match.state == state and (match.start == 15 or not match.found)


def test_a_bibliography_is_read_with_what_is_wrong_in_it(tmp_path):
    path = tmp_path / "works.bib"
    path.write_text("@book{a, title = {Trade}, year = 2001}\n@book{a, title = {Trade again}}\n", "utf-8")
    read = argmap.load_bibliography(path)
    assert read.sources["a"].title == "Trade" and [d.code for d in read.diagnostics] == ["CIT010"]
