"""Reading and writing files: regular ones, of bounded size; whole ones, inside a folder, and nobody ever finds half.

All the files of one command are written together: beside their places first, then put in place one after the other. A
journal in the folder says what is under way, so that what a killed command left is finished or undone by the next one.
Commands wait for each other by a lock of the operating system, which dies with its process.
"""

from __future__ import annotations

import contextlib
import errno
import json
import os
import re
import stat
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextvars import ContextVar
from pathlib import Path
from typing import IO, Any, Literal

from argmap.ground.diagnostics import ArgmapError
from argmap.ground.looks import question
from argmap.ground.unseen import without_surrogates
from argmap.ground.values import dataclass

JOURNAL = ".argmap-journal"
LOCK = ".argmap-lock"
"""Stays in a folder where the folder itself cannot be locked."""
_LARGEST_JOURNAL = 16_000_000
_WRITTEN = b"written\n"
_LONGEST_WAIT = 60.0
_project: ContextVar[Path | None] = ContextVar("project", default=None)
_unsaved: ContextVar[Mapping[Path, bytes]] = ContextVar("unsaved", default={})  # noqa: B039 (never changed)
_outside_allowed = False
read_outside: dict[Path, None] = {}
"""The files that were read outside a project, since that is to be said."""
_BINARY = getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)


@question
def read_file(path: Path, limit: int) -> bytes:
    """The bytes of a regular file of at most `limit` bytes. Raises OSError, with words for people, for everything else.

    A pipe or a device is never opened: it may have no end, or do something when it is. While `unsaved` lasts, the text
    of an editor is read in the place of the file's.
    """
    unsaved = _unsaved.get()
    if unsaved and (text := unsaved.get(_resolved(path))) is not None:
        _check_place(path)
        if len(text) > limit:
            raise _too_large(path, limit)
        return text
    return _read_disk(path, limit)


def read_named(path: Path, limit: int) -> bytes:
    """The bytes of a file that a person has named, as `read_file` gives them. Raises ArgmapError where it does not."""
    try:
        return read_file(path, limit)
    except OSError as error:
        raise ArgmapError(f"{path} cannot be read: {error.strerror or error}.") from error


def _read_disk(path: Path, limit: int) -> bytes:
    size = check_file(path, limit)
    with path.open("rb", buffering=0) as stream:
        # a file may grow, and those of the system say that they are empty
        data = stream.read(size + 1)
        while len(data) > size and len(data) <= limit:
            size = len(data)
            data += stream.read(min(limit + 1 - size, size + 65_536))
    if len(data) > limit:
        raise _too_large(path, limit)
    return data


def digest_file(path: Path) -> str:
    """The SHA-256 of what a file holds, in hexadecimal digits. Raises OSError as `read_file` does."""
    import hashlib  # loads the system's cryptography, and whoever only reads needs none

    check_file(path, sys.maxsize)
    with path.open("rb", buffering=0) as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def digest(data: bytes) -> str:
    """`digest_file` for what was read already."""
    import hashlib

    return hashlib.sha256(data).hexdigest()


@question
def check_file(path: Path, limit: int) -> int:
    """The size of a file, in bytes, that may be opened: regular, not too large, and inside the project that is read.

    Raises OSError, with words for people, where it may not.
    """
    try:
        found = path.stat()
    except ValueError:
        raise _nameless(path) from None
    _check_place(path)
    if stat.S_ISDIR(found.st_mode):
        raise _refusal(path, "it is a folder")
    if not stat.S_ISREG(found.st_mode):
        raise _refusal(path, "it is a pipe or a device; save what comes out of it as a file")
    if found.st_size > limit:
        raise _too_large(path, limit)
    return found.st_size


def _check_place(path: Path) -> None:
    root = _project.get()
    if root is not None and not (place := _resolved(path)).is_relative_to(root):
        if not _may_leave(root):
            raise _refusal(
                path,
                f"it lies outside the project, at {place}. Put a copy into the project, or allow it: "
                "`--allow-outside` for once, `argmap config projects FOLDER` for a project of yours",
            )
        read_outside[place] = None


