"""What is let through to the workshop, and what is not."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import pytest

from argmap.ground.diagnostics import ArgmapError
from argmap.workshop.guard import LARGEST_BODY, Guard, check_address
from argmap.workshop.session import Session
from workshop_page import CLAIMS, Page

NEW = {"text": "Trains were slow."}


def asked(page: Page, **headers: str | None) -> Any:
    given = {**page.headers, "If-Match": page.etag(), **headers}
    return page.send("POST", "/api/claims", json=NEW, headers={k: v for k, v in given.items() if v is not None})


@pytest.mark.parametrize(
    ("status", "headers"),
    [
        (403, {"X-Argmap-Token": "x" * 43}),
        (403, {"X-Argmap-Token": None}),
        (403, {"Origin": "http://evil.example"}),
        (403, {"Origin": None}),
        (403, {"Origin": "null"}),
        (403, {"Origin": "http://127.0.0.1:8766"}),
        (403, {"Sec-Fetch-Site": "cross-site"}),
        (403, {"Sec-Fetch-Site": "same-site"}),
        (415, {"Content-Type": "text/plain"}),
        (415, {"Content-Type": "application/x-www-form-urlencoded"}),
        (421, {"Host": "evil.example:8765"}),
        (421, {"Host": "127.0.0.1"}),
        (428, {"If-Match": None}),
        (409, {"If-Match": "0" * 32}),
        (413, {"Content-Length": str(LARGEST_BODY + 1)}),
    ],
)
def test_a_request_that_is_not_the_pages_own_is_refused(
    page: Page, root: Path, status: int, headers: dict[str, str | None]
) -> None:
    assert asked(page, **headers).status_code == status
    assert (root / "claims" / "a.md").read_text() == CLAIMS


def test_the_pages_own_request_is_let_through(page: Page) -> None:
    assert asked(page).status_code == 200
    assert asked(page, Host="localhost:8765", Origin="http://localhost:8765").status_code == 200


def test_reading_needs_the_cookie_that_the_opened_address_sets(page: Page) -> None:
    for cookie in ("", "argmap-8765=x", "argmap-8765", f"other={page.guard.key}"):
        for path in ("/", "/api/state", "/api/page/1.png", "/static/workshop.js", "/nowhere", "/open/x", "/open/"):
            assert page.send("GET", path, headers={"Cookie": cookie}).status_code == 403
    opened = page.send("GET", page.guard.address.partition("#")[0], headers={"Cookie": ""})
    assert (opened.status_code, opened.headers["location"]) == (303, "/")
    assert opened.headers["set-cookie"] == f"{page.guard.cookie}; Path=/; HttpOnly; SameSite=Lax"
    assert page.send("GET", "/api/state", headers={"Cookie": f"a=b; {page.guard.cookie}"}).status_code == 200


def test_reading_is_refused_to_other_sites_and_hosts(page: Page) -> None:
    assert page.send("GET", "/api/state", headers={"Host": "rebound.example:8765"}).status_code == 421
    for mode in ("no-cors", "cors"):
        told = page.send("GET", "/api/map", headers={"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": mode})
        assert told.status_code == 403
    assert page.send("GET", "/", headers={"Sec-Fetch-Site": "none", "Sec-Fetch-Mode": "navigate"}).status_code == 200


def test_every_answer_forbids_keeping_embedding_and_guessing(page: Page) -> None:
    for path in ("/", "/api/state", "/nowhere", "/static/../server.py"):
        headers = page.send("GET", path).headers
        assert headers["cache-control"] == "no-store"
        assert headers["x-content-type-options"] == "nosniff"
        assert "frame-ancestors 'none'" in headers["content-security-policy"]
        assert "access-control-allow-origin" not in headers


def test_read_only_refuses_every_change(session: Any, root: Path) -> None:
    page = Page(session, Guard("127.0.0.1", 8765, read_only=True))
    assert asked(page).status_code == 403
    shown = page.post("/api/preview", {"verb": "claims", **NEW})
    assert shown.status_code == 200 and "+Trains were slow." in shown.json()["diff"]
    assert (root / "claims" / "a.md").read_text() == CLAIMS


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
def test_links_that_lead_out_are_neither_read_nor_written(root: Path, tmp_path: Path) -> None:
    secret = tmp_path / "secret.md"
    secret.write_text("## secret\n\nA secret.\n")
    (root / "claims" / "b.md").symlink_to(secret)
    page = Page(Session(root, "Ada"))
    state = page.get("/api/state")
    assert "claims/b.md" not in state["files"] and "secret" not in {claim["id"] for claim in state["claims"]}
    told = page.post("/api/files/claims/b.md", {"text": "x"}, "absent")
    assert told.status_code == 400 and "leads out" in told.json()["error"]
    assert secret.read_text() == "## secret\n\nA secret.\n"


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.1.4", "example.org", ""])
def test_an_address_that_others_can_reach_is_refused(host: str) -> None:
    with pytest.raises(ArgmapError, match="i-know"):
        check_address(host, knowingly=False)
    check_address(host, knowingly=True)
    check_address("::1", knowingly=False)
