"""The letter in German and French: every sentence that it can print has all tongues, and all its slots are filled."""

from __future__ import annotations

import ast
import inspect
import re
import sys
from collections.abc import Iterator
from string import Formatter

import pytest

from argmap.argument.schemes import load_schemes
from argmap.checks import run_checks, works
from argmap.checks.registry import all_checks
from argmap.ground.message import claim_name, say, work_name
from argmap.outputs.letter.gate import kinds, wordings
from argmap.outputs.letter.letter import compose_letter, write_markdown
from argmap.outputs.letter.quotes import in_words
from argmap.outputs.letter.words import FILES, Forms, voice_of
from argmap.reviews import VERDICTS
from argmap.reviews.verdict import NEGATIVE
from argmap.settings import LETTER_LANGUAGES
from commands import argmap

OTHERS = [tongue for tongue in LETTER_LANGUAGES if tongue != "en"]


def forms(data, path=()) -> Iterator[tuple[tuple[str, ...], str]]:
    """Every form of a tongue's data with its path; the forms of one that counts are one."""
    if isinstance(data, Forms):
        yield path, data.other
    elif isinstance(data, dict):
        for name, value in data.items():
            yield from forms(value, (*path, name))
    elif isinstance(data, str):
        yield path, data


def slots(form: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(form) if name is not None}


@pytest.mark.parametrize("tongue", OTHERS)
@pytest.mark.parametrize("file", [name for name in FILES if name != "messages"])
def test_every_sentence_has_this_tongue_and_fills_no_slot_that_english_has_not(tongue, file):
    ours, theirs = (dict(forms(voice_of(t).tables[file])) for t in ("en", tongue))
    assert ours.keys() == theirs.keys()
    for path, form in theirs.items():
        assert slots(form) <= slots(ours[path]), path
        told = re.search(r"[^\W\d_]{3}", re.sub(r"{\w+}", "", form)) and path != ("seen", "note")
        assert not told or form != ours[path], f"not translated: {path}"
        # what English shows of the paper, no tongue leaves out; a number may be worded, an ordinal be a figure
        assert slots(ours[path]) - slots(form) <= {"count", "day"}, path


@pytest.mark.parametrize("tongue", LETTER_LANGUAGES)
def test_every_kind_of_finding_has_words_in_each_way_in_which_it_is_told(tongue):
    for code, ways in wordings("en").items():
        assert [way is None for way in wordings(tongue)[code]] == [way is None for way in ways], code
        assert ways[1] is None or wordings(tongue)[code][1].heading.endswith("?"), "a guess is a question"


# --- the messages of the checks

# what a check says with a form that is not written where it says it
VARIABLE = {
    "self_support": ["{} is given as a reason for itself", "{} is given as a reason against itself"],
    "_found_wanting": [verdict for verdict in VERDICTS if verdict in NEGATIVE],
    "name_work": ["{}", "{} and {}", "{} and others"],
    "_without": ["no author", "no year", "no title", "{} and {}", "{} and {} and {}"],
    "quotation_altered": ["{}; {}"],
    "_some": ["{}, {}"],
    "_about": [
        *("{} was retracted ({})", "{} was withdrawn ({})", "A part of {} was retracted ({})"),
        *("An expression of concern was published about {} ({})", "told by {}", "for: {}", "doi:{}"),
        *("before this paper of {}", "after this paper of {}"),
    ],
    "identifier_of_another_work": [
        "The title of {} is at {} that of a work by {} (doi:{}), and OpenAlex agrees",
        "The identifier of {} is at {} that of “{}” by {} ({})",
    ],
    "record_differs": [
        *("The title of {} is “{}” here and “{}” at {}", "The year of {} is {} here and {} at {}"),
        *("The authors of {} are {} here and {} at {}", "The pages of {} are {} here and {} at {}"),
        "What {} appeared in is “{}” here and “{}” at {}",
    ],
}


def functions_of(code: str) -> dict[str, ast.FunctionDef]:
    """The function of a check with those that it calls, of its own module and of `works`."""
    check = all_checks()[code]
    known = {
        node.name: node
        for module in (works, sys.modules[check.run.__module__])
        for node in ast.walk(ast.parse(inspect.getsource(module)))
        if isinstance(node, ast.FunctionDef)
    }
    found: dict[str, ast.FunctionDef] = {}
    waiting = [check.run.__name__]
    while waiting:
        name = waiting.pop()
        if name in known and name not in found:
            found[name] = known[name]
            waiting += [node.id for node in ast.walk(known[name]) if isinstance(node, ast.Name)]
    return found