def _resolved(path: Path) -> Path:
    try:
        return path.resolve()
    except (ValueError, RuntimeError):
        raise _nameless(path) from None


@contextlib.contextmanager
def unsaved(texts: Mapping[Path, str]) -> Iterator[None]:
    """While it lasts, these texts are read in the place of what the files hold; the files need not be there yet."""
    # a lone surrogate, which JSON may hold, has no bytes: one character takes its place, so that offsets stay
    held = {path.resolve(): text.encode("utf-8", "replace") for path, text in texts.items()}
    before = _unsaved.set(held)
    try:
        yield
    finally:
        _unsaved.reset(before)


def is_unsaved(path: Path) -> bool:
    """Whether a text is held for this file."""
    return bool(_unsaved.get()) and _resolved(path) in _unsaved.get()


def unsaved_below(folder: Path) -> frozenset[Path]:
    """The files at or below a folder that a text is held for."""
    return frozenset(path for path in _unsaved.get() if path.is_relative_to(folder))


@contextlib.contextmanager
def reading_project(root: Path) -> Iterator[None]:
    """While it lasts, a file outside `root` is read only where the person allows it."""
    before = _project.set(root.resolve())
    try:
        yield
    finally:
        _project.reset(before)


def allow_outside() -> None:
    """From now on a project may name files outside itself: the person has said so on the command line."""
    global _outside_allowed
    _outside_allowed = True


def may_read_anywhere() -> bool:
    """Whether the person has allowed files outside a project on the command line."""
    return _outside_allowed


@question
def in_project(path: Path) -> bool:
    """Whether a path, all links followed, lies in the project that is read; False where none is."""
    root = _project.get()
    return root is not None and leads_inside(root, path)


def may_read_below(folder: Path) -> bool:
    """Whether a paper may have files of a folder outside its own read: one of its project, or as the person says."""
    return in_project(folder) or _may_leave(_project.get() or folder)


@question
def _may_leave(root: Path) -> bool:
    from argmap.ground.person import person

    return _outside_allowed or person().allows(root)


def _refusal(path: Path, why: str) -> OSError:
    return OSError(errno.EINVAL, why, str(path))


def _too_large(path: Path, limit: int) -> OSError:
    return _refusal(path, f"it is larger than {limit // 1_000_000} MB")


def _nameless(path: Path) -> OSError:
    return _refusal(path, "no file can have such a name")


def leads_inside(root: Path, path: Path) -> bool:
    """Whether a path, all links followed, ends at or below a folder."""
    try:
        return path.resolve().is_relative_to(root.resolve())
    except (OSError, ValueError, RuntimeError):
        return False


def is_below(path: Path, root: Path) -> bool:
    """Whether a path as it is written lies at or below a folder; where links lead is not looked at."""
    here = Path.cwd()
    return Path(os.path.normpath(here / path)).is_relative_to(os.path.normpath(here / root))


@dataclass(frozen=True, slots=True)
class Change:
    """What is to stand in a file. `before`: what was read there, ``absent`` for a new file, None for whatever it is."""

    path: Path
    data: bytes
    before: bytes | Literal["absent"] | None = None


def write_files(root: Path, changes: Sequence[Change]) -> tuple[Path, ...]:
    """Write files below `root`, all of them or none; returns those that differ now.

    Raises ArgmapError where one changed since it was read, leads out of `root`, or cannot be written; nothing is then.
    """
    with locked(root):
        return write_locked(root, changes)


def write_output(path: Path, data: str | bytes, root: Path | None = None) -> bool:
    """Write one file to where a person asked for it; True where it differs now.

    A place in the project at `root`, or in the folder one stands in, must stay in it when links are followed: a link
    there may be a stranger's. Raises ArgmapError where it does not, or cannot be written.
    """
    target = _asked_place(path, root)
    content = without_surrogates(data).encode() if isinstance(data, str) else data
    return bool(write_files(target.parent, [Change(target, content)]))


