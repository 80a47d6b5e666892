"""Verdicts by people: what was judged, by whom, when, and whether it has changed since."""

from argmap.reviews.log import ReviewLog, append_verdict, read_log, remove_verdict
from argmap.reviews.verdict import VERDICTS, Verdict, VerdictWord, fingerprint

__all__ = [
    "VERDICTS",
    "ReviewLog",
    "Verdict",
    "VerdictWord",
    "append_verdict",
    "fingerprint",
    "read_log",
    "remove_verdict",
]
