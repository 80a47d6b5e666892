"""SARIF as the standard (OASIS, SARIF 2.1.0 with errata 01) wants it, whatever the findings are about.

The official schema stands under OASIS's own terms and is not copied into this project. `ARGMAP_SARIF_SCHEMA` names a
file of it (``sarif-schema-2.1.0.json``) to hold everything against; what matters of it is asked for here in any case.
"""

from __future__ import annotations

import json
import os
import re
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from argmap.cli import _argmap
from argmap.findings.finding import Finding
from argmap.ground.places import TextFile
from argmap.outputs.json.sarif import sarif_document
from argmap.outputs.json.write import write_json

words = st.text(max_size=30)
paths = st.text(min_size=1, max_size=20).filter(lambda path: "\0" not in path)


@st.composite
def findings(draw: st.DrawFn) -> Finding:
    path = draw(paths)
    text = draw(st.text(min_size=1, max_size=60))
    start = draw(st.integers(0, len(text)))
    span = TextFile(path, text).span(start, draw(st.integers(start, len(text)))) if draw(st.booleans()) else None
    return Finding(
        draw(st.sampled_from(["ARG001", "CIT020", "TXT010"])),
        "some-slug",
        draw(st.sampled_from(["error", "warning", "note"])),
        draw(st.sampled_from(["certain", "candidate"])),
        draw(st.text(min_size=1, max_size=40)),
        path,
        span,
        because=draw(st.none() | words),
        claim=draw(st.none() | words),
        quote=draw(st.none() | words),
        strength=draw(st.floats(0, 1)),
    )


def official() -> Any:
    """A validator for the official schema, or None where nobody has named one."""
    named = os.environ.get("ARGMAP_SARIF_SCHEMA")
    if not named:
        return None
    import jsonschema

    schema = json.loads(Path(named).read_text("utf-8"))
    return jsonschema.validators.validator_for(schema)(schema)


def assert_is_sarif(document: dict[str, Any]) -> None:
    """What forges and editors rely on, in the standard's numbers: 3.13.2, 3.14, 3.19, 3.27, 3.30, 3.4.3."""
    assert document["version"] == "2.1.0" and document["$schema"].startswith("https://")
    for run in document["runs"]:
        driver = run["tool"]["driver"]
        assert driver["name"] and run["columnKind"] in ("utf16CodeUnits", "unicodeCodePoints")
        ids = [rule["id"] for rule in driver["rules"]]
        assert len(ids) == len(set(ids))
        assert all(rule["shortDescription"]["text"] and rule["help"]["text"] for rule in driver["rules"])
        assert re.fullmatch(r"[^/]+/[^/]+/", run["automationDetails"]["id"])
        for result in run["results"]:
            assert ids[result["ruleIndex"]] == result["ruleId"]
            assert result["level"] in ("none", "note", "warning", "error") and result["message"]["text"]
            assert 0 <= result.get("rank", 0) <= 100
            assert all(isinstance(value, str) and value for value in result["partialFingerprints"].values())
            (location,) = result["locations"]
            physical = location["physicalLocation"]
            # RFC 3986: nothing but what may stand in a relative reference, and no scheme before it
            uri = physical["artifactLocation"]["uri"]
            assert re.fullmatch(r"(?:[\w.~/-]|%[0-9A-F]{2})+", uri, re.ASCII)
            if region := physical.get("region"):
                begin, end = (region["startLine"], region["startColumn"]), (region["endLine"], region["endColumn"])
                assert min(*begin, *end) >= 1 and begin <= end


@given(st.lists(findings(), max_size=6))
def test_any_findings_make_sound_sarif(told: list[Finding]) -> None:
    document = json.loads(write_json(sarif_document(told, {}, {"ARG001": 2}, "https://example.org/")))
    assert_is_sarif(document)
    assert sum(len(run["results"]) for run in document["runs"]) == len(told)
    if validator := official():
        validator.validate(document)


@pytest.mark.parametrize("arguments", [["check", "--all"], ["audit", "sources/paper.txt"]])
def test_what_the_commands_write_is_sound_sarif(arguments: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(Path(__file__).parents[2])
    result = CliRunner().invoke(_argmap, [*arguments, "--format", "sarif"])
    document = json.loads(result.stdout)
    assert_is_sarif(document)
    assert any(run["results"] for run in document["runs"])
    if validator := official():
        validator.validate(document)