@contextlib.contextmanager
def replacing(path: Path) -> Iterator[IO[bytes]]:
    """A file to be written bit by bit, which takes the place of `path` where the block is left without an error.

    For what is too large to be held in memory; the place is held to what `write_output` says. Raises ArgmapError where
    it cannot be written.
    """
    target = _asked_place(path, None)
    new = target.with_name(f".argmap-{target.name}.tmp")  # a name like no file of a person's
    try:
        mode = target.stat().st_mode & 0o7777 if target.exists() else 0o666 & ~_umask()
        new.unlink(missing_ok=True)
        try:
            with _opened(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL) as handle:
                with open(handle, "wb", closefd=False) as file:
                    yield file
                os.fsync(handle)
            new.chmod(mode)
            new.replace(target)
        except BaseException:
            new.unlink(missing_ok=True)
            raise
        _sync_folder(target.parent)
    except OSError as error:
        raise ArgmapError(f"{path} cannot be written: {error.strerror or error}.") from error


def _asked_place(path: Path, root: Path | None) -> Path:
    for base in (root, Path.cwd()):
        if base is not None and is_below(path, base):
            _confined(base.resolve(), path)
    return path.resolve()


def write_locked(root: Path, changes: Sequence[Change]) -> tuple[Path, ...]:
    """`write_files` for whoever holds the lock of `root` already."""
    top = root.resolve()
    wanted: dict[Path, Change] = {}
    shown: dict[Path, Path] = {}
    for change in changes:
        target = _confined(top, change.path)
        now = _there(target, change.path)
        if change.before is not None and now != (None if change.before == "absent" else change.before):
            raise _changed(change.path)
        if now != change.data:
            wanted[target] = Change(target, change.data, "absent" if now is None else now)
            shown[target] = change.path
    if wanted:
        _commit(top, list(wanted.values()))
    return tuple(shown.values())


def _confined(top: Path, path: Path) -> Path:
    """Where a path leads. Raises ArgmapError where that is not below `top`."""
    try:
        target = path.resolve()
    except (OSError, ValueError, RuntimeError) as error:
        raise ArgmapError(f"{path} cannot be written: {error}.") from error
    if not target.is_relative_to(top) or target == top:
        raise ArgmapError(
            f"{path} leads out of {top}, to {target}. Nothing was written: take the link away, or name another place."
        )
    return target


def _there(target: Path, shown: Path) -> bytes | None:
    try:
        return _read_disk(target, sys.maxsize - 1)
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        raise ArgmapError(f"{shown} cannot be written: {error.strerror}. Nothing was written.") from error


def _commit(top: Path, changes: Sequence[Change]) -> None:
    plan = _plan(top, changes)
    journal, place = top / JOURNAL, ""
    settled = False
    try:
        _write_new(journal, json.dumps(plan).encode() + b"\n", 0o600)
        _sync_folder(top)
        for folder in plan["folders"]:
            place = folder
            (top / folder).mkdir(exist_ok=True)
        for change, entry in zip(changes, plan["files"], strict=True):
            place = entry["path"]
            old = change.path.stat().st_mode & 0o7777 if change.before != "absent" else 0o666 & ~_umask()
            _write_new(top / entry["temporary"], change.data, old)
        marks = [_mark(change.path) for change in changes]
        for change in changes:
            if _there(change.path, change.path) != (None if change.before == "absent" else change.before):
                raise _changed(change.path)
        with _opened(journal, os.O_WRONLY | os.O_APPEND) as handle:
            os.write(handle, _WRITTEN)
            os.fsync(handle)
        # nobody who edits a file by hand waits for a lock, so it is looked at again as late as can be
        for change, mark in zip(changes, marks, strict=True):
            if _mark(change.path) != mark:
                os.truncate(journal, journal.stat().st_size - len(_WRITTEN))
                raise _changed(change.path)
        settled = True
        kept = _finish(top, plan, marks)
        if kept:
            raise ArgmapError(f"{', '.join(kept)} changed while the command wrote, and was left as it is.")
    except BaseException as error:
        if not settled:
            _undo(top, plan)
        if isinstance(error, OSError):
            rest = "The next command finishes it." if settled else "Nothing was written."
            raise ArgmapError(f"{place or top} cannot be written: {error.strerror or error}. {rest}") from error
        raise


