"""What changed in an argument between two revisions of a project."""

from argmap.comparison.compare import Change, Comparison, compare
from argmap.comparison.revision import project_at
from argmap.comparison.since_review import SinceReview, changes_since_review

__all__ = ["Change", "Comparison", "SinceReview", "changes_since_review", "compare", "project_at"]
