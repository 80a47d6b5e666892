"""Messages in parts: as a string what the terminal prints, and in parts what a letter in any tongue is made of."""

from __future__ import annotations

import pickle
import re
from pathlib import Path

from argmap.checks.run import run_checks
from argmap.ground.message import Message, claim_name, item_name, parts_of, say, say_claims, say_works, work_name
from argmap.project import load

ROOT = Path(__file__).parent.parent.parent


def test_a_message_reads_with_ids_and_falls_into_parts_in_reading_order():
    inner = say("Nothing supports {}", claim_name("the-port"))
    message = say("{}, {{not}} {}: {}", inner, work_name("smith2010"), "a {brace} @key the-port")
    assert message == "Nothing supports the-port, {not} @smith2010: a {brace} @key the-port"
    assert list(parts_of(message)) == [
        "Nothing supports ",
        claim_name("the-port"),
        ", {",
        "not}",
        " ",
        work_name("smith2010"),
        ": ",
        "a {brace} @key the-port",
    ]
    assert "".join(map(str, parts_of(message))) == message
    assert list(parts_of("the-port")) == ["the-port"]


def test_lists_of_names_and_items():
    assert say_claims(["a", "b"]) == "a + b" and say_works(["k", "l"]) == "@k, @l"
    assert [item_name(name).kind for name in ("a-b", "a-b/cites-1", "@k")] == ["claim", "item", "work"]
    assert str(item_name("@k")) == "@k"


def test_a_form_of_another_tongue_takes_the_same_values_in_its_own_order():
    message = say("{} is given twice for {}", work_name("k"), claim_name("a"))
    german = {"{} is given twice for {}": "Für {1} wird {0} zweimal angeführt"}
    assert say(german[message.form], *message.values) == "Für a wird @k zweimal angeführt"
    assert list(parts_of(say(german[message.form], *message.values)))[1] == claim_name("a")


def test_a_message_survives_the_way_between_processes():
    again = pickle.loads(pickle.dumps(say("{} {{}}", claim_name("a"))))
    assert again == "a {}" and isinstance(again, Message) and parts_of(again)[0] == claim_name("a")


def test_checks_name_claims_and_works_in_parts_and_never_in_plain_text():
    project = load(ROOT)
    findings = run_checks(project).findings
    ids = {name for name in project.argument.claims if "-" in name}
    texts = [claim.text for claim in project.argument.claims.values()]
    assert sum(isinstance(finding.message, Message) for finding in findings) > 50
    for finding in findings:
        plain = " ".join(part for part in parts_of(finding.message) if isinstance(part, str) and part not in texts)
        words = set(re.findall(r"@?[\w-]+", plain))
        assert not words & (ids | {f"@{key}" for key in project.bibliography.sources}), finding.message