def _plan(top: Path, changes: Sequence[Change]) -> dict[str, Any]:
    folders: dict[Path, None] = {}
    files = []
    for number, change in enumerate(changes):
        missing = [folder for folder in change.path.parents if folder.is_relative_to(top) and not folder.exists()]
        folders |= dict.fromkeys(reversed(missing))
        temporary = change.path.with_name(f".argmap-{number}.tmp")
        files.append(
            {
                "path": change.path.relative_to(top).as_posix(),
                "temporary": temporary.relative_to(top).as_posix(),
                "before": None if isinstance(change.before, str) or change.before is None else digest(change.before),
            }
        )
    return {"folders": [folder.relative_to(top).as_posix() for folder in folders], "files": files}


def _changed(path: Path) -> ArgmapError:
    return ArgmapError(f"{path} changed since it was read. Nothing was written; run the command again.")


def mark_of(path: Path) -> object:
    """What tells, as long as the process lives, that a file still reads as it did: its text that is not saved, if any,
    else where and when it was written; None where there is no file.
    """
    unsaved = _unsaved.get()
    return unsaved.get(path.resolve()) if unsaved and path.resolve() in unsaved else _mark(path)


def _mark(path: Path) -> tuple[int, int, int] | None:
    """What tells that a file is still the one that was looked at."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_ino, found.st_mtime_ns, found.st_size


def _finish(top: Path, plan: dict[str, Any], marks: Sequence[tuple[int, int, int] | None] | None = None) -> list[str]:
    """Put every file that was written beside its place into it; those that a person changed since stay, and are named.

    `marks` are those of the files as they were last looked at; without them their contents are compared.
    """
    kept = []
    for number, entry in enumerate(plan["files"]):
        target, temporary = top / entry["path"], top / entry["temporary"]
        if not temporary.exists():
            continue
        if marks is None:
            now = _there(target, target)
            same = (None if now is None else digest(now)) == entry["before"]
        else:
            same = _mark(target) == marks[number]
        if same:
            temporary.replace(target)
        else:
            kept.append(entry["path"])
            temporary.unlink()
    for folder in {(top / entry["path"]).parent for entry in plan["files"]}:
        _sync_folder(folder)
    (top / JOURNAL).unlink()
    return kept


def _undo(top: Path, plan: dict[str, Any]) -> None:
    with contextlib.suppress(OSError):
        for entry in plan["files"]:
            (top / entry["temporary"]).unlink(missing_ok=True)
        for folder in reversed(plan["folders"]):
            with contextlib.suppress(OSError):  # somebody put something into it
                (top / folder).rmdir()
        (top / JOURNAL).unlink(missing_ok=True)


def settle(root: Path) -> None:
    """Finish or undo what a killed command left in `root`, and say so on standard error."""
    if os.path.lexists(root / JOURNAL):
        with locked(root):
            pass


def _settle(top: Path) -> None:
    journal = top / JOURNAL
    if not os.path.lexists(journal):
        return
    try:
        if journal.is_symlink():
            raise ValueError("it is a link")
        head, complete, rest = _read_disk(journal, _LARGEST_JOURNAL).partition(b"\n")
        plan = _understood(top, head) if complete else {"files": [], "folders": []}
        if rest == _WRITTEN:
            kept = _finish(top, plan)
            done = "it was finished now" + (f", but for {', '.join(kept)}, which changed since" if kept else "")
        else:
            _undo(top, plan)
            done = "it was undone, and nothing of it was written"
    except (OSError, ValueError, KeyError, TypeError, RecursionError) as error:
        raise ArgmapError(
            f"A command was interrupted in {top}, and what it left cannot be settled: {error}. Look at {journal}, and "
            "delete it."
        ) from error
    if sys.stderr is not None:
        sys.stderr.write(f"argmap: an earlier command was interrupted in {top}; {done}.\n")


def _understood(top: Path, head: bytes) -> dict[str, Any]:
    """The plan of a journal; it may be a stranger's. Raises ValueError where it names what no command of ours would."""
    plan = json.loads(head)
    files, folders = plan["files"], plan["folders"]
    for entry in files:
        target, temporary = top / str(entry["path"]), top / str(entry["temporary"])
        if not re.fullmatch(r"\.argmap-\d{1,6}\.tmp", temporary.name) or temporary.parent != target.parent:
            raise ValueError("it names files that no command writes")
    for name in [*folders, *(entry["path"] for entry in files)]:
        if ".." in Path(str(name)).parts or not leads_inside(top, (top / str(name)).parent):
            raise ValueError("it leads out of the folder")
    return {"files": files, "folders": folders}


