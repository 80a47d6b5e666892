"""The second round: what became of each point of the last letter, told by what is there to be seen."""

from __future__ import annotations

import io
import re
import subprocess
from pathlib import Path

import docx
import pytest

from argmap.checks import run_checks
from argmap.editing.recording import record_verdict
from argmap.manuscript.reading import read
from argmap.outputs.letter.docx import write_docx
from argmap.outputs.letter.html import write_html
from argmap.outputs.letter.letter import compose_letter, write_markdown
from argmap.outputs.letter.response import Response
from argmap.outputs.letter.second_round import LastRound
from argmap.project import load
from commands import argmap
from volume import few_of

PAPER = """# Trade

Trade between the two ports grew by 12 percent in 1998. Ships from the north came first.
The the owner of the mill paid for the harbour wall without any help from the town.
Sailors of many nations praise the port in their letters home. The port must stay open.

The quay was built by prisoners.[^1] The town paid for it.[^2]

[^1]: Holt, *Mills*, 1920, 12.
"""
CLAIMS = """# S

## open {conclusion}

The port must stay open.

> The port must stay open

- because: grew
  warrant: What grows should stay.
- but: far

## grew

Trade grew by 12 percent in 1998.

> Trade between the two ports grew by 12 percent in 1998

## far

The port is far away.

- cites: @smith2010, p. 4
"""
BIB = "@book{smith2010, author={Smith, Anna}, title={Ships of the North}, year={2010}}\n"
GREW = "> Trade between the two ports grew by 12 percent in 1998\n"


@pytest.fixture
def second(make_project, tmp_path):
    """The letter of the second round, from what the paper and the claims are changed to; by the points of the first."""

    def make(paper=PAPER, claims=CLAIMS, response: str | None = None, before=PAPER, claims_before=CLAIMS):
        def project(text: str, of: str):
            (tmp_path / "sources").mkdir(exist_ok=True)
            (tmp_path / "sources" / "paper.md").write_text(text, encoding="utf-8")
            return make_project(of, bib=BIB, settings='paper = "sources/paper.md"\ntitle = "Ports"')

        old = project(before, claims_before)
        findings = run_checks(old).findings
        compose_letter(old, findings)  # reads what is read late
        new = project(paper, claims)
        outcome = run_checks(new)
        document = None
        if response is not None:
            (tmp_path / "response.md").write_text(response, encoding="utf-8")
            document = read(tmp_path / "response.md")
        last = LastRound(old, findings, [f for f, _ in outcome.waived], "2026-03-01", document)
        return compose_letter(new, outcome.findings, last=last)

    return make


def point(letter, words: str):
    return next(p for p in letter.second.points if any(words in place.what for place in p.places))


def place(letter, words: str):
    return next(place for place in point(letter, words).places if words in place.what)


def test_where_nothing_was_changed_nothing_is_answered_and_nothing_is_new(second):
    letter = second()
    assert letter.second.points and {p.state for p in letter.second.points} == {"open"}
    assert letter.parts == ()
    assert "that of 1 March 2026" in letter.second.lead and letter.title == "Referee report, second round: Ports"


