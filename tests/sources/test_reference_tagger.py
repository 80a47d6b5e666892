"""What the learned tagger changes in what the rules read of a reference, and what it may not."""

import subprocess
import sys
import time
from importlib.resources import files

import pytest

from argmap.sources.references.opinions import opinions
from argmap.sources.references.parse import parse_reference
from argmap.sources.references.tagging import Tagged, _unpacked, _weights, features, load, tag, words_of
from argmap.sources.references.weighing import WEIGHED, logit, rivals
from volume import few_of


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "Henk Vos/Ada Lint: Der lange Winter im Hafen, in: Jan Moor (Hg.): Häfen Europas, Bremen 2004, S. 77–90, hier S. 80.",
            {"authors": ("Vos, Henk", "Lint, Ada"), "container": "Häfen Europas", "year": "2004", "pages": "77–90"},
        ),
        (
            "Anna Kessler, Fähren im Nebel. Eine Geschichte der Ostsee, in: Zeitschrift für Geschichte 44 (1996) 3, S. 12–29.",
            {"title": "Fähren im Nebel. Eine Geschichte der Ostsee", "container": "Zeitschrift für Geschichte"},
        ),
        (
            "Kowalski, P., Slow ferries on the Baltic, Journal of Coastal History, Vol. 12, 1998, pp. 44-61.",
            {"title": "Slow ferries on the Baltic", "container": "Journal of Coastal History", "pages": "44-61"},
        ),
        (  # the end of a phrase that the rules read whole is not taken for the whole
            "Z. Moor and Ş. Lint, “Between ports: Ferries in Turkey,” Turkish Studies, vol. 10, no. 1, pp. 7–24, Mar. 2009.",
            {"container": "Turkish Studies", "year": "2009"},
        ),
        (  # who edited stays an editor
            "Moor, Peter J., ed. The Culture of Harbours. New York: Columbia University Press, 1996.",
            {"editors": ("Moor, Peter J.",), "title": "The Culture of Harbours", "place": "New York"},
        ),
        ("Berlin, 12.3.2001", {"title": "Berlin, 12.3.2001", "year": None}),  # too short to say anything of
    ],
)
def test_fields_are_read_with_the_tagger_heard(text, wanted):
    parsed = parse_reference(text)
    assert {name: getattr(parsed, name) for name in wanted} == wanted


def test_every_word_has_one_label_with_a_probability():
    text = "Moor, Jan (1999): Häfen. In: Lint, Ada (Hrsg.): Küsten. Bremen: Vos, S. 1–9. https://example.org/a"
    tagged = tag(text)
    assert [(word.start, word.end) for word in tagged] == words_of(text)
    assert all(0 < word.probability <= 1 for word in tagged)
    assert tag("") == tag("… – ,") == []


@pytest.mark.parametrize("text", few_of(["(" * 4000, "Ab, C. " * 570, "1999 " * 800, "\ufffd“„ x" * 600], 2))
def test_hostile_text_takes_little_time(text):
    started = time.process_time()
    parse_reference(text)
    assert time.process_time() - started < 2


def test_the_weights_are_small_and_read_only_when_a_reference_is():
    assert len(files("argmap.sources.references").joinpath("tagging.z").read_bytes()) < 1_000_000
    assert len(load().labels) == len(load().transitions)
    script = (
        "import argmap.sources.references.parse as r; from argmap.sources.references.tagging import load;"
        "assert load.cache_info().currsize == 0; r.parse_reference('Moor, Jan (1999): Häfen. Bremen: Vos.');"
        "assert load.cache_info().currsize == 1"
    )
    subprocess.run([sys.executable, "-c", script], check=True)


