"""What changed in an argument between two revisions of a project."""

from argmap.comparison.compare import Change, Comparison, compare, renamed_claims, shape_of
from argmap.comparison.revision import date_of, project_at
from argmap.comparison.since_review import SinceReview, changes_since_review

__all__ = [
    "Change",
    "Comparison",
    "SinceReview",
    "changes_since_review",
    "compare",
    "date_of",
    "project_at",
    "renamed_claims",
    "shape_of",
]