@pytest.mark.parametrize(
    ("paper", "claims", "state", "seen"),
    [
        # the claim has got what was asked for
        (PAPER, CLAIMS.replace(GREW, f"{GREW}\n- cites: @smith2010, p. 3\n"), "settled", "a source now: Smith 2010."),
        (
            PAPER,
            CLAIMS.replace(GREW, f"{GREW}\n- evidence: The log.\n"),
            "settled",
            "Evidence is given for it now: The log.",
        ),
        (
            PAPER,
            CLAIMS.replace(GREW, f"{GREW}\n- because: far\n"),
            "settled",
            "reason is given for it now: The port is far",
        ),
        # the text only moved
        (
            PAPER.replace("Trade between the two ports grew by 12 percent in 1998. ", "").replace(
                "letters home.", "letters home. Trade between the two ports grew by 12 percent in 1998."
            ),
            CLAIMS,
            "open",
            "same",
        ),
        # it was worded otherwise, in the paper and by the reviewer
        (
            PAPER.replace("grew by 12 percent in 1998", "grew fast, by 12 percent in 1998"),
            CLAIMS.replace("> Trade between the two ports grew", "> Trade between the two ports grew fast,"),
            "open",
            "The sentence was rewritten, and the same is to be said of it.",
        ),
        # the author cites, and nobody has entered it yet
        (PAPER.replace("in 1998.", "in 1998 (Smith 2010)."), CLAIMS, "changed", "has a citation now: (Smith 2010)"),
        # the author deleted it, and the reviewer has not
        (
            PAPER.replace("Trade between the two ports grew by 12 percent in 1998. ", ""),
            CLAIMS,
            "changed",
            "was deleted; what it says is still part of the argument",
        ),
        # both deleted it
        (
            PAPER.replace("Trade between the two ports grew by 12 percent in 1998. ", ""),
            CLAIMS.partition("## grew")[0].replace("because: grew", "because: far")
            + "## far"
            + CLAIMS.partition("## far")[2],
            "settled",
            "The sentence was deleted.",
        ),
        # only the reviewer did
        (
            PAPER,
            CLAIMS.partition("## grew")[0].replace("because: grew", "because: far")
            + "## far"
            + CLAIMS.partition("## far")[2],
            "changed",
            "stand as they did; I no longer count them",
        ),
        # under another id it is the same claim
        (PAPER, CLAIMS.replace("grew\n", "growth\n"), "open", "same"),
        # a person has waived it
        (PAPER, CLAIMS.replace(GREW, f"{GREW}\n- waive: ARG002 Common ground.\n"), "withdrawn", "I withdraw this."),
    ],
)
def test_what_was_seen_of_a_statement_without_a_source(second, paper, claims, state, seen):
    found = place(second(paper, claims), "grew by 12 percent")
    assert (found.state, seen == found.seen or seen in found.text) == (state, True), found


@pytest.mark.parametrize(
    ("paper", "words", "state"),
    [
        (PAPER.replace("The the", "The"), "“The” stands twice", "answered"),
        (PAPER.replace("The the owner of the mill", "But the the owner of the mill"), "“The” stands twice", "open"),
        (PAPER + "[^2]: Smith, *Ships*, 2010, 3.\n", "Note [^2]", "answered"),
        (PAPER.replace("[^2]", ""), "Note [^2]", "answered"),
        # counted anew, the same note is still missing
        (
            PAPER.replace("[^2]", "[^3]").replace("first.", "first.[^2]") + "[^2]: Dahl, *Log*, 1999, 1.\n",
            "Note [^2]",
            "open",
        ),
    ],
)
def test_a_fault_of_the_letters_is_mended_when_it_is_gone_and_not_when_it_moved(second, paper, words, state):
    assert point(second(paper), words).state == state


def test_an_objection_is_answered_by_what_speaks_against_it_and_not_by_being_left_out(second):
    answered = CLAIMS + "- but: near\n\n## near\n\nIt is near by ship.\n\n- evidence: A map.\n"
    found = place(second(claims=answered), "far away")
    assert found.state == "settled" and found.text.endswith("It is answered now: It is near by ship.")
    found = place(second(claims=CLAIMS.replace("- but: far\n", "")), "far away")
    assert found.state == "changed" and "no longer raised" in found.text


def test_a_point_is_partly_answered_where_one_of_its_places_is(second):
    more = CLAIMS.replace("- because: grew\n", "- because: grew + old\n").replace(
        "## far\n", "## old\n\nThe port is the oldest of the coast.\n\n## far\n"
    )
    letter = second(claims_before=more, claims=more.replace(GREW, f"{GREW}\n- cites: @smith2010, p. 3\n"))
    assert point(letter, "grew by 12").state == "partly"
    assert "1 is partly answered" in letter.second.lead


