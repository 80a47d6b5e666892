"""Findings and claims as annotations: each names words that stand in the paper, and comes back to the same place."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from argmap.exchange.annotations_out import write_hypothesis, write_w3c
from argmap.exchange.web_annotation import read
from argmap.ground.diagnostics import ArgmapError
from argmap.project import Project
from commands import argmap
from printed_pdf import column, pdf_of

_PAPER = (
    "# Grain\n\n## Prices\n\nThe *price* of grain had been set by the [magistrates](http://a.org), who were merchants. "
    "The the model is wrong. It was so for years.\n\n## War\n\nThe the model is wrong. A second cause was the war.\n"
)
_CLAIMS = (
    "## prices-were-set {conclusion}\n\nPrices were set.\n\n> had been set by the magistrates\n\n> for years\n\nA note.\n\n"
    "- because: war\n- tags: price\n\n## war\n\nThere was war.\n\n> no such words stand anywhere in it\n\n## bare\n\nBare.\n"
)


def _audit(folder: Path, paper: str, form: str) -> bytes:
    done = argmap(folder, "audit", paper, "--select", "TXT021", "--format", form, "-o", "out.json")
    assert done.returncode in (0, 1), done.stderr
    return (folder / "out.json").read_bytes()


@pytest.mark.parametrize("kind", ["md", "pdf"])
def test_a_finding_is_an_annotation_that_names_its_place_by_its_words(kind: str, tmp_path: Path) -> None:
    lines = [
        "Prices were set by the magistrates. The the model is wrong.",
        "It was so for years. The the model is wrong.",
    ]
    pdf = pdf_of([column(70, 760, 11, lines)], extra=b"/ID [<00112233445566778899aabbccddeeff> <00>]")
    paper = tmp_path / f"a b.{kind}"
    paper.write_bytes(pdf if kind == "pdf" else _PAPER.encode())
    w3c = json.loads(_audit(tmp_path, paper.name, "web-annotation"))
    assert w3c["@context"] == "http://www.w3.org/ns/anno.jsonld"
    items = w3c["items"]
    assert len(items) == 2 and len({item["id"] for item in items}) == 2
    assert all(item["target"]["source"] == f"a%20b.{kind}" for item in items)
    around = [[item["target"]["selector"][0][key] for key in ("prefix", "exact", "suffix")] for item in items]
    shown = _PAPER.replace("*", "").replace("#", "").replace("[magistrates](http://a.org)", "magistrates")
    reads = " ".join(lines) if kind == "pdf" else " ".join(shown.split())
    assert [words for words in around if "".join(words) not in reads] == []
    assert around[0] != around[1]
    assert _audit(tmp_path, paper.name, "web-annotation") == (tmp_path / "out.json").read_bytes()
    hypothesis = json.loads(_audit(tmp_path, paper.name, "hypothesis"))["annotations"]
    source = "urn:x-pdf:00112233445566778899aabbccddeeff" if kind == "pdf" else f"a%20b.{kind}"
    assert {one["uri"] for one in hypothesis} == {source}
    assert [one["target"][0]["selector"][0]["prefix"] for one in hypothesis] == [words[0] for words in around]
    with pytest.raises(ArgmapError, match="2 argmap findings were left out"):
        read(_audit(tmp_path, paper.name, "hypothesis"), "out.json")
    reply = {"type": "Annotation", "id": "r", "bodyValue": "It is not.", "target": items[1]["id"]}
    foreign, loss = read(json.dumps([*items, reply]).encode(), "out.json", {paper.name: paper.read_bytes()})
    (answered,) = foreign.statements
    assert (answered.id, answered.notes[:1]) == ("r", (f"On argmap · TXT021 · {items[1]['body'][3]['value']}.",))
    assert answered.section == ("War" if kind == "md" else "") and loss.lost("argmap finding") == 2


def test_claims_go_out_on_their_words_and_what_has_no_place_is_told(make_project: Callable[..., Project]) -> None:
    project = make_project(_CLAIMS, paper=_PAPER.replace("*", "").replace("[magistrates](http://a.org)", "magistrates"))
    data, loss = write_w3c(project)
    prices, war, bare = json.loads(data)["items"]
    assert [target["selector"][0]["exact"] for target in prices["target"]] == [
        "had been set by the magistrates",
        "for years",
    ]
    assert prices["target"][0]["selector"][0]["suffix"].startswith(", who were merchants")
    assert [body["value"] for body in prices["body"]] == ["Prices were set.\n\nA note.", "conclusion", "price"]
    assert war["target"]["selector"][0]["prefix"] == "" and bare["target"] == "paper.txt"
    assert (loss.kept("quotation"), loss.changed("quotation"), loss.lost("step")) == (2, 1, 1)
    assert all(loss.read(kind) for kind in ("statement", "note", "tag", "conclusion") if kind in loss.kinds)
    _, loss = write_hypothesis(project)
    assert (loss.kept("quotation"), loss.lost("quotation")) == (1, 1)
    again, _ = read(data, "a.json", {"paper.txt": (project.root / "sources" / "paper.txt").read_bytes()})
    assert again.statements[0].quotes == ("had been set by the magistrates",)
    with pytest.raises(ArgmapError, match="names none"):
        write_w3c(make_project("## bare\n\nBare.\n"))


@pytest.mark.parametrize("command", ["input", "include", "subfile"])
def test_what_a_source_includes_is_the_paper_as_well(command: str, tmp_path: Path) -> None:
    (tmp_path / "parts").mkdir()
    (tmp_path / "parts/two.tex").write_text("It was so for years. The the model is wrong.\n")
    body = f"Prices were set by the magistrates.\n\n\\{command}{{parts/two}}\n"
    (tmp_path / "paper.tex").write_text(f"\\documentclass{{article}}\\begin{{document}}\n{body}\\end{{document}}\n")
    (item,) = json.loads(_audit(tmp_path, "paper.tex", "web-annotation"))["items"]
    assert item["target"]["selector"][0]["exact"] == "The the model is wrong."
    page = _audit(tmp_path, "paper.tex", "html").decode()
    assert page.count('id="at-TXT021-1"') == 1, "the finding stands beside its words"
    sheet = argmap(tmp_path, "audit", "paper.tex", "--format", "csv").stdout
    assert "parts/two.tex:1" in sheet
