"""What Windows lacks is asked for nowhere: the commands run without it, as far as another system can show that."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

import fuzz
from commands import in_a_process

# What is loaded before is the system's own and other people's: it knows which system it runs on.
LACKING = """
import atexit, importlib, os, pkgutil, signal, subprocess, sys, types
import click, docx, jinja2.sandbox, lxml.etree, markdown_it, networkx, pypdfium2, platformdirs, bibtexparser, uvicorn
import asyncio, ctypes, multiprocessing, shutil, socket, tempfile, threading, urllib.request, uuid, zipfile

for name in ("fcntl", "resource", "termios", "pwd", "grp", "tty"):
    sys.modules[name] = None
for owner, names in (
    (os, "fork getuid mkfifo sysconf O_NOFOLLOW O_CLOEXEC WIFSIGNALED WTERMSIG"),
    (signal, "SIGALRM SIGXCPU SIGPROF SIGHUP alarm setitimer"),
):
    for name in names.split():
        if hasattr(owner, name):
            delattr(owner, name)
locks = []
sys.modules["msvcrt"] = types.SimpleNamespace(
    LK_NBLCK=2, LK_UNLCK=0, locking=lambda handle, mode, size: locks.append(mode)
)
sys.platform = "win32"
atexit.register(lambda: locks.count(2) == locks.count(0) or os._exit(7))

import argmap
for module in pkgutil.walk_packages(argmap.__path__, "argmap."):
    if module.name not in ("argmap.__main__", "argmap.maps.embedded"):
        importlib.import_module(module.name)
"""
COMMANDS = {
    "--version": (0, ""),
    "check --format json": (1, ""),
    "evaluate": (0, ""),
    "build": (0, "build/report/index.html"),
    "letter -o letter.docx": (0, "letter.docx"),
    "map -o map.svg": (0, "map.svg"),
    "audit paper.tex": (1, ""),
    "audit paper.docx": (0, ""),
    "audit paper.pdf --format sarif": (0, ""),
    "fmt": (0, ""),
    "verdict people-walk accepted --by Ada": (0, "claims/reviews.jsonl"),
    "rename people-walk walkers": (0, ".argmap-lock"),
    "pin": (0, ""),
    "new paper.txt drafted": (0, "drafted/argmap.toml"),
    "config reviewer Ada": (0, "person/config.toml"),
}


def lay_out(folder: Path) -> Path:
    by_name = {reader.name: reader for reader in fuzz.READERS}
    whole = by_name["project"]
    papers = {by_name[name].file: by_name[name].wrap(by_name[name].seeds[0]) for name in ("latex", "docx", "pdf")}
    folder.mkdir(exist_ok=True)
    fuzz.lay_out(whole, papers, folder)
    for path in folder.rglob("*.md"):
        path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    return folder


@pytest.fixture(scope="module")
def done(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[Path, int, str]]:
    """Of each command the folder that it was run in, what it ended with and what it said."""
    everything = tmp_path_factory.mktemp("windows")
    folders = {command: lay_out(everything / str(number)) for number, command in enumerate(COMMANDS)}
    said = in_a_process(
        [
            (folder, command.split(), {"ARGMAP_CONFIG": str(folder / "person" / "config.toml")})
            for command, folder in folders.items()
        ],
        {"ARGMAP_TRACEBACK": "1"},
        first=LACKING,
    )
    return {
        command: (folder, code, out + err)
        for (command, folder), (code, out, err) in zip(folders.items(), said, strict=True)
    }


@pytest.mark.long
@pytest.mark.parametrize("command", COMMANDS)
def test_commands_run_without_what_windows_lacks(done: dict[str, tuple[Path, int, str]], command: str):
    wanted, written = COMMANDS[command]
    folder, code, said = done[command]
    assert code == wanted, said
    assert "Traceback" not in said
    assert (folder / written).exists()
    assert b"\r\n" in (folder / "claims" / "all.md").read_bytes(), "line ends are kept"


def test_a_console_of_few_letters_gets_json_all_the_same(tmp_path: Path):
    project = lay_out(tmp_path)
    (project / "claims" / "b.md").write_text(
        "# \U0001f600 Ş\n\n## smile {conclusion}\n\nIt \U0001f600 smiles ş.\n", "utf-8"
    )
    environment = {**os.environ, "PYTHONIOENCODING": "cp1252"}
    done = subprocess.run(
        [sys.executable, "-m", "argmap", "check", ".", "--format", "json"],
        cwd=project, env=environment, capture_output=True, timeout=60, check=False,
    )  # fmt: skip
    assert rb"\ud83d\ude00" in done.stdout
    messages = [finding["message"] for finding in json.loads(done.stdout.decode("cp1252"))["findings"]]
    assert any("\U0001f600 smiles ş" in message for message in messages)
