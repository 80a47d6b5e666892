"""What a stranger's project may not bring about: its templates, its addresses, its packages."""

from __future__ import annotations

import base64
import functools
import hashlib
import os
import re
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from argmap.ground import limited, template_folders
from argmap.ground.diagnostics import ArgmapError
from argmap.outputs.report.render import render
from argmap.project import load
from commands import argmap
from volume import few_of

Run = Callable[..., subprocess.CompletedProcess[str]]
CLAIMS = "# S\n\n## a {conclusion}\n\nShelter is never free of cost.\n\n- cites: @k\n"


@pytest.fixture
def config(tmp_path: Path) -> Path:
    return tmp_path / "person" / "config.toml"


@pytest.fixture
def project(lay_out: Callable[[str], Path]) -> Path:
    root = lay_out(CLAIMS)
    (root / "sources" / "texts" / "k.txt").write_text("shelter is never free of cost, said the writer of the work.\n")
    return root


@pytest.fixture
def run(project: Path, config: Path) -> Run:
    return functools.partial(argmap, project, ARGMAP_CONFIG=str(config))


# -- templates ------------------------------------------------------------------------------------------------------


@pytest.fixture
def templates(project: Path) -> Path:
    folder = project / "tpl"
    folder.mkdir()
    (project / "argmap.toml").write_text('title = "T"\ntemplates = "tpl"\n')
    for name in ("report_map.js", "report_cards.js"):
        (folder / name).write_text("")
    (folder / "report.js").write_text("console.log('STRANGER')")
    (folder / "letter.md.j2").write_text("STRANGER {{ letter.title }}\n")
    return folder


def outputs(project: Path) -> str:
    found = [project / "build" / "report" / "index.html", project / "build" / "letter.md"]
    return "".join(path.read_text() for path in found)


def test_templates_of_a_project_wait_until_a_person_asks(project: Path, templates: Path, run: Run):
    done = run("build")
    assert done.returncode == 0, done.stderr
    assert "STRANGER" not in outputs(project)
    assert "not used" in done.stderr and "--templates tpl" in done.stderr
    assert "STRANGER" not in run("letter").stdout
    assert run("build", "--templates", "tpl").returncode == 0
    assert outputs(project).count("STRANGER") == 2
    assert run("config", "projects", str(project)).returncode == 0
    assert "STRANGER" in run("letter").stdout
    assert run("config", "projects", str(project), "--unset").returncode == 0
    assert "STRANGER" not in run("letter").stdout


PAGES = {
    "no head at all": "<p>x</p><script>evil()</script>",
    "a policy in a comment": "<!doctype html><!-- {{ policy }} --><script>evil()</script>",
    "a looser policy": '<!DOCTYPE HTML><head><meta http-equiv="Content-Security-Policy" content="script-src *"></head>',
    "a comment first": "<!-- > --><!doctype html><html><head></head>",
    "a broken doctype": "<!doctype html <script>evil()</script>",
}


@pytest.mark.parametrize("page", PAGES.values(), ids=PAGES)
def test_no_page_goes_without_its_policy(project: Path, templates: Path, run: Run, page: str):
    (templates / "report.html.j2").write_text(page)
    assert run("report", "--templates", "tpl").returncode == 0
    html = (project / "build" / "report" / "index.html").read_text()
    digest = base64.b64encode(hashlib.sha256(b"\n\nconsole.log('STRANGER')").digest()).decode()
    policy = re.match(r'(?:<!doctype html>)?<meta http-equiv="Content-Security-Policy" content="([^"]+)">', html, re.I)
    assert policy and f"script-src 'sha256-{digest}'" in policy[1]


def test_a_template_that_fails_is_one_clear_line(templates, run):
    for broken in ("{{ nothing }}", "{{ 1 / 0 }}", "{% for", "{{ ''.__class__.__mro__ }}", "{% include '../a' %}"):
        (templates / "letter.md.j2").write_text(broken)
        done = run("letter", "--templates", "tpl")
        assert done.returncode == 2 and "Traceback" not in done.stderr, broken
        assert "letter.md.j2" in done.stderr or "../a" in done.stderr


