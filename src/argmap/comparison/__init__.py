"""What changed in an argument between two revisions of a project."""

from argmap.comparison.compare import Change, Comparison, compare
from argmap.comparison.revision import project_at

__all__ = ["Change", "Comparison", "compare", "project_at"]