SAID = [code for code, kind in kinds().items() if kind["each"] == "{message}"]


def calls(function: ast.FunctionDef, name: str) -> Iterator[ast.Call]:
    for node in ast.walk(function):
        called = node.func if isinstance(node, ast.Call) else None
        if isinstance(node, ast.Call) and name in (getattr(called, "id", ""), getattr(called, "attr", "")):
            yield node


def messages_of(code: str) -> set[str]:
    """Every form that a check says something with."""
    said: set[str] = set()
    for name, function in functions_of(code).items():
        for call in calls(function, "say"):
            form = call.args[0]
            if isinstance(form, ast.Constant):
                said.add(form.value)
            else:
                said.update(VARIABLE[name])
    return said


@pytest.mark.parametrize("code", SAID)
def test_what_a_check_says_has_its_words_in_every_tongue(code):
    said = messages_of(code)
    assert said, "nothing of it is said in parts that could be put into another tongue"
    for form in said:
        values = ["1"] * len(list(Formatter().parse(form)))
        message = say(form, *values)
        for tongue in OTHERS:
            voice = voice_of(tongue)
            assert voice.can_say(message), (tongue, form)
            there = voice.message(message, str)
            assert "{" not in there and there.strip(), (tongue, form)


@pytest.mark.parametrize("code", SAID)
def test_no_check_says_a_plain_english_string_where_the_letter_repeats_it(code):
    for function in functions_of(code).values():
        for call in (*calls(function, "at"), *calls(function, "finding"), *calls(function, "at_reference")):
            if any(keyword.arg == "not_checkable" for keyword in call.keywords):
                continue
            plain = [arg for arg in call.args if isinstance(arg, (ast.JoinedStr, ast.Constant))]
            assert not plain, f"{code}: {ast.unparse(call)[:80]}: use say(…)"


@pytest.mark.parametrize("tongue", OTHERS)
def test_no_tongue_words_what_no_check_says(tongue):
    said = {form for code in SAID for form in messages_of(code)}
    assert set(voice_of(tongue).tables["messages"]) - said == set()


def test_what_another_check_says_in_english_alone_is_left_out_of_a_letter_in_another_tongue(make_project):
    from argmap.findings.finding import Finding

    project = make_project("# S\n\n## a {conclusion}\n\nA stands.\n")
    finding = Finding("FTN003", "slug", "error", "certain", "Something in English.", "paper.txt")
    said = {t: write_markdown(compose_letter(project, [finding], tongue=t)) for t in LETTER_LANGUAGES}
    assert "Something in English." in said["en"]
    assert not any("Something" in said[tongue] or "3." in said[tongue] for tongue in OTHERS)


# --- the grammar


@pytest.mark.parametrize(
    ("tongue", "count", "said"),
    [
        ("en", 1, "It gives 1 reason:"),
        ("en", 2, "It gives 2 reasons:"),
        ("de", 1, "Dafür nennt er einen Grund:"),
        ("de", 1234, "Dafür nennt er 1.234 Gründe:"),
        ("fr", 1, "Il en donne une raison\u00a0:"),
        ("fr", 1234, "Il en donne 1\u202f234 raisons\u00a0:"),
    ],
)
def test_numbers_choose_the_form_that_the_tongue_has_for_them(tongue, count, said):
    assert voice_of(tongue)("frame.summary.reasons", count=count) == said


def test_none_is_one_in_french_and_not_in_german():
    assert voice_of("fr")("frame.colophon.verdicts", count=0) == "0 jugement"
    assert voice_of("de")("frame.colophon.verdicts", count=0) == "0 Urteilen"


@pytest.mark.parametrize(
    ("tongue", "first", "second", "listed", "quoted"),
    [
        ("en", "1 March 2026", "12 August 2026", "a, b and c", "“Mills”"),
        ("de", "1. März 2026", "12. August 2026", "a, b und c", "„Mills“"),
        ("fr", "1er mars 2026", "12 août 2026", "a, b et c", "«\u202fMills\u202f»"),
    ],
)
def test_dates_lists_and_quotation_marks_are_the_tongues_own(tongue, first, second, listed, quoted):
    voice = voice_of(tongue)
    assert (voice.date("2026-03-01"), voice.date("2026-08-12")) == (first, second)
    assert voice.listed(["a", "b", "c"]) == listed and voice.quote("Mills") == quoted
    assert voice.percent(0.5) == ("50%" if tongue == "en" else "50 %")


