"""Asking registries: what is sent, in which order and how patiently, what is kept, and that no fault becomes a "no"."""

import itertools
import json
import random
import signal
import subprocess
import sys
import threading
import time
from contextlib import nullcontext
from itertools import product
from pathlib import Path
from urllib.parse import quote

import pytest
from jsonschema import Draft202012Validator
from stand_in_registries import StandIn, serving, update, work

from argmap import cli
from argmap.checks import run_checks
from argmap.project import load
from argmap.registries import STORE, questions
from argmap.registries.answers import read_answers
from argmap.registries.asking import NoAnswerError
from argmap.registries.client import Client, _read
from argmap.registries.lookup import Choice, look_up
from commands import a_copy, argmap
from volume import few_of

TITLE = "Growth of trade in the valleys of the upper Danube"
SICI = "10.1002/(sici)1097-0258(19980815/30)17:15/16<1661::aid-sim968>3.0.co;2-2"
DAYS = (f"2026-11-{day:02}T10:00:00Z" for day in itertools.count(1))


def entry(key, doi="", title=TITLE, author="Smith, Anna", year=2010, type="article", **more):
    fields = {"title": title, "author": author, "year": str(year), "journal": "Journal of Trade", "doi": doi, **more}
    return (
        f"@{type}{{{key},\n" + "".join(f"  {name} = {{{value}}},\n" for name, value in fields.items() if value) + "}\n"
    )


def project(root: Path, *entries: str, claims: str = "") -> Path:
    cites = "".join(f"- cites: @{e.partition('{')[2].partition(',')[0]}\n" for e in entries)
    (root / "claims").mkdir(exist_ok=True)
    (root / "claims" / "all.md").write_text(
        claims or f"# S\n\n## top {{conclusion}}\n\nTrade grew.\n\n{cites}", "utf-8"
    )
    (root / "sources").mkdir(exist_ok=True)
    (root / "sources" / "works.bib").write_text("".join(entries), "utf-8")
    return root


def asked(root: Path, held: StandIn, monkeypatch, day="2026-11-01", seconds=60.0, clock=time.monotonic, **choice):
    """One run against a stand-in, without its pauses."""
    monkeypatch.setenv("ARGMAP_REGISTRIES", held.address)
    pauses = dict.fromkeys(questions.ONLINE, 0.0)
    client = Client(seconds=seconds, pauses=pauses, clock=clock, sleep=lambda _: None)
    sources = load(root).bibliography.sources
    return look_up(root, sources, client, Choice(**choice), moment=lambda: f"{day}T10:00:00Z"), client


def states(root: Path) -> dict[str, str]:
    return {key: standing.state for key, standing in load(root).standings.items()}


def test_a_work_is_found_by_its_doi_and_by_its_title(tmp_path, monkeypatch):
    root = project(
        tmp_path, entry("doi", "10.1000/a"), entry("title"), entry("thesis", title="A thesis", type="phdthesis")
    )
    with serving(StandIn([work("10.1000/a", TITLE, [("Smith", "Anna")], 2010)])) as held:
        outcome, _ = asked(root, held, monkeypatch)
    assert states(root) == {"doi": "found", "title": "found", "thesis": "not-looked-up"}
    assert outcome.answered == 2 and not outcome.unanswered
    assert held.asked == [
        "/crossref/works/10.1000%2Fa",
        f"/crossref/works?query.bibliographic={quote(TITLE)}%20Smith%202010&rows=5",
    ]


def test_nothing_leaves_but_the_fields_of_references(tmp_path, monkeypatch):
    claims = "# S\n\n## top {conclusion}\n\nSecretwords of the claim.\n\n> secretquote\n\n- cites: @title\n"
    secret = {"note": "secretnote", "abstract": "secretabstract", "file": "secretfile", "keywords": "secretword"}
    root = project(tmp_path / "secretfolder" if (tmp_path / "secretfolder").mkdir() is None else tmp_path,
                   entry("secretkey", "10.1000/a", **secret), entry("title", **secret), claims=claims)  # fmt: skip
    with serving(StandIn()) as held:
        asked(root, held, monkeypatch, every_kind=True)
    assert held.asked and "secret" not in " ".join(held.asked + held.agents).lower()


