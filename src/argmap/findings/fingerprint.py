"""What tells each finding from the others, so that it is known again when the text around it has moved."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from hashlib import sha256

from argmap.findings.finding import Finding

_NUMBERED_PLACE = re.compile(r"\b(?:lines?|pages?|columns?) \d+(?:[–-]\d+)?", re.IGNORECASE)
# "1 claim hangs on it", "3 claims hang on it": what other claims do changes no finding on this one
_COUNT = re.compile(r"\b\d+ (\w+?)s?( \w+?)s?\b")


def fingerprints(findings: Sequence[Finding]) -> list[str]:
    """What tells each finding from the others of a file, in the order given, and stays when text before it grows.

    It is made of code, file, claim, words and message with its places left out, and its counts too where a claim is
    named; the same ones are numbered.
    """
    seen: Counter[str] = Counter()
    prints = []
    for finding in findings:
        message = _NUMBERED_PLACE.sub("", finding.message)
        if finding.claim:
            message = _COUNT.sub(r"# \1\2", message)
        what = (finding.code, finding.path, finding.claim or "", " ".join((finding.quote or "").split()), message)
        digest = sha256("\0".join(what).encode("utf-8", "replace")).hexdigest()[:32]
        seen[digest] += 1
        prints.append(f"{digest}:{seen[digest]}")
    return prints
