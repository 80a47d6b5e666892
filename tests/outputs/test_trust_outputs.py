"""What is put out does nothing by itself: the letter in whatever reads Markdown, names of files on a terminal."""

from __future__ import annotations

import html
import os
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from argmap.outputs.markdown_escapes import escape_markdown
from commands import argmap

INJECTED = {
    "a script": "<script>alert(1)</script>",
    "a picture in HTML": '<img src="http://evil.example/pixel.png">',
    "an unfinished tag": "< img src=x onerror=alert(1)//<b",
    "a comment": "<!-- hidden --> <?php ?> <![CDATA[x]]>",
    "a link": "[a paid service](javascript:alert(1))",
    "a picture": "![p](http://evil.example/md.png)",
    "a reference": "[p][q] ![p][q] [q]: http://evil.example/x",
    "an address in angles": "<javascript:alert(1)> <http://evil.example>",
    "code around it": "``` <script>alert(1)</script> ``` `<b>` `` `a` ``",
    "escapes before it": "\\<script>alert(1)</script> \\[x](javascript:y) \\\\<b>",
    "entities": "&lt;script&gt; &#60;b&#x3e; &amp;lt;",
    "a formula or a command of TeX": "$\\input{/etc/passwd}$ \\input{/etc/passwd}",
    "attributes of Pandoc": "Title {onclick=alert(1)} [x]{.y} `a`{=html}",
    "emphasis": "**bold** __bold__ _it_ *it* ~~no~~ snake_case_name",
    "a footnote": "text[^1] [^1]: note ^[inline]",
}
STARTS = {
    "a heading": "# x", "a list": "- x", "another list": "+ x", "a numbered list": "1. x", "the other": "12) x",
    "a quotation": "> x", "a rule": "---", "a rule below": "===", "a fence": "~~~ x", "a fenced division": "::: x",
    "a table": "||x||", "a title block": "%% x", "lines": "a\n\n# b\n    c", "a lone mark": "-",
}  # fmt: skip


def rendered(markdown: str) -> str:
    return MarkdownIt("commonmark").enable(["table", "strikethrough"]).render(markdown)


@pytest.mark.parametrize("text", [*INJECTED.values(), *STARTS.values()], ids=[*INJECTED, *STARTS])
@pytest.mark.parametrize(
    "around", ["{}", "## {}", "- {}", "1. {} (p. 3)", "**2. {}.** More.", "Words before {} after."]
)
def test_words_stay_words_wherever_they_stand(text: str, around: str):
    made = rendered(around.format(escape_markdown(text)))
    plain = rendered(around.format("PLACEHOLDER"))
    tags = re.compile(r"</?(?!code)\w[^>]*>")
    assert tags.findall(made) == tags.findall(plain)
    shown = html.unescape(re.sub(r"</?\w+>", "", made))
    assert " ".join(text.split()).replace("`a`", "a") in " ".join(shown.replace("`a`", "a").split())


@given(st.text(alphabet="ab1 `*_[]()!<>&;#-+.~$\\{}|=:%^/\n\"'", max_size=60))
def test_no_text_becomes_markup(text: str):
    tags = set(re.findall(r"<[^>]*>", rendered(f"Words {escape_markdown(text)} more")))
    assert tags <= {"<p>", "</p>", "<code>", "</code>"}


def test_what_is_no_mark_stays_as_it_is():
    for text in (
        "A < B & C > D, 3 - 2 = 1.",
        "snake_case and (p. 3): 50 % of it!",
        "“Quoted” – see @smith, p. 4.",
        "`a-claim`",
    ):
        assert escape_markdown(text) == text


@pytest.fixture
def hostile(tmp_path: Path) -> Path:
    words = [*INJECTED.values(), *STARTS.values()]
    claims = "".join(
        f"## c{n} {{claim}}\n\n{' '.join(w.split())} means that {n} holds.\n\n" for n, w in enumerate(words)
    )
    reasons = "".join(f"- because: c{n}\n" for n in range(len(words)))
    (tmp_path / "claims").mkdir()
    (tmp_path / "claims" / "a.md").write_text(
        f"# <b>[S](javascript:x)</b>\n\n## main {{conclusion}}\n\nTherefore <img src=x> ![y](http://evil.example/a).\n\n"
        f"{reasons}\n{claims}"
    )
    (tmp_path / "argmap.toml").write_text('title = "<script>x</script> ![t](http://evil.example/t.png) {onclick=y}"\n')
    return tmp_path


def test_a_letter_on_hostile_claims_is_inert(hostile: Path):
    letter = argmap(hostile, "letter").stdout
    assert "evil.example" in letter
    made = rendered(letter)
    tags = {tag.strip("</>").split()[0] for tag in re.findall(r"<[^>]*>", made)}
    assert tags <= {"h1", "h2", "h3", "p", "ol", "ul", "li", "strong", "em", "code", "hr", "blockquote"}


def test_a_letter_by_a_template_of_ones_own_is_inert_too(hostile: Path):
    (hostile / "tpl").mkdir()
    (hostile / "tpl" / "letter.md.j2").write_text("**{{ letter.title }}** {{ letter.summary ~ letter.title }}\n")
    made = rendered(argmap(hostile, "letter", "--templates", "tpl").stdout)
    assert "<img" not in made and "<script" not in made and "<a" not in made and "<strong>" in made


@pytest.mark.skipif(os.name == "nt", reason="names that this system allows")
def test_names_of_files_are_shown_and_not_obeyed(tmp_path: Path):
    name = "evil\x1b]0;owned\x07\x9b31m\u202etxt"
    folder = tmp_path / name
    (folder / "claims").mkdir(parents=True)
    (folder / "sources" / "texts").mkdir(parents=True)
    (folder / "claims" / f"{name}.md").write_text("# S\n\n##   a {conclusion}\n\nA holds.\n\n- becuse: b\n")
    (folder / "claims" / "good.md").write_text("# S\n\n##   b {conclusion}\n\nB holds.\n\n- cites: @k\n")
    (folder / "sources" / f"{name}.bib").write_text("@book{k, title={T}, author={A, B}, year=2000}\n@book{broken\n")
    (folder / "sources" / "texts" / f"{name}.txt").write_text("Some words of a paper that stand in this text.\n")
    text = f"sources/texts/{name}.txt"
    for arguments in (
        ["check"], ["check", "--format", "concise"], ["fmt", "--check"], ["fmt"], ["build", str(folder)], ["pin"],
        ["letter", "-o", f"{name}.md"], ["map", "-o", f"{name}.svg"], ["report", "-o", f"{name}.html"],
        ["audit", text], ["audit", text, "-o", f"{name}.out"], ["read", text], ["new", text, f"{name}2"],
        ["find", "words of a paper", text], ["find", "other words altogether", text], ["evaluate", f"{name}.af"],
        ["rename", "b", "c"], ["rename", "--source", "k", "l"], ["show", "--project", f"../{name}"], ["config"],
        ["diff", "HEAD"], ["verdict", "b", "accepted", "--by", "A"], ["verdict", "--list"],
    ):  # fmt: skip
        done = argmap(folder, *arguments)
        assert "Traceback" not in done.stderr and done.returncode in (0, 1, 2), (arguments, done.stderr)
        assert not {"\x1b", "\x07", "\x9b", "\u202e"} & {*done.stdout, *done.stderr}, arguments
