"""Git's objects, read without obeying anything that a repository says.

A repository may be a stranger's, and its own settings can start programs (`core.fsmonitor`, filters, hooks, a
transport for objects that are missing). So git never sees them: it works in an empty repository of ours, in a folder
that goes away afterwards, into which only the names of commits (`HEAD` and the refs) were copied and which borrows the
other's objects. The work tree is not touched, and a repository is found by its `.git` alone, as git lays it out itself:
never a bare one that somebody put into the tree.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePath, PurePosixPath

from argmap.ground.diagnostics import ArgmapError
from argmap.ground.files import mark_of, read_file
from argmap.ground.programs import find_program

_SECONDS = 60
_SMALL = 1_000_000
_LARGEST = 200_000_000
_MOST_BYTES = 1_000_000_000
_MOST_NAMES = 100_000
_FILES = ("100644", "100755")
_FORMAT = re.compile(r"^\s*(objectformat|refstorage)\s*=\s*(\w{1,20})\s*$", re.I | re.M)
_MISSING = "Fetch it with git itself, if you trust where it comes from."


@dataclass(frozen=True, slots=True)
class Entry:
    """A file of a commit: its path from the top of the repository, its object and its size in bytes."""

    path: PurePosixPath
    object: str
    size: int


@dataclass(frozen=True, slots=True)
class Repository:
    """A repository as found: its top folder, and the empty one of ours through which its objects are read."""

    top: Path
    _program: str
    _scratch: Path
    _objects: Path

    def commit(self, revision: str) -> str:
        """The full name of a commit. Raises ArgmapError where git does not know it."""
        if revision.startswith("-") or "\0" in revision:
            raise ArgmapError(f'"{revision}" is no revision.')
        found = self._ask("rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
        if found is None:
            raise ArgmapError(f'Git knows no revision "{revision}" here. `git log --oneline` lists them.')
        return found.decode().strip()

    def date(self, commit: str) -> str:
        """The day on which a commit was made (ISO 8601), where its committer was; empty where it cannot be read."""
        found = self._ask("log", "-1", "--format=%cs", "--end-of-options", commit)
        return (found or b"").decode().strip()

    def last_commit_before(self, moment: int) -> str | None:
        """The last commit of HEAD's history made before a moment (seconds since 1970); None where there is none."""
        found = self._ask("rev-list", "-1", f"--before=@{moment}", "HEAD")
        return (found or b"").decode().strip() or None

    def files(self, commit: str, paths: Sequence[PurePosixPath]) -> list[Entry]:
        """The files of a commit at or below `paths`, which start at the top; links and submodules are left out."""
        listed = self._ask("ls-tree", "-r", "-z", "-l", commit, "--", *(f":(literal){path}" for path in paths))
        if listed is None:
            raise ArgmapError(f"The commit {commit[:12]} cannot be read whole. {_MISSING}")
        found = []
        for line in listed.decode("utf-8", "surrogateescape").split("\0"):
            about, _, name = line.partition("\t")
            place = PurePosixPath(name)
            written = PurePath(name)  # which on Windows has drives and parts between backslashes
            if about[:6] in _FILES and ".." not in written.parts and not written.anchor:
                _, _, object_, size = about.split()
                if not size.isdecimal():
                    raise ArgmapError(f"{name} of the commit {commit[:12]} is not in this repository. {_MISSING}")
                found.append(Entry(place, object_, int(size)))
        return found

    def contents(self, entries: Sequence[Entry]) -> Iterator[bytes]:
        """The bytes of each file, as they are stored. Raises ArgmapError where they are too many or not there."""
        if sum(entry.size for entry in entries) > _MOST_BYTES:
            raise ArgmapError(f"The commit holds more than {_MOST_BYTES // 1_000_000} MB of files of the project.")
        content = self._ask("cat-file", "--batch", fed="".join(f"{entry.object}\n" for entry in entries).encode())
        at = 0
        for entry in entries:
            head, _, _ = (content or b"")[at : at + 200].partition(b"\n")
            if head.split()[1:] != [b"blob", str(entry.size).encode()]:
                raise ArgmapError(f"{entry.path} cannot be read from the repository. {_MISSING}")
            at += len(head) + 1
            assert content is not None
            yield content[at : at + entry.size]
            at += entry.size + 1

    def _ask(self, *arguments: str, fed: bytes = b"") -> bytes | None:
        """What git answers, or None where it fails."""
        # Nothing of the caller's GIT_* counts: they may name another repository, or programs.
        kept = {name: value for name, value in os.environ.items() if not name.upper().startswith("GIT_")}
        ours = {
            "GIT_DIR": str(self._scratch),
            "GIT_OBJECT_DIRECTORY": str(self._objects),
            "GIT_CONFIG_NOSYSTEM": "1",
            "GIT_CONFIG_GLOBAL": os.devnull,
            "GIT_NO_LAZY_FETCH": "1",
            "GIT_NO_REPLACE_OBJECTS": "1",
            "GIT_ALLOW_PROTOCOL": "none",
            "GIT_TERMINAL_PROMPT": "0",
            "GIT_OPTIONAL_LOCKS": "0",
        }
        command = [self._program, "--no-pager", "-c", "safe.bareRepository=explicit", *arguments]
        try:
            done = subprocess.run(
                command, cwd=self._scratch, env=kept | ours, input=fed, capture_output=True, timeout=_SECONDS
            )
        except OSError as error:
            raise ArgmapError(f"git cannot be started: {error.strerror or error}.") from error
        except subprocess.TimeoutExpired:
            raise ArgmapError(f"git gave no answer in {_SECONDS} seconds.") from None
        return done.stdout if done.returncode == 0 else None


