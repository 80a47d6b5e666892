"""What many tests need: a project made of a few lines."""

from __future__ import annotations

import gc
import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from argmap.ground import limited
from argmap.project import Project, load
from rows import (  # noqa: F401 - hooks, by their names
    pytest_collection_modifyitems,
    pytest_pyfunc_call,
    pytest_runtest_protocol,
    pytest_terminal_summary,
    pytest_testnodedown,
)

# How many inputs a property is tried on is said here and nowhere else; `make test-long` takes the thorough profile.
settings.register_profile("quick", max_examples=5, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("thorough", settings.get_profile("quick"), max_examples=300)
settings.load_profile("quick")


def _has_room(folder: Path) -> bool:
    """Whether a folder in memory takes what the tests write, some 150 MB, and runs the scripts among it."""
    if not hasattr(os, "statvfs") or not os.access(folder, os.W_OK):
        return False
    told = os.statvfs(folder)
    return told.f_bavail * told.f_frsize > 2_000_000_000 and not told.f_flag & getattr(os, "ST_NOEXEC", 0)


# On a disk the many small files of the tests cost an eighth of all processor time.
if _has_room(Path("/dev/shm")):
    os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", "/dev/shm")


gc.disable()  # until all tests are known: what is made of them is no garbage


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers(config: pytest.Config) -> int | None:
    """One worker more than processors: some tests wait for a server or a limit, but each worker has to load all tests.
    A browser leaves no wait.
    """
    return None if config.option.markexpr == "browser" else (os.cpu_count() or 1) + 1


@pytest.hookimpl(tryfirst=True)
def pytest_unconfigure() -> None:
    """Nor is it, or what the tests left, looked through for the dead when all is done, which pytest does five times."""
    gc.freeze()


def pytest_collection_finish() -> None:
    """All that is loaded by then lives to the end, and is not looked through again and again for what is dead; of the
    rest, as seldom as the command looks for it.
    """
    gc.freeze()
    gc.enable()
    gc.set_threshold(200_000, 50, 100)


@pytest.fixture(scope="session", autouse=True)
def _own_world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """What commands keep from one run to the next is kept apart from the person's, and files are read in this process."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ARGMAP_CACHE", str(tmp_path_factory.mktemp("cache")))
        # a child with limits costs more than to read a small file, and forgets all that it learned; tests of limits ask for it
        patch.setattr(limited, "can_limit", lambda: False)
        patch.setattr(os, "fsync", lambda _: None)  # no plug is pulled here; what if, tries tests/crashing.py
        yield


MakeProject = Callable[..., Project]


@pytest.fixture
def make_project(tmp_path: Path) -> MakeProject:
    """Write claims (and a bibliography, a paper, settings, reviews) into a folder and load it."""

    def make(
        claims: str,
        *,
        bib: str = "",
        paper: str | None = None,
        settings: str = "",
        reviews: str = "",
        texts: dict[str, str] | None = None,
    ) -> Project:
        for folder in ("claims", "sources/texts"):
            (tmp_path / folder).mkdir(parents=True, exist_ok=True)
        (tmp_path / "claims" / "all.md").write_text(claims, encoding="utf-8")
        lines = [settings]
        if bib:
            (tmp_path / "sources" / "works.bib").write_text(bib, encoding="utf-8")
            lines.insert(0, 'bibliography = ["sources/works.bib"]')
        if paper is not None:
            (tmp_path / "sources" / "paper.txt").write_text(paper, encoding="utf-8")
            lines.insert(0, 'paper = "sources/paper.txt"')
        if reviews:
            (tmp_path / "claims" / "reviews.jsonl").write_text(reviews, encoding="utf-8")
        for name, text in (texts or {}).items():
            (tmp_path / "sources" / "texts" / name).write_text(text, encoding="utf-8")
        (tmp_path / "argmap.toml").write_text("\n".join(lines), encoding="utf-8")
        return load(tmp_path)

    return make