def _write_new(path: Path, data: bytes, mode: int) -> None:
    with contextlib.suppress(FileNotFoundError):
        path.unlink()
    with _opened(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL) as handle:
        view = memoryview(data)
        while view:
            view = view[os.write(handle, view) :]
        os.fsync(handle)
    path.chmod(mode)


@contextlib.contextmanager
def _opened(path: Path, flags: int) -> Iterator[int]:
    handle = os.open(path, flags | _BINARY, 0o600)
    try:
        yield handle
    finally:
        os.close(handle)


def _sync_folder(folder: Path) -> None:
    if sys.platform != "win32":
        with contextlib.suppress(OSError), _opened(folder, os.O_RDONLY) as handle:
            os.fsync(handle)


def _umask() -> int:
    current = os.umask(0)
    os.umask(current)
    return current


class Held(ArgmapError):
    """Another program holds the lock of a folder."""


@contextlib.contextmanager
def locked(root: Path, wait: float | None = None) -> Iterator[None]:
    """Hold the lock of a folder, which is made where it is missing; what a killed command left in it is settled first.

    The folder itself is locked where that can be, so that nothing is left behind in it; else a file in it. `wait` says
    how many seconds another program is waited for; without it as long as it takes (on Windows a minute). Raises Held
    where that was in vain, ArgmapError where the folder cannot be locked.
    """
    try:
        root.mkdir(parents=True, exist_ok=True)
        with _locked_folder(root, wait) as held:
            if held:
                _settle(root.resolve())
                yield
                return
        handle = (root / LOCK).open("a+b")
    except OSError as error:
        raise ArgmapError(f"{root} cannot be written: {error.strerror}.") from error
    with handle:
        if sys.platform == "win32":
            import msvcrt

            until = time.monotonic() + (_LONGEST_WAIT if wait is None else wait)
            while True:
                handle.seek(0)
                try:
                    msvcrt.locking(handle.fileno(), msvcrt.LK_NBLCK, 1)
                    break
                except OSError as error:
                    if time.monotonic() > until:
                        raise _held(root) from error
                    time.sleep(0.02)
            try:
                _settle(root.resolve())
                yield
            finally:
                handle.seek(0)
                msvcrt.locking(handle.fileno(), msvcrt.LK_UNLCK, 1)
        else:
            _flock(handle.fileno(), root, wait)
            _settle(root.resolve())
            yield


def _held(root: Path) -> Held:
    return Held(f"{root} is being written by another program. Try again.")


def _flock(handle: int, root: Path, wait: float | None) -> None:
    import fcntl

    if wait is None:
        fcntl.flock(handle, fcntl.LOCK_EX)
        return
    until = time.monotonic() + wait
    while True:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return
        except BlockingIOError as error:
            if time.monotonic() > until:
                raise _held(root) from error
            time.sleep(0.02)


@contextlib.contextmanager
def _locked_folder(folder: Path, wait: float | None) -> Iterator[bool]:
    """Lock a folder; False where the system cannot (Windows, some network file systems)."""
    if sys.platform == "win32":
        yield False
        return
    with _opened(folder, os.O_RDONLY) as handle:
        try:
            _flock(handle, folder, wait)
            held = True
        except OSError:
            held = False
        yield held
