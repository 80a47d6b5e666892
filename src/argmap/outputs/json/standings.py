"""What registries say of each work as one JSON document (docs/schemas/standings.json)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from argmap.registries.questions import Question
from argmap.registries.records import as_json, notice_as_json
from argmap.registries.standing import Standing


def standings_document(standings: Mapping[str, Standing], unanswered: Mapping[Question, str]) -> dict[str, Any]:
    """Each work with its state, its record, its differences and what was published about it, as plain values.

    `unanswered` are the questions of this run that no registry answered, with the reason.
    """
    return {
        "version": 1,
        "works": {key: _work(standing) for key, standing in standings.items()},
        "unanswered": [
            {"registry": question.registry, "query": question.query, "why": why} for question, why in unanswered.items()
        ],
    }


def _work(standing: Standing) -> dict[str, Any]:
    return {
        "state": standing.state,
        "sure": standing.sure,
        "why": standing.why or None,
        "registry": standing.registry or None,
        "record": as_json(standing.record) if standing.record else None,
        "differences": [
            {"field": found.field, "entry": found.entry, "registry": found.registry} for found in standing.differences
        ],
        "notice": notice_as_json(standing.notice) if standing.notice else None,
        "notice_came": standing.notice_came,
        "hinted": standing.hinted,
        "published": standing.published or None,
        "asked": [{"registry": registry, "day": day} for registry, day in standing.asked],
        "since": standing.since or None,
        "nearest": standing.nearest or None,
    }