@pytest.mark.parametrize(("in_a_copy", "seconds"), [(False, 0.1), pytest.param(True, 1, marks=pytest.mark.long)])
def test_a_template_that_never_ends_is_one_clear_line(project, templates, monkeypatch, in_a_copy, seconds):
    (templates / "report.html.j2").write_text(
        "{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}"
    )
    for module in (limited, template_folders):
        monkeypatch.setattr(module, "can_limit", lambda: in_a_copy)
    monkeypatch.setattr(template_folders, "_SECONDS", seconds)
    with pytest.raises(ArgmapError, match=r"report\.html\.j2 took more than"):
        render(load(project), (), templates=templates)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs a system that can fork")
@pytest.mark.parametrize(
    ("template", "told"),
    [
        ("{{ 'x' * 1000000000000 }}", "MB of memory and was ended"),
        pytest.param(
            "{% set x = namespace(t='xx') %}{% for a in range(40) %}{% set x.t = x.t ~ x.t %}{% endfor %}",
            "MB of memory",
            marks=pytest.mark.long,
        ),
        ("{{ '%1000000000s' | format('x') }}", "MB"),
        ("{% for a in range(99999) %}{{ 'x' * 3000 }}{% endfor %}", "makes more than 200 MB"),
        ("{% macro a() %}{{ a() }}{% endmacro %}{{ a() }}", "cannot be filled: maximum recursion"),
    ],
)
def test_a_template_cannot_take_all_memory(
    templates: Path, run: Run, monkeypatch: pytest.MonkeyPatch, template: str, told: str
):
    for room in (limited, template_folders):
        monkeypatch.setattr(room, "can_limit", lambda: True)  # whatever threads other tests have left
        monkeypatch.setattr(room, "MEMORY", 700_000_000)  # beside a page of 200 MB
    (templates / "letter.md.j2").write_text(template)
    done = run("letter", "--templates", "tpl")
    assert done.returncode == 2 and told in done.stderr and "letter.md.j2" in done.stderr, done.stderr


def test_what_is_no_template_is_refused(templates: Path, run: Run):
    (templates / "letter.docx").write_bytes(b"PK\x03\x04 no Word file")
    done = run("letter", "-o", "letter.docx", "--templates", "tpl")
    assert done.returncode == 2 and "letter.docx cannot be filled" in done.stderr, done.stderr
    if hasattr(os, "mkfifo"):
        os.mkfifo(templates / "report.css")
        done = run("report", "--templates", "tpl")
        assert done.returncode == 2 and "a pipe or a device" in done.stderr, done.stderr


def test_a_link_out_of_the_templates_is_refused(project: Path, templates: Path, run: Run, tmp_path: Path):
    (tmp_path / "secret").write_text("SECRET")
    (templates / "report.css").symlink_to(tmp_path / "secret")
    done = run("report", "--templates", "tpl")
    assert done.returncode == 2 and "leads out of" in done.stderr


# -- verifiers ------------------------------------------------------------------------------------------------------


@pytest.fixture
def server() -> Iterator[tuple[str, list[str]]]:
    """An address, and what was sent to it: the header in which a key is sent, for each request."""
    heard: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            heard.append(self.headers.get("Authorization", ""))
            self.send_response(500)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    with HTTPServer(("127.0.0.1", 0), Handler) as listening:
        threading.Thread(target=listening.serve_forever, args=(0.02,), daemon=True).start()
        yield f"http://127.0.0.1:{listening.server_port}/v1", heard
        listening.shutdown()


WAYS = {
    "a table": '[verifiers.endpoint]\nurl = "{url}"\nmodel = "m"\nkey-variable = "SECRET_KEY"\ntries = 1\n',
    "inline": 'verifiers = {{ endpoint = {{ url = "{url}", model = "m", key-variable = "SECRET_KEY", tries = 1 }} }}\n',
    "another name": '[verifiers.judge]\nplugin = "endpoint"\nurl = "{url}"\nmodel = "m"\nkey-variable = "SECRET_KEY"\n',
    "tables in a list": 'verifiers = [{{ name = "endpoint", url = "{url}", key-variable = "SECRET_KEY" }}]\n',
}


@pytest.mark.parametrize("settings", WAYS.values(), ids=WAYS)
def test_no_project_says_where_a_text_or_a_key_is_sent(project: Path, run: Run, server, settings: str):
    url, heard = server
    (project / "argmap.toml").write_text(settings.format(url=url))
    for command in (["passages", "a"], ["passages", "a", "--verifier", "endpoint"], ["check"], ["review", "--by", "A"]):
        done = run(*command, SECRET_KEY="s3cret")
        assert "Traceback" not in done.stderr
        assert heard == []
    told = run("check", "--format", "concise").stdout
    assert "argmap.toml:1" in told and "verifiers" in told
    assert "argmap config" in run("check").stdout