NOTES = [
    "Otto Brink, Nebel über der Werft. Zur Geschichte der Arbeit, Kiel 1987, S. 31.",
    "Lint, A. & Moor, J. (2011). Ferries and fog. Journal of Harbour Studies, 12(3), 44-61.",
    "[4] P. Ost and R. West, “Moorings in deep water,” in Proc. Int. Conf. on Harbours, Oslo, Norway, 2003, pp. 7–12.",
    "Vos, Ada. Tides: A Short History. Oslo: North Press, 1999.",
]


def _occurrences(value, text):
    start = text.find(value)
    while start >= 0:
        yield start, start + len(value)
        start = text.find(value, start + 1)


@pytest.mark.parametrize("text", NOTES)
def test_no_words_are_claimed_for_two_fields(text):
    parsed = parse_reference(text)
    values = [v for v in (parsed.title, parsed.container, parsed.publisher, parsed.place) if v]
    assert values
    for i, value in enumerate(values):
        for other in values[i + 1 :]:
            apart = [
                (a, b)
                for a in _occurrences(value, text)
                for b in _occurrences(other, text)
                if a[1] <= b[0] or b[1] <= a[0]
            ]
            assert apart, (value, other)


@pytest.mark.parametrize("text", NOTES)
def test_each_reading_has_a_probability_and_agreement_makes_it_surer(text):
    found = list(rivals({"title": "Ferries and fog", "year": "2011"}, {"title": 0.9, "year": 0.97}, text))
    assert {rival.name for rival in found} <= set(WEIGHED)
    assert all(0 < rival.probability() < 1 for rival in found)
    certainty = parse_reference(text).certainty
    assert certainty["year"] >= 0.95  # both read it
    assert all(0 < share <= 1 for share in certainty.values())


def test_the_weights_of_a_word_are_added_as_in_the_file():
    text = "Moor, Jan (1999): Häfen. Bremen: Vos."
    words, model = words_of(text), load()
    first = next(iter(features(text, words)))
    totals = [0] * len(model.labels)
    lines = [line for block in model.states for line in block.decode().strip().split("\n")]
    listed = dict(line.split("\t") for line in lines)
    for feature in (*first, "no feature of any word"):
        known = [int(number) for number in listed.get(feature, "").split()]
        for label, weight in zip(known[::2], known[1::2], strict=True):
            totals[label] += weight
    assert _weights(model)(["no feature of any word"]) == 0
    assert all(_weights(model)([line.partition("\t")[0]]) for line in (*lines[:40], *lines[-40:]))
    assert _unpacked(_weights(model)(first), len(totals)) == [total / 100 for total in totals]
    assert logit(0.0) < logit(0.5) == 0 < logit(1.0)


def test_a_volume_is_read_without_its_issue_and_a_year_without_its_day():
    text = "Ada Vos, Hafen im Winter, in: Hafenblatt 44 (7), 3. Mai 1999, S. 12."
    labels = {"44": "volume", "7": "volume", "3": "year", "Mai": "year", "1999": "year"}
    tagged = [
        Tagged(start, end, labels.get(text[start:end], "other"), 0.9, begins=False) for start, end in words_of(text)
    ]
    seen = opinions(text, tagged)
    assert (seen["volume"].value, seen["year"].value) == ("44", "1999")


@pytest.mark.parametrize(
    ("text", "url"),
    [
        ("Vos, Ada. Tides. 1998. <http://tides.example.org /notes/a.html>.", "http://tides.example.org/notes/a.html"),
        ("Tide Book. Available at https://www.example.org/ pages/tide-book/index.html", "https://www.example.org/pages/tide-book/index.html"),
        ("Vos, A. (2009). Tides. Retrieved from www.example.org/a/Final Report2009a.pdf", "www.example.org/a/FinalReport2009a.pdf"),
        ("Vos, A. (2009). Tides. https://example.org/a and b.pdf of the report", "https://example.org/a"),
        ("Vos, A. (2009). Tides. https://example.org/a.pdf b.pdf", "https://example.org/a.pdf"),
    ],
)  # fmt: skip
def test_a_space_within_an_address_is_closed(text, url):
    assert parse_reference(text).url == url