def test_words_that_changed_stand_beside_each_other_with_the_change_marked(second):
    found = place(second(PAPER.replace("grew by 12 percent", "fell by 3 percent")), "grew by 12 percent")
    assert [words for words, changed in found.before if changed] == ["grew", "12"]
    assert [words for words, changed in found.now if changed] == ["fell", "3"]
    long = "a b c d e f g h i j k l m n o p q r s t"
    text = second(PAPER.replace("in 1998.", f"in 1999, {long}."), before=PAPER.replace("in 1998.", f"in 1998, {long}."))
    markdown = write_markdown(text)
    assert "Before: … ports grew by 12 percent in **1998,** a b c d e f …" in markdown
    assert "Now: … ports grew by 12 percent in **1999,** a b c d e f …" in markdown
    assert "<strong>1999,</strong>" in write_html(markdown)
    runs = [r for p in docx.Document(io.BytesIO(write_docx(markdown))).paragraphs for r in p.runs if r.bold]
    assert "1999," in [run.text for run in runs]


def test_new_points_come_after_with_the_next_numbers(second):
    letter = second(PAPER.replace("came first.", "came first. The fleet left in 1950 for the war in the the east."))
    assert [(part.name, part.title) for part in letter.parts] == [
        ("minor", "New minor points"),
        ("question", "New questions to the author"),
    ]
    first = letter.parts[0].points[0]
    assert first.number == letter.second.points[-1].number + 1
    markdown = write_markdown(letter)
    assert markdown.index("## The points of the last letter") < markdown.index("## New ")


def test_what_could_not_be_read_this_time_is_not_answered(second):
    # all note bodies are gone: nothing can be said of the one that was missing
    letter = second(PAPER.replace("[^1]: Holt, *Mills*, 1920, 12.\n", ""))
    found = place(letter, "Note [^2]")
    assert found.state == "open" and "could not be looked at" in found.text


LISTED = """# Trade

Trade grew (Smith 2010). Ships came (Holt 1920). Sailors sang (Dahl 1931). Mills closed (Berg 1950).{cited}

# References

Smith, A. (2010). *Ships of the North*. Oster: Weaver.

Holt, I. (1920). *Mills of the Coast*. Oster: Weaver.

Dahl, E. (1931). *Songs of the Sea*. Oster: Weaver.
{entries}
"""
BERG = "\nBerg, T. (1950). *The End of the Mills*. Oster: Weaver.\n"
LUND = "\nLund, P. (1960). *Harbours and Walls*. Oster: Weaver.\n"


@pytest.mark.parametrize(
    ("before", "now", "words", "state"),
    [
        (("", ""), ("", BERG), "(Berg 1950)", "answered"),
        (("", BERG + LUND), (" Walls stood (Lund 1960).", BERG + LUND), "Lund 1960 is in", "answered"),
        (("", BERG + LUND), ("", BERG), "Lund 1960 is in", "answered"),
        (("", BERG + LUND), ("", BERG + LUND.replace("1960", "1961")), "Lund 1960 is in", "open"),
    ],
)
def test_a_citation_is_mended_where_it_is_seen_to_lead_to_its_entry(second, before, now, words, state):
    papers = [LISTED.format(cited=cited, entries=entries) for cited, entries in (before, now)]
    assert point(second(papers[1], before=papers[0]), words).state == state


RUN = """# Trade

One came.[^1] Two came.[^2] Three came.[^3] Four came.[^4] Five came.[^5] Six came.[^6]

[^1]: Holt, *Mills*, 1920, 12.
"""


def test_what_is_still_found_and_reads_otherwise_is_told_as_it_reads_now(second):
    letter = second(RUN + "[^6]: Smith, *Ships*, 2010, 3.\n", before=RUN)
    found = place(letter, "[^2] to [^6]")
    assert found.state == "open" and found.text.endswith("It reads now: Notes [^2] to [^5] (4 in all) have no text.")
    slips = PAPER.replace(
        "The town paid for it.", "It grew since from then, also by the town also, in the interest interests of all."
    )
    found = place(second(slips.replace("since from", "since"), before=slips), "left over")
    assert found.state == "changed" and "since from" in found.what and "since from" not in found.text.split("now:")[1]