def test_what_crossref_lacks_goes_on_to_datacite_and_doi_org(tmp_path, monkeypatch):
    root = project(
        tmp_path,
        entry("data", "10.7777/d"),
        entry("other", "10.8888/o"),
        entry("none", "10.9999/n"),
        entry("zen", "10.5281/z"),
    )
    data = [
        {"DOI": doi, "title": TITLE, "authors": [("Smith", "Anna")], "year": 2010} for doi in ("10.7777/d", "10.5281/z")
    ]
    with serving(StandIn(data=data, elsewhere={"10.8888/o": "mEDRA"})) as held:
        asked(root, held, monkeypatch)
        assert states(root) == {"data": "found", "other": "not-looked-up", "none": "not-looked-up", "zen": "found"}
        assert "mEDRA" in load(root).standings["other"].why
        assert not any("10.5281" in path for path in held.asked if path.startswith("/crossref"))
        first = len(held.asked)
        asked(root, held, monkeypatch)
        assert len(held.asked) == first, "nothing is asked twice on one day"
        asked(root, held, monkeypatch, day="2026-11-02")
        assert held.asked[first:] == ["/doi.org/api/handles/10.9999/n"]
    assert states(root)["none"] == "not-registered"
    assert [f.code for f in run_checks(load(root), select=["REG"]).findings] == ["REG005"]


def test_now_asks_doi_org_twice_in_one_run(tmp_path, monkeypatch):
    root = project(tmp_path, entry("none", "10.9999/n"))
    with serving(StandIn()) as held:
        asked(root, held, monkeypatch)
        assert states(root)["none"] == "not-looked-up"
        asked(root, held, monkeypatch, confirm=True)
        assert held.asked.count("/doi.org/api/handles/10.9999/n") == 3
    assert states(root)["none"] == "not-registered"


@pytest.mark.parametrize(
    ("written", "sent"),
    [
        ("10.1000/a,b", "10.1000/a,b"),
        (SICI, SICI),
        (SICI.upper(), SICI),
        ("https://doi.org/10.1000/ABC.", "10.1000/abc"),
        ("http://dx.doi.org/10.1000/abc", "10.1000/abc"),
        ("doi:10.1000/abc;", "10.1000/abc"),
        ("DOI: 10.1000/abc,", "10.1000/abc"),
        ("10.1016/S0140-6736(97)11096-0", "10.1016/s0140-6736(97)11096-0"),
        ("https://doi.org/10.1002/%28SICI%291097-0258%2819980815%2F30%2917%3A15%2F16%3C1661%3A%3AAID-SIM968%3E3.0.CO%3B2-2", SICI),
        ("10.1000/a b", None),
        ("10.1000/100%25+x", "10.1000/100%25+x"),
        ("10.1000/ä#?&", "10.1000/ä#?&"),
    ],
)  # fmt: skip
def test_a_doi_is_asked_for_whole_however_it_is_written(tmp_path, monkeypatch, written, sent):
    bib = (
        entry("k")
        .replace("year = ", f"doi = {{{written}}},\n  year = ")
        .replace("%", "\\%")
        .replace("#", "\\#")
        .replace("&", "\\&")
    )
    root = project(tmp_path, bib)
    with serving(StandIn([work(sent or "10.1000/x", TITLE, [("Smith", "Anna")], 2010)])) as held:
        asked(root, held, monkeypatch)
        if sent is None:
            assert not any(path.startswith("/crossref/works/") for path in held.asked)
        else:
            assert held.asked == [f"/crossref/works/{quote(sent, safe='')}"]
            assert states(root) == {"k": "found"}


def test_many_dois_go_together_but_for_those_with_a_comma(tmp_path, monkeypatch):
    dois = [f"10.1000/{n}" for n in range(25)] + [SICI, "10.1000/a,b"]
    root = project(tmp_path, *(entry(f"k{n}", doi) for n, doi in enumerate(dois)))
    with serving(StandIn([work(doi, TITLE, [("Smith", "Anna")], 2010) for doi in dois[3:]])) as held:
        asked(root, held, monkeypatch, registries=("crossref",))
    crossref = [path for path in held.asked if path.startswith("/crossref")]
    assert len(crossref) == 3 and crossref[2] == "/crossref/works/10.1000%2Fa%2Cb"
    assert list(states(root).values()).count("found") == 24


