"""Checks: each one pure function from a project to findings, one module a family, found through a registry."""

from argmap.checks.registry import Check, all_checks, check
from argmap.checks.run import Outcome, run_checks

__all__ = ["Check", "Outcome", "all_checks", "check", "run_checks"]
