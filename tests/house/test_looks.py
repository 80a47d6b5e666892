"""What a reader of papers asks of the disk is asked by `ground/looks.py` and `ground/files.py`, so that it is noted."""

import ast
from pathlib import Path

import argmap

SRC = Path(argmap.__file__).parent
ASKS = {
    "absolute", "exists", "getmtime", "getsize", "glob", "is_dir", "is_file", "is_symlink", "isdir", "isfile", "iterdir",
    "lexists", "listdir", "lstat", "open", "read_bytes", "read_text", "readlink", "realpath", "resolve", "rglob", "samefile",
    "scandir", "stat", "walk",
}  # fmt: skip
NONE = {
    ("html/parts.py", "read_text"),  # of what comes with argmap
    ("latex/syntax.py", "read_text"),
    ("latex/reader.py", "open"),  # of a method of its own, which asks
}


def test_readers_ask_nothing_of_the_disk_themselves() -> None:
    readers = SRC / "manuscript" / "readers"
    found = {
        (path.relative_to(readers).as_posix(), call.func.attr if isinstance(call.func, ast.Attribute) else call.func.id)
        for path in readers.rglob("*.py")
        for call in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute | ast.Name)
    }
    assert {(name, call) for name, call in found if call in ASKS} == NONE
