"""How every command ends, in one place: what it found is never mixed up with what it could not do.

| code | |
| --- | --- |
| 0 | done, and nothing found |
| 1 | findings at or above the threshold; something was not found, or would change |
| 2 | could not be done: bad input, no file, refused, no place to write to |
| 3 | a fault of argmap's own, which is told with how to report it |
| 130 | interrupted (Ctrl-C) |
"""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import click

from argmap.ground.diagnostics import ArgmapError
from argmap.ground.unseen import show_unseen

CLEAN, FOUND, REFUSED, FAULT, INTERRUPTED = 0, 1, 2, 3, 130


class NobodyReads(Exception):
    """Whoever reads what is put out has gone, as `head` does."""


def ending_of(run: Callable[[], object]) -> int:
    """Run a command; its exit code, with a line on standard error where it is not its own."""
    try:
        try:
            run()
        except SystemExit as end:
            # with its frames it holds what they do, in a ring: a project is not unpicked, but goes with the process
            held = end
            _flush()
            return held.code if isinstance(held.code, int) else CLEAN if held.code is None else REFUSED
        _flush()
        return CLEAN
    except NobodyReads:
        _silence()
        return REFUSED
    except KeyboardInterrupt:
        return _interrupted()
    except click.Abort as error:
        if isinstance(error.__cause__ or error.__context__, KeyboardInterrupt):
            return _interrupted()
        _say("error: the input ended before everything was answered. Nothing more was done.")
        return REFUSED
    except click.ClickException as error:
        error.show()
        return REFUSED
    except ArgmapError as error:
        _say(f"error: {error}")
        return REFUSED
    except OSError as error:
        _silence()
        if error.errno != errno.EPIPE:
            _say(f"error: {error.strerror or error}: {error.filename or 'the output'}")
        return REFUSED
    except MemoryError:
        _say("error: there is not enough memory for this.")
        return REFUSED
    except Exception as error:
        _say_fault(error)
        return FAULT


def _interrupted() -> int:
    _say("interrupted.")
    return INTERRUPTED


def _say(text: str) -> None:
    with suppress(OSError, ValueError):
        click.echo(f"argmap: {show_unseen(text)}", err=True)


def _say_fault(error: Exception) -> None:
    """What went wrong inside argmap, as something that can be reported; ``ARGMAP_TRACEBACK=1`` shows all of it."""
    import traceback  # not needed by a command that goes well

    from argmap.ground.version import VERSION

    last = traceback.extract_tb(error.__traceback__)[-1]
    place = f"{Path(last.filename).name}:{last.lineno}, {last.name}"
    what = " ".join(f"{type(error).__name__}: {error}".split())[:300]
    _say(
        f"fault: {what} ({place}; argmap {VERSION}, Python {sys.version.split()[0]}, {sys.platform}). This is a "
        "mistake of argmap, not yours. Please report it, as SECURITY.md says, with this line and, if you may, the file."
    )
    if os.environ.get("ARGMAP_TRACEBACK"):
        traceback.print_exception(error)


def _flush() -> None:
    """What was said must have arrived before the exit code says that all is well."""
    with suppress(ValueError):  # closed
        sys.stdout.flush()


def _silence() -> None:
    """What could not be written is not tried once more when Python shuts down."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
