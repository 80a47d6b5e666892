"""What the learned tagger changes in what the rules read of a reference, and what it may not."""

import subprocess
import sys
import time
from importlib.resources import files

import pytest

from argmap.sources.reference_parsing.tagging import load, tag, words_of
from argmap.sources.references import parse_reference


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


@pytest.mark.parametrize("text", ["(" * 4000, "Ab, C. " * 570, "1999 " * 800, "\ufffd“„ x" * 600])
def test_hostile_text_takes_little_time(text):
    started = time.process_time()
    parse_reference(text)
    assert time.process_time() - started < 2


def test_the_weights_are_small_and_read_only_when_a_reference_is():
    assert len(files("argmap.sources.reference_parsing").joinpath("tagging.json.z").read_bytes()) < 1_000_000
    assert len(load().labels) == len(load().transitions)
    script = (
        "import argmap.sources.references as r; from argmap.sources.reference_parsing.tagging import load;"
        "assert load.cache_info().currsize == 0; r.parse_reference('Moor, Jan (1999): Häfen. Bremen: Vos.');"
        "assert load.cache_info().currsize == 1"
    )
    subprocess.run([sys.executable, "-c", script], check=True)