@pytest.mark.parametrize(
    ("text", "english", "german", "french"),
    [
        ("“A rondo” it is", "“‘A rondo’ it is”", "„‚A rondo‘ it is“", "«\u202f“A rondo” it is\u202f»"),
        ("der „Kanon“ galt", "“der ‘Kanon’ galt”", "„der ‚Kanon‘ galt“", "«\u202fder “Kanon” galt\u202f»"),
        ("le « canon » tient", "“le ‘canon’ tient”", "„le ‚canon‘ tient“", "«\u202fle “canon” tient\u202f»"),
        ('a "rondo" is', "“a ‘rondo’ is”", "„a ‚rondo‘ is“", "«\u202fa “rondo” is\u202f»"),
        ("cut in „the middle of …", "“cut in ‘the middle of …’”", "„cut in ‚the middle of …‘“", None),
        ('6" and 7" pipes', '“6" and 7" pipes”', '„6" and 7" pipes“', None),
    ],
)
def test_a_quotation_within_one_has_the_tongues_inner_marks(text, english, german, french):
    assert (voice_of("en").quote(text), voice_of("de").quote(text)) == (english, german)
    assert french is None or voice_of("fr").quote(text) == french


def test_high_signs_of_french_stand_behind_no_break_spaces_everywhere():
    for path, form in forms(voice_of("fr").tables):
        assert not re.search(r" [:;!?»]|« |'", form) or (path[0] == "messages" and path[-1] == form), (path, form)


def test_the_claims_and_the_paper_are_left_as_they_are(make_project):
    claim = "Is it so : a « claim » ; or not ?"
    text = write_markdown(compose_letter(make_project(f"# S\n\n## a {{conclusion}}\n\n{claim}\n"), (), tongue="fr"))
    assert claim in text


@pytest.mark.parametrize(
    ("tongue", "said"), [("de", "Smith o. J.: ohne Jahr"), ("fr", "Smith s. d.\u00a0: sans année")]
)
def test_names_in_a_message_are_worded_in_the_tongue(make_project, tongue, said):
    project = make_project("# S\n\n## a\n\nA.\n", bib="@book{s, author={Smith, Anna}, title={T}}\n")
    message = say("{} names {}", work_name("s"), say("{}", say("no year")))
    assert in_words(project, voice_of(tongue), message) == said
    assert "A" in in_words(project, voice_of(tongue), say("{} is given as a reason for itself", claim_name("a")))


# --- the whole letter


@pytest.mark.parametrize("tongue", OTHERS)
def test_a_letter_has_no_english_left_but_the_claims(tmp_path, make_project, tongue):
    words = "Xyl quux zork"
    project = make_project(
        f"# S\n\n## a {{conclusion}}\n\n{words}.\n\n- because: b\n- because: c\n- but: d\n\n## b\n\n{words} b.\n\n"
        f"## c\n\n{words} c.\n\n- evidence: {words} e.\n\n## d\n\n{words} d.\n\n- cites: @s\n",
        bib="@book{s, author={Smith, Anna}, title={T}}\n",
        paper="Xyl quux zork[^1] zork zork.\n",
        settings=f'letter-language = "{tongue}"',
    )
    assert run_checks(project).findings
    text = argmap(project.root, "letter").stdout
    english = {"the", "of", "and", "is", "for", "paper", "reason", "without", "line", "names"}
    assert not english & {word for word in re.findall(r"\w+", text.replace("no title", ""))}, text
    assert argmap(project.root, "letter", "--language", "en").stdout.startswith("# Referee report")
    page = argmap(project.root, "letter", "-o", "letter.html")
    assert page.returncode == 0 and f'<html lang="{tongue}">' in (project.root / "letter.html").read_text("utf-8")
    built = argmap(project.root, "letter", "-o", "letter.docx")
    assert built.returncode == 0


def test_an_unknown_language_is_refused_and_the_languages_are_those_of_the_data(make_project):
    root = make_project("# S\n\n## a\n\nA.\n").root
    failed = argmap(root, "letter", "--language", "la")
    assert failed.returncode == 2 and "'en', 'de', 'fr'" in failed.stderr
    for tongue in LETTER_LANGUAGES:
        assert set(voice_of(tongue).tables["questions"]) == set(load_schemes())