def marks_of_names(folder: Path) -> list[tuple[str, object]]:
    """What tells that the commits of the repository that `folder` lies in are still called as they were."""
    try:
        _, own, common = _find(folder.resolve())
    except ArgmapError:
        return []
    names = [own / "HEAD", *(common / name for name in ("config", "packed-refs", "shallow", "objects/info/alternates"))]
    for place in (own / "refs", common / "refs", common / "reftable"):
        names += place.rglob("*")
    return [(str(name), mark_of(name)) for name in sorted(set(names))]


@contextmanager
def open_repository(folder: Path) -> Iterator[Repository]:
    """The repository that `folder` lies in. Raises ArgmapError where there is none, or none that may be read."""
    program = find_program("git")
    if program is None:
        raise ArgmapError("git is not installed, and revisions can only be read with it.")
    top, own, common = _find(folder.resolve())
    objects = common / "objects"
    links = [path for path in (objects, objects / "pack", objects / "info") if path.is_symlink()]
    for borrowing in (*links, objects / "info" / "alternates", objects / "info" / "http-alternates"):
        if borrowing in links or borrowing.exists():
            raise ArgmapError(
                f"The repository at {top} borrows objects from another one ({borrowing}), which is not followed. If it "
                "is yours, `git repack -a -d` copies them; then delete that file."
            )
    with tempfile.TemporaryDirectory(prefix="argmap-git-") as made:
        scratch = Path(made)
        settings = {key.lower(): word.lower() for key, word in _FORMAT.findall(_text(common / "config"))}
        extensions = "".join(f"\t{key} = {word}\n" for key, word in settings.items())
        version = f"[core]\n\trepositoryformatversion = {1 if settings else 0}\n"
        (scratch / "config").write_text(version + (f"[extensions]\n{extensions}" if settings else ""), "utf-8")
        for name in ("refs", "reftable", "packed-refs", "shallow", "logs"):
            _copy(common / name, scratch / name)
        for name in ("refs", "HEAD", "logs"):
            _copy(own / name, scratch / name)
        (scratch / "refs").mkdir(exist_ok=True)
        yield Repository(top, program, scratch, objects)


def _find(start: Path) -> tuple[Path, Path, Path]:
    """The top folder, git's folder for it, and the folder that it shares with other work trees."""
    for folder in (start, *start.parents):
        marker = folder / ".git"
        if marker.is_symlink():
            break
        if marker.is_dir():
            return folder, marker, marker
        if marker.is_file():
            return (folder, *_linked(folder, marker))
    raise ArgmapError(
        f"{start} is in no git repository, so that there is no earlier state to compare with. `git init`, and a commit "
        "whenever a state is to be kept, make one."
    )


def _linked(folder: Path, marker: Path) -> tuple[Path, Path]:
    """Where a `.git` that is a file leads to; only where what is there belongs to this folder by its own word."""
    own = (folder / _text(marker).removeprefix("gitdir:").strip()).resolve()
    common = (own / (_text(own / "commondir").strip() or ".")).resolve()
    back = _text(own / "gitdir").strip()
    modules = [above / ".git" / "modules" for above in folder.parents]
    if back and (own / back).resolve() == marker.resolve():
        return own, common
    if any(own.is_relative_to(place) for place in modules):
        return own, own
    raise ArgmapError(f"{marker} leads to a git repository that knows nothing of this folder, and is not followed.")


def _text(path: Path) -> str:
    """A small text file of git's; empty where there is none, or it is no plain small file."""
    try:
        return "" if path.is_symlink() else read_file(path, _SMALL).decode("utf-8", "replace")
    except OSError:
        return ""


def _copy(start: Path, target: Path) -> None:
    """Copy plain files, a folder with all below it; links are left out."""
    waiting, names = [(start, target)], 0
    while waiting:
        there, here = waiting.pop()
        if there.is_symlink():
            continue
        if there.is_dir():
            here.mkdir(exist_ok=True)
            waiting += [(entry, here / entry.name) for entry in there.iterdir()]
        elif there.is_file() and there.stat().st_size <= _LARGEST:
            shutil.copyfile(there, here)
        names += 1
        if names > _MOST_NAMES:
            raise ArgmapError(f"{start} holds more than {_MOST_NAMES} files. `git pack-refs --all` mends that.")


def is_blob(path: Path, entry: Entry) -> bool:
    """Whether a file holds what the commit has of it; line ends count for nothing, as git may rewrite them."""
    if path.is_symlink():
        return False
    try:
        # line ends of two characters make a file twice as long at most
        data = read_file(path, 2 * entry.size)
    except OSError:
        return False
    return any(_hash(form, entry.object) == entry.object for form in {data, data.replace(b"\r\n", b"\n")})


def _hash(data: bytes, like: str) -> str:
    # git's own names for objects: SHA-1 in nearly all repositories
    digest = hashlib.new("sha1" if len(like) == 40 else "sha256", usedforsecurity=False)
    digest.update(b"blob %d\0" % len(data))
    digest.update(data)
    return digest.hexdigest()