def test_a_batch_that_is_refused_is_asked_one_by_one(tmp_path, monkeypatch):
    root = project(tmp_path, *(entry(f"k{n}", f"10.1000/{n}") for n in range(3)))
    works = [work(f"10.1000/{n}", TITLE, [("Smith", "Anna")], 2010) for n in range(3)]
    with serving(StandIn(works, faults={"?filter": "list"})) as held:
        asked(root, held, monkeypatch)
    assert set(states(root).values()) == {"found"} and len(held.asked) == 4


# what is told of a fault, and how often is asked until then
FAULTS = {
    "429": ("it asks to wait 15 hours", 1),
    "418": ("it refused with the status 418", 1),
    "403": ("it refused with the status 403", 1),
    "500": ("it is overburdened", 3),
    "login": ("it led to another address, which was not followed", 3),
    "page": ("it answered with a web page", 1),
    "page404": ("it answered with the status 404", 1),
    "broken": ("it answered with something that is not JSON", 1),
    "list": ("it answered with JSON of another form", 1),
    "large": ("its answer is larger than any record", 3),
    "spent": ("it has nothing left for today", 1),
}


@pytest.mark.parametrize(("fault", "registry"), few_of([*product(FAULTS, ["crossref", "datacite", "doi.org"])], 17))
def test_no_fault_is_a_no(tmp_path, monkeypatch, registry, fault):
    """Whatever a registry does but answer: not looked up, with the reason; asked again by the next run."""
    root = project(tmp_path, entry("k", "10.1000/a"))
    with serving(StandIn(faults={f"/{registry}/": fault})) as held:
        outcome, _ = asked(root, held, monkeypatch, confirm=True)
        assert states(root).get("k", "not-looked-up") == "not-looked-up"
        assert [question.registry for question in outcome.unanswered] == [registry]
        times = len([path for path in held.asked if path.startswith(f"/{registry}/")])
        assert ([*outcome.unanswered.values()], times) == ([FAULTS[fault][0]], FAULTS[fault][1])
        assert run_checks(load(root), select=["REG"]).findings == ()
        held.faults.clear()
        asked(root, held, monkeypatch, confirm=True)
    assert states(root) == {"k": "not-registered"}


@pytest.mark.parametrize("registry", ["crossref", "datacite", "doi.org", "openalex"])
def test_the_record_of_another_doi_than_was_asked_for_is_none(tmp_path, monkeypatch, registry):
    doi = "10.5281/a" if registry in ("datacite", "doi.org") else "10.1000/a"
    root = project(
        tmp_path, entry("k", doi, author="Roe, Jo") if registry != "openalex" else entry("k", author="Roe, Jo")
    )
    held = StandIn(
        [work(doi, TITLE, [("Roe", "Jo") if registry == "crossref" else ("Smith", "Anna")], 2010)]
        if registry != "doi.org"
        else [],
        data=[{"DOI": doi, "title": TITLE, "authors": [("Roe", "Jo")], "year": 2010}] if registry == "datacite" else [],
        elsewhere={doi: "mEDRA"},
        faults={f"/{registry}/": "other-doi"},
    )
    with serving(held):
        outcome, _ = asked(root, held, monkeypatch)
    assert ["another DOI" in why for why in outcome.unanswered.values()] == [True]


@pytest.mark.parametrize("fault", [pytest.param("hang", marks=pytest.mark.long), "drip"])
def test_a_registry_that_never_ends_holds_up_nothing(tmp_path, monkeypatch, fault):
    monkeypatch.setattr("argmap.registries.client._LONGEST_ANSWER", 0.3)
    root = project(tmp_path, entry("k", "10.1000/a"), entry("arxiv", eprint="1706.03762", archiveprefix="arXiv"))
    preprints = {"1706.03762": {"title": TITLE, "authors": "Anna Smith", "year": "2010"}}
    begun = time.monotonic()
    with serving(StandIn(preprints=preprints, faults={"/crossref/": fault})) as held:
        asked(root, held, monkeypatch)
    assert time.monotonic() - begun < 12
    assert states(root) == {"k": "not-looked-up", "arxiv": "found"}


