"""What has changed since people last judged: verdicts that went stale, and the argument's difference from that day.

The first needs nothing but the review log, which keeps what was judged. The second is asked of git where there is one:
the last commit made before the latest verdict is compared with the files as they are now.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import PurePosixPath

from argmap.comparison.compare import Comparison, compare
from argmap.comparison.git_objects import Repository, is_blob, open_repository
from argmap.comparison.revision import files_at, place_in, project_at
from argmap.ground.diagnostics import ArgmapError
from argmap.project import Project
from argmap.project_files import paths_of
from argmap.reviews.judgements import Judgement


@dataclass(frozen=True, slots=True)
class SinceReview:
    """What has changed since the latest verdict, which was given at `date` (ISO 8601).

    `revision` is the commit compared with, None where git knows none of that time; `comparison` is None then.
    """

    date: str
    stale: tuple[Judgement, ...]
    revision: str | None = None
    comparison: Comparison | None = None

    @property
    def anything(self) -> bool:
        """Whether there is something to show."""
        return bool(self.stale or (self.comparison and self.comparison.changes))


def changes_since_review(project: Project) -> SinceReview | None:
    """What has changed since the latest verdict on the project; None where nobody has judged anything yet."""
    if not project.reviews.verdicts:
        return None
    latest = max(project.reviews.verdicts, key=lambda verdict: verdict.moment)
    date = latest.date
    stale = tuple(judgement for judgement in project.judgements.values() if judgement.stale)
    try:
        found = _last_commit_before(project, latest.moment.timestamp())
        if found is None:
            return SinceReview(date, stale)
        revision, differs = found
        if not differs:
            return SinceReview(date, stale, revision, Comparison(()))
        with project_at(project.root, revision) as old:
            # the verdicts of the last round belong to that day, whenever they were committed
            return SinceReview(date, stale, revision, compare(replace(old, reviews=project.reviews), project))
    except ArgmapError:  # no git, or no project in it at that time: the log alone must do
        return SinceReview(date, stale)


def _last_commit_before(project: Project, moment: float) -> tuple[str, bool] | None:
    """The commit, and whether the project differs from it."""
    if moment <= 0:  # before git's own time
        return None
    with open_repository(project.root) as repository:
        commit = repository.last_commit_before(int(moment))
        return (commit, _differs(project, repository, commit)) if commit else None


def _differs(project: Project, repository: Repository, commit: str) -> bool:
    """Whether a file that the project is made of differs from the commit; the review log itself does not count."""
    settings, below = project.settings, place_in(repository, project.root)
    log = below / project.review_log.relative_to(project.root)
    entries = {e.path: e for e in files_at(repository, commit, below, paths_of(settings)) if e.path != log}
    if not all(is_blob(repository.top / path, entry) for path, entry in entries.items()):
        return True
    claims = (project.root / file.path for file in project.files)
    return any(
        PurePosixPath(path.resolve().relative_to(repository.top).as_posix()) not in entries
        for path in (*claims, *project.texts.paths.values())
        if path.resolve().is_relative_to(repository.top)
    )
