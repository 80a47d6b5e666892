"""What has changed since people last judged: verdicts that went stale, and the argument's difference from that day.

The first needs nothing but the review log, which keeps what was judged. The second is asked of git where there is one:
the last commit made before the latest verdict is compared with the files as they are now.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from argmap.argument.subjects import Judgement
from argmap.comparison.compare import Comparison, compare
from argmap.comparison.revision import paths_of, project_at, run_git
from argmap.diagnostics import ArgmapError
from argmap.project import Project


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
        revision = _last_commit_before(project, latest.moment.timestamp())
        if revision is None:
            return SinceReview(date, stale)
        if not _differs(project, revision):
            return SinceReview(date, stale, revision, Comparison(()))
        with project_at(project.root, revision) as old:
            # the verdicts of the last round belong to that day, whenever they were committed
            return SinceReview(date, stale, revision, compare(replace(old, reviews=project.reviews), project))
    except ArgmapError:  # no git, or no project in it at that time: the log alone must do
        return SinceReview(date, stale)


def _last_commit_before(project: Project, moment: float) -> str | None:
    if moment <= 0:  # before git's own time
        return None
    found = run_git(project.root, "rev-list", "-1", f"--before=@{int(moment)}", "HEAD").decode().strip()
    return found or None


def _differs(project: Project, revision: str) -> bool:
    """Whether a file that the project is made of differs from the commit; the review log itself does not count."""
    logs = [f":(exclude,literal){project.settings.claims}/{name}" for name in ("reviews.jsonl", ".reviews.jsonl.lock")]
    paths = [f":(literal){path}" for path in paths_of(project.settings)]
    asked = ("--", *paths, *logs)
    changed = run_git(project.root, "diff", "--name-only", "--no-ext-diff", "--no-textconv", revision, *asked)
    return bool(changed or run_git(project.root, "ls-files", "--others", "--exclude-standard", *asked))