@pytest.mark.parametrize("status", [401, 403, 418, 451])
def test_a_registry_that_refuses_is_asked_nothing_more(tmp_path, monkeypatch, status):
    root = project(tmp_path, *(entry(f"k{n}", title=f"{TITLE} {n}") for n in range(4)))
    with serving(StandIn(faults={"/crossref/": str(status)})) as held:
        outcome, client = asked(root, held, monkeypatch)
    assert len(held.asked) == 1 and [*client.closed] == ["crossref"]
    assert [*outcome.unanswered.values()] == [f"it refused with the status {status}"] * 4


@pytest.mark.parametrize("status", [408, 425, 500, 502, 503, 504])
def test_what_may_pass_is_tried_again_and_closes_a_registry_after_three_failures(tmp_path, monkeypatch, status):
    root = project(tmp_path, *(entry(f"k{n}", title=f"{TITLE} {n}") for n in range(4)))
    with serving(StandIn(faults={"/crossref/": str(status)})) as held:
        outcome, client = asked(root, held, monkeypatch)
    assert len(held.asked) == 9
    assert client.closed == {"crossref": "it is overburdened, 3 times one after the other"}
    assert [*outcome.unanswered.values()] == ["it is overburdened"] * 3 + [client.closed["crossref"]]


class Answer:
    """One that comes in parts, each a second after the one before."""

    def __init__(self, *sizes):
        self.sizes, self.now = sizes, 0.0

    def iter_bytes(self):
        for size in self.sizes:
            self.now += 1.0
            yield b"x" * size


@pytest.mark.parametrize(
    ("sizes", "why", "taken"),
    [
        ([1] * 10, "", 10),
        ([1] * 40, "it did not answer in time", 11),  # however steadily it drips, it is not waited for longer
        ([60, 40], "", 2),
        ([60, 41, 1], "its answer is larger than any record", 2),
    ],
)
def test_an_answer_is_read_until_its_time_is_up_or_it_is_too_large(monkeypatch, sizes, why, taken):
    monkeypatch.setattr("argmap.registries.client._LARGEST_ANSWER", 100)
    answer = Answer(*sizes)
    with pytest.raises(NoAnswerError, match=why) if why else nullcontext():
        assert len(_read(answer, 10.0, lambda: answer.now)) == sum(sizes)
    assert answer.now == taken


def test_a_registry_that_asks_to_wait_for_hours_is_left_alone(tmp_path, monkeypatch):
    root = project(tmp_path, *(entry(f"k{n}", title=f"{TITLE} {n}") for n in range(6)))
    with serving(StandIn(faults={"/crossref/": "429"})) as held:
        outcome, client = asked(root, held, monkeypatch)
    assert len(held.asked) == 1 and "15 hours" in client.closed["crossref"]
    assert len(outcome.unanswered) == 6


def test_a_short_trouble_is_waited_for(tmp_path, monkeypatch):
    root = project(tmp_path, entry("k", "10.1000/a"))
    with serving(
        StandIn([work("10.1000/a", TITLE, [("Smith", "Anna")], 2010)], faults={"/crossref/": "2 503"})
    ) as held:
        asked(root, held, monkeypatch)
    assert states(root) == {"k": "found"} and len(held.asked) == 3


def test_the_time_of_a_run_has_an_end(tmp_path, monkeypatch):
    """Each answer takes two seconds of a run of twenty."""
    root = project(tmp_path, *(entry(f"k{n}", title=f"{TITLE} {n}") for n in range(50)))
    with serving(StandIn()) as held:
        outcome, _ = asked(root, held, monkeypatch, seconds=20.0, clock=lambda: 2.0 * len(held.answered))
    assert outcome.answered == 10 and len(outcome.unanswered) == 40
    assert all("time of this run" in why for why in outcome.unanswered.values())


def test_requests_keep_the_pace_that_a_registry_names():
    now, slept = [0.0], []

    def sleep(seconds):
        slept.append(seconds)
        now[0] += seconds

    client = Client(clock=lambda: now[0], sleep=sleep)
    client._wait_for_turn("arxiv")
    client._wait_for_turn("arxiv")
    assert slept == [3.0]
    client._heed("crossref", {"x-rate-limit-limit": "2", "x-rate-limit-interval": "1s"})
    client._heed(
        "crossref", {"x-rate-limit-limit": "²", "x-rate-limit-interval": "9" * 5000 + "s", "x-concurrency-limit": "³"}
    )
    client._wait_for_turn("crossref")
    client._wait_for_turn("crossref")
    assert slept == [3.0, 0.5]
    client._heed("openalex", {"x-ratelimit-remaining": "0"})
    assert "openalex" in client.closed