def test_a_project_names_a_verifier_and_the_person_says_what_it_is(project: Path, run: Run, server):
    url, heard = server
    (project / "argmap.toml").write_text('verifiers = ["endpoint"]\n')
    for key, value in {"url": url, "model": "m", "key-variable": "MY_KEY", "tries": "1"}.items():
        assert run("config", f"verifiers.endpoint.{key}", value).returncode == 0
    done = run("passages", "a", MY_KEY="mine")
    assert done.returncode == 0 and heard == ["Bearer mine"], done.stderr


# -- the person's settings ------------------------------------------------------------------------------------------


def test_settings_are_shown_set_and_taken_out(run: Run, config: Path):
    assert "does not exist yet" in run("config").stdout
    assert run("config", "reviewer", 'Ada "A" Ümit').returncode == 0
    config.write_text("# mine\n" + config.read_text())
    assert run("config", "mail", "ada@example.org").returncode == 0
    shown = run("config").stdout
    assert str(config) in shown and 'reviewer = "Ada \\"A\\" Ümit"' in shown and "ada@example.org" in shown
    assert run("verdict", "a", "accepted").stdout.startswith('a: accepted, by Ada "A" Ümit')
    assert run("config", "reviewer", "--unset").returncode == 0
    assert config.read_text() == '# mine\nmail = "ada@example.org"\n'
    assert run("config", "reviewer").stdout == "reviewer = not set\n"
    assert run("config", "colour").returncode == 2
    config.write_bytes(b"# mine\r\n\r\n[projects]\r\n")
    assert run("config", "mail", "ada@example.org").returncode == 0
    assert config.read_bytes() == b'mail = "ada@example.org"\r\n# mine\r\n\r\n[projects]\r\n'


@pytest.mark.parametrize(
    "arguments",
    [["colour", "red"], ["verifiers.x", "y"], ["projects", "no/such/folder"], ["reviewer", " "], ["projects"]],
)
def test_what_cannot_be_set_is_said(run: Run, config: Path, arguments: list[str]):
    done = run("config", *arguments)
    assert done.returncode == 2 and "Traceback" not in done.stderr
    assert not config.exists()


@pytest.mark.parametrize(
    "text", ["reviewer = ", "reviewer = 3", "colour = 1", "projects = []", '[projects]\na = "yes"', "\0"]
)
def test_broken_settings_of_ones_own_stop_the_command(run: Run, config: Path, text: str):
    config.parent.mkdir()
    config.write_text(text)
    done = run("verdict", "a", "accepted")
    assert done.returncode == 2 and str(config) in done.stderr and "Traceback" not in done.stderr


# -- packages in the folder that one stands in ----------------------------------------------------------------------


@pytest.mark.parametrize(
    "command", few_of([["check"], ["build"], ["explain"], ["--version", "-v"], ["verdict", "a", "accepted"]], 2)
)
def test_no_plugin_is_loaded_from_the_folder_one_stands_in(project: Path, tmp_path: Path, command: list[str]):
    about = project / "stranger-1.0.dist-info"
    about.mkdir()
    (about / "METADATA").write_text("Metadata-Version: 2.1\nName: stranger\nVersion: 1.0\n")
    (about / "entry_points.txt").write_text(
        "[argmap.checks]\nstranger = stranger\n[argmap.verifiers]\ns = stranger:x\n"
    )
    trap = f"import pathlib; pathlib.Path({str(tmp_path / 'SPRUNG')!r}).touch()\n"
    for name in ("stranger", "click", "json", "jinja2", "platformdirs", "lxml", "sitecustomize"):
        (project / f"{name}.py").write_text(trap)
    done = subprocess.run(
        [sys.executable, "-m", "argmap", *command], cwd=project, capture_output=True, text=True, check=False
    )
    assert not (tmp_path / "SPRUNG").exists()
    assert "stranger" not in done.stdout + done.stderr and "Traceback" not in done.stderr


def test_the_version_tells_the_plugins(run: Run):
    done = run("--version", "-v")
    assert done.returncode == 0
    assert done.stdout.splitlines()[0].startswith("argmap, version ")
    assert "argmap.verifiers endpoint: argmap.verifiers.chat_endpoint:create (argmap " in done.stdout
    assert run("--version").stdout.count("\n") == 1
    assert run("-v").returncode == 2