def test_what_was_there_already_and_not_in_the_last_letter_is_not_new(second):
    many = "".join(f"## m{n}\n\nThere are {n} mills.\n\n- evidence: Log {n}.\n\n" for n in range(30))
    letter = second(PAPER.replace("The the", "The"), claims=CLAIMS + "\n" + many, claims_before=CLAIMS + "\n" + many)
    assert letter.parts == ()


RESPONSE = """# Response

We thank the referee.

## {first}

> Trade between the two ports grew by 12 percent in 1998

We now cite Smith for the growth.

## {second}

We disagree.
"""


@pytest.mark.parametrize(
    ("response", "said", "answer"),
    [
        (
            RESPONSE.format(first="Point 1", second="Point 2"),
            "The response, under “Point 1”:",
            "cite Smith for the growth",
        ),
        (
            RESPONSE.format(first="Reviewer 2, comment 1.1", second="Comment 2"),
            "under “Reviewer 2, comment 1.1”",
            "Smith",
        ),
        (RESPONSE.format(first="Punkt 1", second="Punkt 2"), "under “Punkt 1”", "cite Smith"),
        (RESPONSE.format(first="Remarque n° 1", second="Remarque n° 2"), "under “Remarque n° 1”", "cite Smith"),
        # a list with numbers
        ("1. On trade: it grew between the ports, now with a source.\n2. No.\n", "under “1”", "On trade"),
        # by the words alone
        (
            "We write of “Trade between the two ports grew by 12 percent” now with a source.",
            "quotes these words",
            "We write",
        ),
        ("The trade of the two ports, its percent since 1998 and how it grew have a source.", "a guess", "The trade"),
        # two referees have a point 1, and neither passage is about this
        ("## Point 1\n\nWe disagree.\n\n# B\n\n## Point 1\n\nWe agree.\n", "a guess", "We "),
        ("We thank the referee.\n", "", ""),
    ],
)
def test_the_response_stands_beside_the_point_and_says_how_it_was_told(second, response, said, answer):
    first = point(second(response=response), "grew by 12 percent")
    assert first.number == 1 and said in first.said and answer in first.answer
    assert bool(first.answer) == bool(answer)
    assert "> " not in first.answer and not first.answer.startswith("“Trade between"), "the author's words, not ours"


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("Points 3 and 5: done.", {3, 5}),
        ("Points 3–5: done.", {3, 4, 5}),
        ("Zu den Punkten 2 bis 4: erledigt.", {2, 3, 4}),
        ("(7) Done.", {7}),
        ("2.1 Done.", {2}),
        ("R2.4 – Done.", {4}),
        ("R1C4: Done.", {4}),
        ("R1.4 Done.", {4}),
        ("#4 Done.", {4}),
        ("[4] Done.", {4}),
        ("C4. Done.", {4}),
        ("Zu 4: Erledigt.", {4}),
        ("4a. Done.", {4}),
        ("In 1998 trade grew. 12 ships came.", set()),
        ("Table 3 shows it. See Section 4. Figure 5. The mill.", set()),
        ("Lines 3–5: changed.", set()),
        ("p. 3: done.", set()),
        ("3 ships came.", set()),
    ],
)
def test_numbers_of_points_are_told_from_other_numbers(tmp_path, text, numbers):
    (tmp_path / "response.txt").write_text(f"{text}\n", encoding="utf-8")
    response = Response(read(tmp_path / "response.txt"))
    assert {n for n in range(30) if (a := response.answer(n, ["Trade"])) and a.label} == numbers