# -- several at once -----------------------------------------------------------------------------------------------


def many(root: Path, number: int = 24) -> Path:
    """A project of searches, DOIs of data and preprints."""
    return project(
        root,
        *(entry(f"s{n}", title=f"{TITLE} after {1500 + n}") for n in range(number)),
        *(entry(f"d{n}", f"10.5281/{n}", title=f"{TITLE} after {1500 + n}") for n in range(number // 3)),
        *(entry(f"p{n}", eprint=f"1706.{n:05}", eprinttype="arxiv") for n in range(3)),
    )


def holding_many(number: int = 24, **more) -> StandIn:
    works = [work(f"10.1000/{n}", f"{TITLE} after {1500 + n}", [("Smith", "Anna")], 2010) for n in range(number)]
    data = [
        {"DOI": f"10.5281/{n}", "title": f"{TITLE} after {1500 + n}", "authors": [("Smith", "Anna")], "year": 2010}
        for n in range(number // 3)
    ]
    preprints = {f"1706.{n:05}": {"title": TITLE, "authors": "Anna Smith", "year": "2010"} for n in range(3)}
    return StandIn(works, data=data, preprints=preprints, **more)


@pytest.mark.parametrize(
    ("mail", "headers", "most"),
    [("a@example.org", {}, 3), (None, {}, 1), (None, {"x-concurrency-limit": "2"}, 2), ("a@example.org", {"x-concurrency-limit": "1"}, 3)],
)  # fmt: skip
def test_each_registry_has_as_many_requests_at_once_as_it_bears(tmp_path, monkeypatch, mail, headers, most):
    root = many(tmp_path, 12)
    with serving(holding_many(12, delay=0.03, headers=headers)) as held:
        monkeypatch.setenv("ARGMAP_REGISTRIES", held.address)
        client = Client(mail=mail, pauses=dict.fromkeys(questions.ONLINE, 0.0), sleep=lambda _: None)
        look_up(root, load(root).bibliography.sources, client)
    assert held.at_once == {"crossref": most, "datacite": 1, "arxiv": 1}
    assert set(states(root).values()) == {"found"}


def test_the_file_is_the_same_in_whatever_order_answers_come(tmp_path, monkeypatch):
    kept = set()
    for seed in range(4):
        (tmp_path / str(seed)).mkdir()
        root, drawn = many(tmp_path / str(seed), 9), random.Random(seed)
        with serving(holding_many(9, delay=lambda drawn=drawn: drawn.random() * 0.02)) as held:
            monkeypatch.setenv("ARGMAP_REGISTRIES", held.address)
            client = Client(mail="a@example.org", pauses=dict.fromkeys(questions.ONLINE, 0.0), sleep=lambda _: None)
            look_up(root, load(root).bibliography.sources, client, moment=lambda: "2026-11-01T10:00:00Z")
        kept.add((root / STORE).read_bytes())
    assert len(kept) == 1


def test_no_two_threads_take_one_turn(monkeypatch):
    """Ten requests at 25 a second, three at once: each begins a 25th of a second after the one before, or later."""
    begun, client = [], Client(mail="a@example.org", clock=time.monotonic, pauses={"crossref": 0.04})
    threads = [
        threading.Thread(target=lambda: (client._wait_for_turn("crossref"), begun.append(time.monotonic())))
        for _ in range(10)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert max(begun) - min(begun) >= 0.36 - 0.02


def test_a_title_by_others_is_held_against_a_second_registry(tmp_path, monkeypatch):
    root = project(tmp_path, entry("k", author="Roe, Jo"))
    works = [work("10.1000/a", TITLE, [("Smith", "Anna"), ("Kovács", "Béla")], 2010)]
    with serving(StandIn(works)) as held:
        asked(root, held, monkeypatch)
        assert held.asked[-1] == "/openalex/works/doi:10.1000%2Fa"
    assert states(root) == {"k": "another-work"}


def test_a_retraction_a_preprint_and_a_withdrawal_are_told(tmp_path, monkeypatch):
    root = project(
        tmp_path, entry("gone", "10.1000/a"), entry("notice", "10.1000/n", title="Retraction: " + TITLE),
        entry("pre", "10.1000/p"), entry("back", eprint="1706.00001", eprinttype="arxiv"),
    )  # fmt: skip
    works = [
        work("10.1000/a", TITLE, [("Smith", "Anna")], 2010, **{"updated-by": [update("correction", 2011), update("retraction", 2012)]}),
        work("10.1000/n", "Retraction: " + TITLE, [("Smith", "Anna")], 2010, **{"update-to": [update("retraction", 2012, "10.1000/a")]}),
        work("10.1000/p", TITLE, [("Smith", "Anna")], 2010, type="posted-content",
             relation={"is-preprint-of": [{"id-type": "doi", "id": "10.1000/A", "asserted-by": "subject"}]}),
    ]  # fmt: skip
    preprints = {
        "1706.00001": {
            "title": TITLE,
            "authors": "Anna Smith",
            "year": "2010",
            "comment": "This paper has been withdrawn by the author",
        }
    }
    with serving(StandIn(works, preprints=preprints)) as held:
        asked(root, held, monkeypatch)
    found = {(f.code, f.message.split()[0]) for f in run_checks(load(root), select=["REG"]).findings}
    assert found == {("REG001", "@gone"), ("REG001", "@back"), ("REG008", "@notice"), ("REG007", "@pre")}


def test_answers_are_asked_for_again_when_they_are_old(tmp_path, monkeypatch):
    root = project(tmp_path, entry("k", "10.1000/a"))
    record = work("10.1000/a", TITLE, [("Smith", "Anna")], 2010)
    with serving(StandIn([record])) as held:
        asked(root, held, monkeypatch, day="2026-11-01")
        record["updated-by"] = [update("retraction", 2026)]
        asked(root, held, monkeypatch, day="2026-11-10")
        assert load(root).standings["k"].notice is None
        asked(root, held, monkeypatch, day="2026-11-20")
        assert load(root).standings["k"].notice.nature == "retraction"
        asked(root, held, monkeypatch, day="2026-11-20", anew=frozenset({"k"}))
    assert len(held.asked) == 3


# -- the command -----------------------------------------------------------------------------------------------------


def run(root, held, *arguments, **more):
    return argmap(root, "lookup", *arguments, ARGMAP_REGISTRIES=held.address, ARGMAP_CACHE=str(root / "cache"), **more)


def test_nothing_is_sent_without_consent(tmp_path):
    root = project(tmp_path, entry("k", "10.1000/a"))
    (root / "argmap.toml").write_text("[lookup]\nregistries = ['crossref']\n", "utf-8")
    with serving(StandIn()) as held:
        done = run(root, held)
        assert done.returncode == 2 and "Nothing was sent" in done.stderr and not held.asked
        done = run(root, held, "--dry-run")
        assert done.returncode == 0 and f"GET {held.address}/crossref/works/10.1000%2Fa" in done.stdout
        assert not held.asked and not (root / STORE).exists()
        config = tmp_path / "mine.toml"
        config.write_text('mail = "ada@example.org"\n[lookup]\nconsent = true\n', "utf-8")
        assert run(root, held, ARGMAP_CONFIG=str(config)).returncode == 0
        assert held.asked == ["/crossref/works/10.1000%2Fa"] and "mailto:ada@example.org" in held.agents[0]


@pytest.mark.parametrize(("typed", "sent"), [("y\n", 4), ("n\n", 0), ("\n", 0)])
def test_who_sits_at_a_terminal_is_asked(tmp_path, monkeypatch, quick, typed, sent):
    monkeypatch.setattr("argmap.cli.lookup._at_terminal", lambda: True)
    root = project(tmp_path, entry("k", "10.1000/a"))
    with serving(StandIn()) as held:
        done = run(root, held, typed=typed)
    assert done.returncode == 0 and len(held.asked) == sent and ("Nothing was sent" in done.stdout) == (not sent)


def test_a_project_cannot_consent(tmp_path):
    root = project(tmp_path, entry("k", "10.1000/a"))
    (root / "argmap.toml").write_text("[lookup]\nconsent = true\n", "utf-8")
    with serving(StandIn()) as held:
        assert run(root, held).returncode == 2 and not held.asked
    checked = argmap(root, "check", "--select", "SYN")
    assert "SYN090" in checked.stdout and "your own settings" in checked.stdout


@pytest.mark.parametrize(
    "options",
    ["--dry-run --offline", "--dry-run --replay r", "--dry-run --record r", "--offline --replay r", "--offline --record r",
     "--offline --now", "--replay r --record q", "--self-test --dry-run", "--self-test --offline", "--self-test k",
     "--self-test --all", "--self-test --now", "--self-test --format json", "-o r"],
)  # fmt: skip
def test_options_that_exclude_one_another_are_refused(tmp_path, options):
    root = project(tmp_path, entry("k", "10.1000/a"))
    (root / "r").write_text(
        '{"registry": "crossref", "path": "/", "asked": "2026-11-01T10:00:00Z", "why": "x"}\n', "utf-8"
    )
    with serving(StandIn()) as held:
        done = run(root, held, "--yes", *options.split())
    first = options.split()[0]
    assert done.returncode == 2 and first in done.stderr and not held.asked and not (root / STORE).exists()


UNMENDED = [("10.1000/xyz12", "“3” is missing"), ("10.1000/xyzl23", "“l” stands for “1”")]
MENDED = [
    ("10.1000/xyz123.pdf", "“.pdf” is too much"),
    ("10.1000/xyz123/full", "“/full” is too much"),
    ("10.1000/10.1000/xyz123", "“10.1000/” is too much"),
]


@pytest.mark.parametrize(
    ("known", "written", "told"),
    [
        *(("by DOI", *slip) for slip in MENDED),  # of the others nothing can be mended without their record
        *((known, *slip) for known in ("by title", "by another entry") for slip in (*UNMENDED, *MENDED)),
    ],
)
def test_the_doi_that_is_meant_is_suggested(tmp_path, monkeypatch, known, written, told):
    more = [entry("other", "10.1000/xyz123")] if known == "by another entry" else []
    root = project(tmp_path, entry("k", written), entry("far", "10.1000/abc", title="Of salt"), *more)
    held = StandIn(
        [
            work("10.1000/xyz123", TITLE, [("Smith", "Anna")], 2010),
            work("10.1000/xyz12x", "Of salt and law", [("Roe", "Jo")], 2010),
        ]
    )
    if known != "by title":
        held.words = {}  # a search finds nothing
    with serving(held):
        asked(root, held, monkeypatch, confirm=True)
    loaded = load(root)
    assert loaded.standings["k"].nearest == "10.1000/xyz123" and loaded.standings["far"].nearest == ""
    found = {f.message.split()[3]: f for f in run_checks(loaded, select=["REG005"]).findings}
    assert found["@k"].message.endswith("; perhaps 10.1000/xyz123 is meant") and told in found["@k"].because
    assert "perhaps" not in found["@far"].message


def test_a_doi_of_a_work_that_is_held_by_none_gets_no_suggestion(tmp_path, monkeypatch):
    root = project(tmp_path, entry("k", "10.1000/xyz12", title="Growth of the valleys", author="Roe, Jo"))
    works = [
        work("10.1000/xyz123", TITLE, [("Smith", "Anna")], 2010),
        work("10.1000/xyz1", TITLE, [("Roe", "Jo")], 2010),
    ]
    with serving(StandIn(works)) as held:
        asked(root, held, monkeypatch, confirm=True)
    assert load(root).standings["k"].nearest == "" and states(root) == {"k": "not-registered"}


def test_a_check_after_a_lookup_is_the_same_without_the_net(tmp_path, quick):
    root = project(tmp_path, entry("k", "10.1000/a"), entry("t"))
    works = [work("10.1000/a", TITLE, [("Smith", "Anna")], 2010, **{"updated-by": [update("retraction", 2012)]})]
    with serving(StandIn(works)) as held:
        done = run(root, held, "--yes")
        assert done.returncode == 0 and "@k: found; retracted (2012-02-06" in done.stdout, done.stdout + done.stderr
        with_net = argmap(root, "check", "--all")
        sent = len(held.asked)
    without = argmap(root, "check", "--all")
    assert without.stdout == with_net.stdout and "REG001" in without.stdout and len(held.asked) == sent
    program = "import sys; sys.argv = ['argmap', 'check']\nfrom argmap.cli import main\ntry:\n    main()\nfinally:\n    print('httpx' in sys.modules)"
    told = subprocess.run([sys.executable, "-c", program], cwd=root, capture_output=True, text=True, check=False)
    assert told.stdout.splitlines()[-1] == "False"


def test_the_command_says_which_registry_did_not_answer(tmp_path, quick):
    root = project(tmp_path, entry("k", "10.1000/a"))
    with serving(StandIn(faults={"/crossref/": "429"})) as held:
        done = run(root, held, "--yes")
    assert done.returncode == 1 and "asks to wait 15 hours" in done.stderr


def test_the_self_test_tells_which_services_answer_otherwise(tmp_path, quick):
    with serving(StandIn()) as held:
        done = run(tmp_path, held, "--self-test")
    assert done.returncode == 1 and "FAILED" in done.stdout and "10.1371/notarealdoi: ok" in done.stdout


@pytest.mark.long
@pytest.mark.skipif(sys.platform == "win32", reason="kills a process as POSIX does")
def test_a_run_that_is_killed_has_kept_every_answer_and_goes_on(tmp_path, quick, monkeypatch):
    number = 40
    root = project(tmp_path, *(entry(f"k{n}", title=f"{TITLE} after {1500 + n}") for n in range(number)))
    works = [work(f"10.1000/{n}", f"{TITLE} after {1500 + n}", [("Smith", "Anna")], 2010) for n in range(number)]
    with serving(StandIn(works)) as held:
        for name, value in {"REGISTRIES": held.address, "CACHE": str(root / "cache"), "CONFIG": "none"}.items():
            monkeypatch.setenv(f"ARGMAP_{name}", value)
        for stop in (signal.SIGKILL, signal.SIGINT):
            begun, held.delay = len(held.answered), 0.05  # slow enough that a busy machine does not come too late
            looking_up = a_copy(cli.main, "lookup", "--yes")
            running = subprocess.Popen(
                ["a copy"],
                preexec_fn=looking_up,
                cwd=root,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.PIPE,
                text=True,
            )
            until = time.monotonic() + 20
            while len(held.answered) < begun + 6 and time.monotonic() < until:
                time.sleep(0.005)
            running.send_signal(stop)
            _, told = running.communicate(timeout=20)
            kept = read_answers(root).by_question
            # but for the one that was under way
            assert len(set(held.answered)) - len(kept) <= 1 and len(kept) >= 5
            if stop == signal.SIGINT:
                assert running.returncode == 130 and "kept" in told
        held.delay = 0.0
        assert run(root, held, "--yes").returncode == 0
    assert set(states(root).values()) == {"found"}
    assert len(held.asked) <= number + 3, "what was answered is not asked again"
    lines = (root / STORE).read_text("utf-8").splitlines()
    assert lines == sorted(lines) and len(lines) == number and all(map(json.loads, lines))
    assert not list(root.rglob("*.tmp"))


def test_other_programs_are_told_in_json(tmp_path, quick):
    root = project(
        tmp_path,
        entry("k", "10.1000/a", year=2001),
        entry("n", "10.1000/none"),
        entry("t", title="A thesis", type="phdthesis"),
    )
    works = [work("10.1000/a", TITLE, [("Smith", "Anna")], 2010, **{"updated-by": [update("retraction", 2012)]})]
    with serving(StandIn(works, faults={"/doi.org/": "500"})) as held:
        done = run(root, held, "--yes", "--format", "json")
    document = json.loads(done.stdout)
    schema = json.loads((Path(__file__).parents[2] / "docs" / "schemas" / "standings.json").read_text("utf-8"))
    Draft202012Validator(schema).validate(document)
    assert {key: found["state"] for key, found in document["works"].items()} == {
        "k": "differs",
        "n": "not-looked-up",
        "t": "not-looked-up",
    }
    assert document["works"]["k"]["notice"]["nature"] == "retraction"
    assert document["works"]["k"]["differences"] == [{"field": "year", "entry": "2001", "registry": "2010"}]
    assert [silent["registry"] for silent in document["unanswered"]] == ["doi.org"]
