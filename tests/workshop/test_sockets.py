"""The server as it runs: over a real socket, attacked, broken into, watched and stopped."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from argmap import cli
from argmap.ground.limited import can_limit
from argmap.workshop import guard, pages, server
from commands import a_copy, argmap
from workshop_page import CLAIMS, lay_out

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="written for signals of POSIX")


class Served:
    """`argmap serve` in a copy of this process, or as a program."""

    def __init__(self, root: Path, *options: str, program: bool = False) -> None:
        self.root = root
        arguments = ("serve", str(root), "--no-open", "--by", "Ada", *options)
        self.process = subprocess.Popen(
            [sys.executable, "-m", "argmap", *arguments],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            preexec_fn=None if program else a_copy(cli.main, *arguments),
        )
        assert self.process.stdout is not None
        line = self.process.stdout.readline()
        found = re.search(r"((http://127\.0\.0\.1:(\d+))/open/(\S+)#t=(\S+))", line)
        assert found, line + (self.process.stderr.read() if self.process.poll() is not None else "")
        self.address, self.origin, self.port, self.token = found[1], found[2], int(found[3]), found[5]
        self.cookie = f"argmap-{self.port}={found[4]}"
        self.headers = {"Origin": self.origin, "X-Argmap-Token": self.token}
        self.http = httpx.Client(base_url=self.origin, timeout=20)
        # as a browser does it: the address sets the cookie and leads to the page
        assert self.http.get(self.address, follow_redirects=True).url.path == "/"

    def state(self) -> Any:
        return self.http.get("/api/state").json()

    def claim(self, text: str) -> httpx.Response:
        etag = self.state()["files"]["claims/a.md"]["etag"]
        return self.http.post("/api/claims", json={"text": text}, headers={**self.headers, "If-Match": etag})

    def raw(self, data: bytes, wait: float = 5.0) -> bytes:
        """What is answered to bytes that no client would send."""
        with socket.create_connection(("127.0.0.1", self.port), wait) as connection:
            connection.sendall(data)
            connection.settimeout(wait)
            answer = b""
            try:
                while more := connection.recv(65_536):
                    answer += more
            except (TimeoutError, ConnectionResetError):
                pass  # whoever sends more than is read is cut off, and may not even hear why
            return answer

    def stop(self, how: int = signal.SIGINT) -> tuple[int, str]:
        self.http.close()
        if self.process.poll() is None:
            self.process.send_signal(how)
        _, said = self.process.communicate(timeout=20)
        return self.process.returncode, said


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    served = Served(lay_out(tmp_path_factory.mktemp("served") / "project"))
    yield served
    served.stop()


def alive(served: Served) -> None:
    """Nothing was written, and the page is answered still."""
    assert served.http.get("/api/state").status_code == 200
    assert (served.root / "claims" / "a.md").read_text() == CLAIMS
    assert {path.name for path in served.root.parent.iterdir()} == {"project"}


def head(served: Served, path: str, *lines: str, method: str = "POST") -> bytes:
    return "\r\n".join((f"{method} {path} HTTP/1.1", *lines, "", "")).encode("latin-1")


def own(served: Served, *lines: str) -> tuple[str, ...]:
    return (f"Host: 127.0.0.1:{served.port}", f"Origin: {served.origin}", f"X-Argmap-Token: {served.token}", *lines)


BODY = b'{"text": "Attacked."}'


def attacks(served: Served) -> dict[str, tuple[bytes, str]]:
    host, origin, token = own(served)
    cookie = f"Cookie: {served.cookie}"
    match, length = 'If-Match: "x"', f"Content-Length: {len(BODY)}"
    as_json, as_form = "Content-Type: application/json", "Content-Type: application/x-www-form-urlencoded"
    done = "Connection: close"
    return {
        "a form of another site": (
            head(served, "/api/claims", host, "Origin: http://evil.example", as_form, length, done) + BODY,
            "403",
        ),
        "a fetch of another site that has the token": (
            head(served, "/api/claims", host, "Origin: http://evil.example", token, as_json, match, length, done)
            + BODY,
            "403",
        ),
        "text/plain, which needs no preflight": (
            head(served, "/api/claims", host, origin, token, "Content-Type: text/plain", match, length, done) + BODY,
            "415",
        ),
        "an image of another site": (
            head(served, "/api/map", host, "Sec-Fetch-Site: cross-site", "Sec-Fetch-Mode: no-cors", done, method="GET"),
            "403",
        ),
        "a preflight": (
            head(served, "/api/claims", host, "Origin: http://evil.example", done, method="OPTIONS"),
            "403",
        ),
        "a name that was bound to this machine": (
            head(served, "/api/state", "Host: evil.example", done, method="GET"),
            "421",
        ),
        "another account that knows the port": (head(served, "/", host, done, method="GET"), "403"),
        "another account that guesses": (
            head(served, "/api/state", host, f"Cookie: argmap-{served.port}=guess", done, method="GET"),
            "403",
        ),
        "another account at the door": (head(served, "/open/guess", host, done, method="GET"), "403"),
        "no host": (head(served, "/api/state", done, method="GET"), "400"),
        "two hosts": (head(served, "/api/state", host, "Host: evil.example", done, method="GET"), "400"),
        "no token": (head(served, "/api/claims", host, origin, as_json, match, length, done) + BODY, "403"),
        "an old token": (
            head(served, "/api/claims", host, origin, "X-Argmap-Token: " + "A" * 43, as_json, match, length, done)
            + BODY,
            "403",
        ),
        "a path that climbs": (
            head(served, "/api/files/../../argmap.md", host, origin, token, as_json, match, length, done) + BODY,
            "40",
        ),
        "an encoded path that climbs": (
            head(served, "/api/files/%2e%2e%2f%2e%2e%2fevil.md", host, origin, token, as_json, match, length, done)
            + BODY,
            "40",
        ),
        "a file outside, read": (
            head(served, "/api/files/%2fetc%2fpasswd", host, cookie, done, method="GET"),
            "404",
        ),
        "a template outside, read": (
            head(served, "/static/..%2f..%2fpyproject.toml", host, cookie, done, method="GET"),
            "404",
        ),
        "ten megabytes that are announced": (
            head(served, "/api/claims", host, origin, token, as_json, match, "Content-Length: 10000000", done)
            + b"x" * 4000,
            "413",
        ),
        "ten megabytes in chunks": (
            head(served, "/api/claims", host, origin, token, as_json, match, "Transfer-Encoding: chunked", done)
            + b"100000\r\n"
            + b"x" * 0x100000
            + b"\r\n100000\r\n",
            "413",
        ),
        "a head without end": (head(served, "/api/state", host, "X: " + "x" * 200_000, method="GET"), "4"),
        "no HTTP": (b"\x16\x03\x01\x02\x00" + b"\x00" * 200 + b"\r\n\r\n", "400"),
        "JSON as deep as it goes": (
            head(served, "/api/claims", *own(served, as_json, match, "Content-Length: 200000", done)) + b"[" * 200_000,
            "400",
        ),
    }


def test_every_attack_is_refused_and_the_server_lives(served: Served) -> None:
    for name, (data, status) in attacks(served).items():
        answer = served.raw(data)
        cut_off = name == "ten megabytes in chunks" and not answer
        assert cut_off or answer.startswith(f"HTTP/1.1 {status}".encode()), (name, answer[:300])
        assert b"Traceback" not in answer and b"access-control-allow" not in answer.lower()
        alive(served)


def test_many_slow_clients_do_not_hold_the_server(served: Served) -> None:
    slow = [socket.create_connection(("127.0.0.1", served.port), 5) for _ in range(150)]
    for number, connection in enumerate(slow):
        lines = own(served, "Content-Type: application/json", 'If-Match: "x"', "Content-Length: 500")
        connection.sendall(head(served, "/api/claims", *lines) if number % 2 else b"GET / HTTP/1.1\r\nHost: ")
    began = time.monotonic()
    alive(served)
    assert time.monotonic() - began < 5
    for connection in slow:
        connection.close()
    alive(served)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs a system that can fork")
def test_a_slow_head_and_a_slow_body_are_cut_off_and_a_listening_page_is_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(server, "_LONGEST_HEAD", 0.6)
    monkeypatch.setattr(guard, "SLOWEST_BODY", 0.6)
    monkeypatch.setattr(server, "_HEARTBEAT", 0.3)
    served = Served(lay_out(tmp_path / "project"))
    try:
        with socket.create_connection(("127.0.0.1", served.port), 5) as page:
            page.sendall(head(served, "/api/events", own(served)[0], f"Cookie: {served.cookie}", method="GET"))
            began = time.monotonic()
            assert served.raw(b"GET / HTTP/1.1\r\nHost: ") == b""
            lines = own(served, "Content-Type: application/json", 'If-Match: "x"', "Content-Length: 500")
            assert served.raw(head(served, "/api/claims", *lines) + b"{").startswith(b"HTTP/1.1 408")
            assert time.monotonic() - began < 5
            page.settimeout(5)
            told = page.recv(65_536)
            while b": still here" not in told:
                told += page.recv(65_536)
        alive(served)
    finally:
        served.stop()


def test_the_other_loopback_address_is_served_too(tmp_path: Path) -> None:
    if not socket.has_ipv6:
        pytest.skip("there is no IPv6")
    try:
        socket.create_server(("::1", 0), family=socket.AF_INET6).close()
    except OSError:
        pytest.skip("there is no ::1")
    from argmap.workshop.guard import Guard
    from argmap.workshop.server import listen

    with listen("::1", 0) as listening:
        port = listening.getsockname()[1]
        guard = Guard("::1", port)
        assert guard.origin == f"http://[::1]:{port}"
        assert guard.refuses("GET", [(b"host", f"[::1]:{port}".encode()), (b"cookie", guard.cookie.encode())]) is None


def test_a_change_from_outside_is_told_within_a_second_and_ones_own_only_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(server, "_POLL", 0.02)
    served = Served(lay_out(tmp_path / "project"))
    events: list[tuple[str, Any]] = []
    try:
        with served.http.stream("GET", "/api/events") as stream:
            lines = stream.iter_lines()

            def following() -> tuple[str, Any]:
                name = next(line for line in lines if line.startswith("event: "))
                return name.removeprefix("event: "), json.loads(next(lines).removeprefix("data: "))

            assert following() == ("hello", {"rev": 1})
            time.sleep(0.15)
            began = time.monotonic()
            beside = served.root / "claims" / ".a.md.swp"
            beside.write_text(CLAIMS + "\n## by-hand\n\nBy hand.\n")
            beside.replace(served.root / "claims" / "a.md")  # as editors write
            events.append(following())
            assert time.monotonic() - began < 2
            with httpx.Client(base_url=served.origin, cookies=served.http.cookies) as other:
                etag = other.get("/api/state").json()["files"]["claims/a.md"]["etag"]
                for text in ("One.", "Two."):
                    told = other.post("/api/claims", json={"text": text}, headers={**served.headers, "If-Match": etag})
                    etag = told.json()["etag"]
                    time.sleep(0.2)
            events += [following(), following()]
            # git changes several files at once, and takes some away
            (served.root / "claims" / "a.md").write_text(CLAIMS)
            (served.root / "claims" / "b.md").write_text("## b\n\nB.\n")
            (served.root / "sources" / "works.bib").unlink()
            events.append(following())
        assert [(name, data["by"], data["rev"]) for name, data in events[:3]] == [
            ("change", "outside", 2),
            ("change", "you", 3),
            ("change", "you", 4),
        ]
        assert events[3][1]["by"] == "outside"
        deadline = time.monotonic() + 5
        while "b" not in served.state()["order"] and time.monotonic() < deadline:
            time.sleep(0.02)
        assert "b" in served.state()["order"] and "sources/works.bib" not in served.state()["files"]
    finally:
        code, said = served.stop()
    assert code in (0, 130, -signal.SIGINT), said
    assert "Traceback" not in said and "fault" not in said


@pytest.mark.parametrize("program", [False, pytest.param(True, marks=pytest.mark.long)])
def test_ctrl_c_ends_it_though_a_page_listens(tmp_path: Path, program: bool) -> None:
    served = Served(lay_out(tmp_path / "project"), program=program)
    listening = [socket.create_connection(("127.0.0.1", served.port), 5) for _ in range(3)]
    for connection in listening:
        connection.sendall(
            head(served, "/api/events", f"Host: 127.0.0.1:{served.port}", f"Cookie: {served.cookie}", method="GET")
        )
        assert connection.recv(100)
    began = time.monotonic()
    code, said = served.stop()
    assert time.monotonic() - began < 6 and "Traceback" not in said
    assert code in (0, 130), said
    told = b"".join(iter(lambda: listening[0].recv(65_536), b""))
    assert b"event: bye" in told
    for connection in listening:
        connection.close()


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs a system that can fork")
def test_a_strangers_pdf_has_its_limits_in_the_server_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pages.Pages, "letter", lambda _: {"limited": can_limit()})
    served = Served(lay_out(tmp_path / "project"))
    try:
        assert served.claim("A.").status_code == 200
        served.http.get("/static/workshop.js")
        assert served.http.get("/api/letter").json() == {"limited": True}
    finally:
        served.stop()


def test_a_second_server_of_a_project_says_where_it_is_served(tmp_path: Path) -> None:
    root = lay_out(tmp_path / "project")
    first = Served(root)
    try:
        lock = root / ".argmap" / "serving"
        assert lock.stat().st_mode & 0o077 == 0
        assert (root / ".argmap" / ".gitignore").read_text() == "*\n"
        again = argmap(root, "serve", str(root), "--no-open")
        assert again.returncode == 0 and first.address in again.stdout
        told = json.loads(lock.read_text())
        lock.write_text(json.dumps({**told, "machine": "another"}))
        again = argmap(root, "serve", str(root), "--no-open")
        assert again.returncode == 2 and "on another by Ada" in again.stderr and "--read-only" in again.stderr
        shown = Served(root, "--read-only")
        assert shown.claim("A.").status_code == 403 and shown.state()["read_only"]
        shown.stop()
        assert first.claim("A.").status_code == 200
        assert "a" in first.state()["order"]
        os.kill(first.process.pid, signal.SIGKILL)
        first.process.wait()
        second = Served(root)
        assert second.claim("B.").status_code == 200
        second.stop()
    finally:
        first.stop()
