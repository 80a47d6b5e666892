"""A repository may be a stranger's: its objects are read, and nothing that it says is obeyed."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from argmap.comparison import project_at
from argmap.comparison.git_objects import open_repository
from argmap.ground.diagnostics import ArgmapError
from argmap.ground.programs import find_program
from commands import argmap

CLAIMS = "# S\n\n## main {conclusion}\n\nTrade may have grown.\n\n- because: ships\n\n## ships\n\nShips came.\n"
VERDICT = (
    '{"subject": "main", "date": "2021-01-01T00:00:00+00:00", "verdict": "accepted", "reviewer": "Ada", '
    f'"fingerprint": "v1:{"0" * 64}"}}\n'
)


def git(folder: Path, *arguments: str) -> str:
    dated = {**os.environ, "GIT_COMMITTER_DATE": "2020-01-01T00:00:00Z", "GIT_AUTHOR_DATE": "2020-01-01T00:00:00Z"}
    named = ["git", "-c", "user.name=T", "-c", "user.email=t@example.org", "-c", "core.fsmonitor="]
    done = subprocess.run([*named, *arguments], cwd=folder, check=True, env=dated, capture_output=True, text=True)
    return done.stdout.strip()


def write_project(root: Path) -> Path:
    (root / "claims").mkdir(parents=True)
    (root / "argmap.toml").write_text('title = "T"\n')
    (root / "claims" / "all.md").write_text(CLAIMS)
    (root / "claims" / "reviews.jsonl").write_text(VERDICT)
    return root


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    root = write_project(tmp_path / "project")
    git(root, "init", "-q", "-b", "main")
    git(root, "add", "-A")
    git(root, "commit", "-qm", "all")
    return root


@pytest.fixture
def trap(tmp_path: Path) -> tuple[str, Path]:
    """A command that a stranger would like to have run, and the file that shows that it was."""
    sprung = tmp_path / "SPRUNG"
    script = tmp_path / "trap.sh"
    script.write_text(f"#!/bin/sh\ntouch '{sprung}'\n")
    script.chmod(0o755)
    return str(script), sprung


def hostile_config(script: str) -> str:
    return (
        f'[core]\n\trepositoryformatversion = 0\n\tbare = false\n\tworktree = /\n\tfsmonitor = "{script}"\n'
        f'\thooksPath = "{Path(script).parent}"\n\tpager = "{script}"\n\tsshCommand = "{script}"\n'
        f'\talternateRefsCommand = "{script}"\n\tgitProxy = "{script}"\n'
        f'[diff]\n\texternal = "{script}"\n[diff "x"]\n\ttextconv = "{script}"\n\tcommand = "{script}"\n'
        f'[filter "x"]\n\tclean = "{script}"\n\tsmudge = "{script}"\n\tprocess = "{script}"\n\trequired = true\n'
        f'[gpg]\n\tprogram = "{script}"\n[log]\n\tshowSignature = true\n[alias]\n\trev-parse = "!{script}"\n'
        f'[extensions]\n\tpartialClone = origin\n[remote "origin"]\n\tpromisor = true\n\turl = "ext::{script}"\n'
    )


@pytest.mark.parametrize("missing", [False, True], ids=["all objects there", "a partial clone"])
@pytest.mark.parametrize("command", [["diff", "HEAD"], ["build"], ["letter"], ["report"]], ids=" ".join)
def test_a_hostile_configuration_starts_nothing(repository: Path, trap: tuple[str, Path], command, missing: bool):
    script, sprung = trap
    if missing:
        blob = git(repository, "rev-parse", "HEAD:claims/all.md")
        (repository / ".git" / "objects" / blob[:2] / blob[2:]).unlink()
    for hook in (repository / ".git" / "hooks").glob("*.sample"):
        shutil.copy(script, hook.with_suffix(""))
    (repository / ".git" / "config").write_text(hostile_config(script))
    (repository / ".git" / "info").mkdir(exist_ok=True)
    (repository / ".git" / "info" / "attributes").write_text("* filter=x diff=x\n")
    (repository / ".gitattributes").write_text("* filter=x diff=x\n")
    (repository / "claims" / "all.md").write_text(CLAIMS.replace("may have grown", "grew"))
    done = argmap(repository, *command)
    assert not sprung.exists()
    assert "Traceback" not in done.stderr
    if command[0] == "diff":
        assert done.returncode == (2 if missing else 0), done.stderr
        assert ("not in this repository" in done.stderr) if missing else ("[-may" in done.stdout)
    else:
        assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("around", [False, True], ids=["alone", "inside a repository"])
def test_a_bare_repository_in_the_tree_is_not_found(tmp_path: Path, trap: tuple[str, Path], around: bool):
    script, sprung = trap
    inner = tmp_path / "outer" / "docs"
    if around:
        git(write_project(tmp_path / "outer"), "init", "-q")
    git(tmp_path, "init", "-q", "--bare", str(inner))
    (inner / "config").write_text(hostile_config(script).replace("bare = false", "bare = true"))
    project = write_project(inner / "project")
    for command in (["build"], ["diff", "HEAD"], ["verdict", "main", "accepted"]):
        done = argmap(project, *command)
        assert not sprung.exists(), command
        assert "Traceback" not in done.stderr
        if command[0] == "diff":
            assert done.returncode == 2
            assert ("no revision" if around else "in no git repository") in done.stderr


def test_the_callers_environment_names_no_other_repository(repository: Path, tmp_path: Path, monkeypatch):
    other = write_project(tmp_path / "other")
    (other / "claims" / "all.md").write_text("# S\n\n## other\n\nOther.\n")
    git(other, "init", "-q")
    git(other, "add", "-A")
    git(other, "commit", "-qm", "other")
    monkeypatch.setenv("GIT_DIR", str(other / ".git"))
    with project_at(repository, "HEAD") as old:
        assert set(old.argument.claims) == {"main", "ships"}


@pytest.mark.parametrize("how", ["alternates", "linked objects"])
def test_a_repository_that_borrows_objects_is_refused_with_a_remedy(repository: Path, tmp_path: Path, how: str):
    objects = repository / ".git" / "objects"
    if how == "alternates":
        (objects / "info").mkdir(exist_ok=True)
        (objects / "info" / "alternates").write_text(f"{tmp_path}/elsewhere\n")
    else:
        objects.rename(tmp_path / "elsewhere")
        objects.symlink_to(tmp_path / "elsewhere")
    done = argmap(repository, "diff", "HEAD")
    assert done.returncode == 2
    assert "borrows objects" in done.stderr and "git repack" in done.stderr


def test_a_forged_git_file_is_not_followed(repository: Path, tmp_path: Path):
    stranger = write_project(tmp_path / "stranger")
    (stranger / ".git").write_text(f"gitdir: {repository / '.git'}\n")
    done = argmap(stranger, "diff", "HEAD")
    assert done.returncode == 2
    assert "knows nothing of this folder" in done.stderr


@pytest.mark.parametrize("kind", ["plain", "packed", "sha256", "work tree", "submodule", "below the top"])
def test_every_layout_of_git_itself_is_read(tmp_path: Path, repository: Path, kind: str):
    root, revision = repository, "main"
    if kind == "packed":
        git(root, "gc", "-q")
    elif kind == "sha256":
        root = write_project(tmp_path / "new")
        git(root, "init", "-q", "-b", "main", "--object-format=sha256")
        git(root, "add", "-A")
        git(root, "commit", "-qm", "all")
    elif kind == "work tree":
        root, revision = tmp_path / "second", "HEAD"
        git(repository, "worktree", "add", "-q", str(root), "-b", "second")
    elif kind == "submodule":
        outer = tmp_path / "outer"
        outer.mkdir()
        git(outer, "init", "-q")
        git(outer, "-c", "protocol.file.allow=always", "submodule", "add", "-q", str(repository), "inner")
        root, revision = outer / "inner", "HEAD"
    elif kind == "below the top":
        root = write_project(repository / "deep" / "er")
        git(repository, "add", "-A")
        git(repository, "commit", "-qm", "more")
    with project_at(root, revision) as old:
        assert set(old.argument.claims) == {"main", "ships"}
    with open_repository(root) as opened:
        assert opened.commit(f"{revision}@{{0}}") == opened.commit(revision)


def test_what_is_no_revision_is_said(repository: Path):
    for revision in ("--output=x", "nothing", "a\0b", ":/", "HEAD:claims"):
        with pytest.raises(ArgmapError, match="revision"), project_at(repository, revision):
            pass


def test_the_name_of_the_reviewer_is_the_persons_and_not_the_repositorys(repository: Path, tmp_path: Path, monkeypatch):
    git(repository, "config", "user.name", "Mallory")
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    (tmp_path / "home").mkdir()
    assert argmap(repository, "verdict", "main", "accepted").returncode == 2
    (tmp_path / "home" / ".gitconfig").write_text("[user]\n\tname = Ada\n")
    done = argmap(repository, "verdict", "main", "accepted")
    assert "by Ada" in done.stdout, done.stderr


def test_no_program_is_started_out_of_the_folder_one_stands_in(tmp_path: Path, monkeypatch, trap: tuple[str, Path]):
    shutil.copy(trap[0], tmp_path / "git")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PATH", f".{os.pathsep}{os.pathsep}{tmp_path / 'none'}")
    assert find_program("git") is None
    with pytest.raises(ArgmapError, match="not installed"), open_repository(tmp_path):
        pass


def test_without_a_revision_the_last_commit_is_meant_and_without_git_the_way_to_one_is_told(
    repository: Path, tmp_path: Path
):
    claims = next((repository / "claims").glob("*.md"))
    claims.write_text(claims.read_text() + "\n## new-one\n\nA claim that no commit has.\n")
    said = argmap(repository, "diff").stdout
    assert said == argmap(repository, "diff", "HEAD").stdout and "new-one" in said
    bare = argmap(write_project(tmp_path / "bare"), "diff")
    assert bare.returncode == 2 and "`git init`" in bare.stderr
