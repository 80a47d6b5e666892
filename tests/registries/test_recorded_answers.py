"""Answers that registries really gave, as other projects recorded them, from `ARGMAP_CORPORA`.

``registries/habanero/`` there is `test/cassettes` of sckott/habanero (Crossref, June 2026); ``registries/refchecker/`` is
`conferences/iclr/2026` of markrussinovich/refchecker-iclr2026: the references of seven papers, and what Crossref and
OpenAlex answered to searches for some of them.
"""

import gzip
import json
import os
from collections import Counter
from pathlib import Path

import pytest
import yaml

from argmap.ground.places import Span
from argmap.registries import CROSSREF, OPENALEX, crossref, openalex
from argmap.registries.answers import Answer, Answers
from argmap.registries.asking import Request
from argmap.registries.identity import fold
from argmap.registries.questions import Question, search_question, second_voice, why_not_asked
from argmap.registries.records import holding_notice
from argmap.registries.standing import stand
from argmap.sources.source import Source

RECORDED = Path(os.environ.get("ARGMAP_CORPORA", "/nowhere")) / "registries"
MOMENT = "2026-11-26T10:00:00Z"
if not (RECORDED / "refchecker").is_dir():
    pytest.skip("no recorded answers under ARGMAP_CORPORA", allow_module_level=True)


def cassette(name):
    """Status and body of a recorded answer."""
    told = yaml.safe_load((RECORDED / "habanero" / name).read_text("utf-8"))["interactions"][0]["response"]
    body = told["body"]["string"]
    body = body if isinstance(body, bytes) else body.encode()
    return told["status"]["code"], gzip.decompress(body) if body[:2] == b"\x1f\x8b" else body


def test_crossrefs_own_answers_are_read():
    question = Question(CROSSREF, "doi:10.1371/journal.pone.0033693")
    ((found,),) = crossref.read(crossref.single(question), *cassette("test-works/test_works_with_one_id.yaml")).values()
    assert found.title.startswith("Methylphenidate Exposure") and found.years == (2012,)
    assert "Sadasivan, Shankar" in found.persons and found.editors == ("Borlongan, Cesario V.",)
    notice = holding_notice(found.notices)
    assert (notice.nature, notice.date, notice.told_by) == ("correction", "2012-05-08", "publisher")
    missing = Question(CROSSREF, "doi:10.1371/notarealdoi")
    assert crossref.read(crossref.single(missing), *cassette("test-works/test_works_bad_id_warn.yaml")) == {missing: ()}
    search = Question(CROSSREF, "works:ecology | x | 2000")
    request = Request(CROSSREF, "/works?query.bibliographic=ecology", (search,))
    (hits,) = crossref.read(request, *cassette("test-works/test_works_query.yaml")).values()
    assert len(hits) == 2 and all(record.title for record in hits)


def recorded(registry, read):
    """All works that the registry ever answered with, by their identifiers."""
    works = {}
    for path in sorted((RECORDED / "refchecker").rglob(f"api_cache/{registry}/*.json")):
        told = json.loads(path.read_text("utf-8"))
        for item in told if isinstance(told, list) else [told]:
            if isinstance(item, dict) and (item.get("DOI") or item.get("id")):
                record = read(item)
                works[record.id] = record
    return works


def references():
    """The references of the papers, each once."""
    found = {}
    for path in sorted((RECORDED / "refchecker").rglob("bibliography.json")):
        for item in json.loads(path.read_text("utf-8")):
            if item.get("title"):
                found.setdefault(fold(item["title"]), item)
    return found


def as_source(item):
    names = [name.split() for name in item["authors"] if name and not name.lower().startswith("et al")]
    authors = tuple(", ".join(filter(None, (name[-1], " ".join(name[:-1])))) for name in names)
    return Source(
        "k", "article", Span("w.bib", 0, 1, 1, 1, 1, 2), authors=authors, year=str(item.get("year") or ""), title=item["title"]
    )  # fmt: skip


def nearest(works, title, most=8):
    words = set(fold(title).split())
    shared = Counter({key: len(words & set(fold(record.title).split())) for key, record in works.items()})
    return tuple(works[key] for key, number in shared.most_common(most) if number)


def test_no_reference_of_real_papers_is_accused_by_what_registries_really_hold():
    first, second = recorded("crossref", crossref.record_of), recorded("openalex", openalex.record_of)
    states, known, missed = Counter(), 0, []
    for title, item in references().items():
        source = as_source(item)
        if why_not_asked(source):
            continue
        search, hits = search_question(source), nearest(first, source.title)
        wider = nearest(second, source.title)
        answers = [Answer(CROSSREF, search.query, MOMENT, hits), Answer(OPENALEX, search.query, MOMENT, wider)]
        if voice := second_voice(source, hits):
            other = second.get(voice.about)
            answers.append(Answer(OPENALEX, voice.query, MOMENT, (other,) if other else ()))
        standing = stand(source, Answers({answer.key: answer for answer in answers}))
        states[standing.state] += 1
        if len(title.split()) > 4 and title in {fold(record.title) for record in (*hits, *wider)}:
            known += 1
            missed += [source.title] if standing.state != "found" else []
    assert sum(states.values()) > 700 and set(states) <= {"found", "not-found"}
    assert known > 25 and len(missed) <= known * 0.05, missed