@pytest.mark.parametrize(
    ("handle", "revised", "anew", "state", "seen"),
    [
        # nothing was changed, and the reviewer was asked again
        ("grew", False, "accepted", "settled", "judged"),
        ("open/because-1", False, "supports", "settled", "judged"),
        ("grew", False, None, "open", "same"),
        ("open/because-1", False, None, "open", "same"),
        # the statement is another one now, and nobody has judged it yet: the verdict is stale
        ("grew", True, None, "changed", "rewritten"),
        ("grew", True, "accepted", "settled", "judged"),
        ("grew", True, "rejected", "open", "rewritten_same"),
    ],
)
def test_what_a_reviewer_found_wanting_is_met_where_they_judge_it_anew(
    make_project, handle, revised, anew, state, seen
):
    claims = CLAIMS.replace(GREW, f"{GREW}\n- cites: @smith2010, p. 3\n")

    first = make_project(claims, bib=BIB, paper=PAPER)
    record_verdict(first, handle, "rejected", note="One year is no trend.", reviewer="A")
    old = load(first.root)
    findings = run_checks(old).findings
    compose_letter(old, findings)  # reads what is read late
    paper = PAPER.replace("grew by 12 percent in 1998", "grew by 9 percent a year from 1990 on") if revised else PAPER
    claims = (
        claims.replace("grew by 12 percent in 1998", "grew by 9 percent a year from 1990 on") if revised else claims
    )
    new = make_project(claims, bib=BIB, paper=paper)  # the log stays where it is
    if anew:
        record_verdict(new, handle, anew, reviewer="A")
    new = load(new.root)
    letter = compose_letter(new, run_checks(new).findings, last=LastRound(old, findings))
    told = place(letter, "One year is no trend.")
    assert (told.state, told.seen) == (state, seen), told.text


@pytest.mark.parametrize("suffix", few_of(["md", "txt", "docx"], 1))
def test_a_second_round_by_the_command_from_git(tmp_path, suffix):
    project = tmp_path / "project"
    (project / "claims").mkdir(parents=True)
    (project / "sources").mkdir()
    (project / "argmap.toml").write_text('paper = "sources/paper.md"\nbibliography = ["sources/works.bib"]\n')
    (project / "sources" / "works.bib").write_text(BIB)
    (project / "sources" / "paper.md").write_text(PAPER)
    (project / "claims" / "all.md").write_text(CLAIMS)

    def run(*arguments: str):
        return argmap(tmp_path, "letter", str(project), *arguments)

    assert "is in no git repository" in run("--since", "HEAD").stderr
    for command in (["init", "-q"], ["add", "-A"], ["commit", "-qm", "one"]):
        subprocess.run(
            ["git", "-c", "user.name=T", "-c", "user.email=t@example.org", *command], cwd=project, check=True
        )
    (project / "sources" / "paper.md").write_text(PAPER.replace("The the", "The"))
    response = tmp_path / f"response.{suffix}"
    words = ["Point 1", "Trade is now cited.", "Point 2: The answer to the second point."]
    if suffix == "docx":
        made = docx.Document()
        for text in words:
            made.add_paragraph(text)
        made.save(str(response))
    else:
        response.write_text("\n\n".join(words) + "\n")
    done = run("--since", "HEAD", "--response", str(response))
    assert done.returncode == 0, done.stderr
    assert "Slips (answered)" in done.stdout and "under “Point 1”: “Trade is now cited.”" in done.stdout
    assert "“The answer to the second point.”" in done.stdout
    for out in ("letter.html", "letter.docx"):
        assert run("--since", "HEAD", "-o", str(tmp_path / out)).returncode == 0
    page = (tmp_path / "letter.html").read_text()
    assert re.search(r"<h3>\d+\. Slips \(answered\)</h3>", page)
    for arguments, error in (
        (("--since", "nothing"), "knows no revision"),
        (("--response", str(response)), "--since REV"),
        (("--since", "HEAD", "--response", str(tmp_path / "none.md")), "does not exist"),
        (("--since", "HEAD", "--for", "editor"), "no points to go through"),
    ):
        failed = run(*arguments)
        assert failed.returncode == 2 and error in failed.stderr and "Traceback" not in failed.stderr
    assert Path(project / "sources" / "paper.md").read_text() == PAPER.replace("The the", "The")
