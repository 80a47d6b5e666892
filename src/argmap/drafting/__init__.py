"""Drafting a project from a bare paper, for a person to go on from; nothing in a draft is more than an offer."""

from argmap.drafting.project import Drafted, draft_project

__all__ = ["Drafted", "draft_project"]
