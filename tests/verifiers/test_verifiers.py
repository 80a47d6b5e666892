"""The surface for verifiers, and both adapters against small fakes that speak the real protocols."""

import json
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest

from argmap.ground.person import person
from argmap.quotations.passages import Passage
from argmap.verifiers import Judgement, Verifier, VerifierError, load_verifiers, verify
from argmap.verifiers.chat_endpoint import ChatEndpoint
from argmap.verifiers.transformers_nli import TransformersNli

TEXT = "The treaty of 1923 was signed in Ankara. It did not bring peace to the region."
PASSAGE = Passage(0, len(TEXT), TEXT, 0.8)
OTHER = Passage(0, 5, "Other words.", 0.1)


class Fixed:
    name = "fixed"

    def __init__(self, *judgements: Judgement) -> None:
        self.judgements = judgements

    def judge(self, claim: str, passages: Sequence[Passage]) -> Iterable[Judgement]:
        return self.judgements


KEPT = Judgement(PASSAGE, "supports", 0.9, "was signed in Ankara", "fixed")
BROKEN = {
    "no passage": Judgement(OTHER, "supports", 0.9, "Other words", "fixed"),
    "no words": Judgement(PASSAGE, "contradicts", 0.9, " ", "fixed"),
    "words that are not there": Judgement(PASSAGE, "supports", 0.9, "was signed in Tirana by the king", "fixed"),
    "words that are altered": Judgement(PASSAGE, "supports", 0.9, "It did bring peace to the region", "fixed"),
    "a relation that is none": Judgement(PASSAGE, "proves", 0.9, "was signed in Ankara", "fixed"),  # type: ignore[arg-type]
    "a certainty above 1": Judgement(PASSAGE, "supports", 1.9, "was signed in Ankara", "fixed"),
}


@pytest.mark.parametrize("judgement", BROKEN.values(), ids=BROKEN)
def test_no_verdict_without_its_passage(judgement: Judgement) -> None:
    kept, refused = verify(Fixed(judgement, KEPT), "It was signed", [PASSAGE])
    assert kept == (KEPT,)
    assert len(refused) == 1


def test_verifiers_are_off_by_default() -> None:
    assert load_verifiers((), "argmap.toml") == ((), ())


@pytest.fixture
def own_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str], None]]:
    """Writes the settings of the person who runs argmap."""

    def write(text: str) -> None:
        (tmp_path / "config.toml").write_text(text)
        monkeypatch.setenv("ARGMAP_CONFIG", str(tmp_path / "config.toml"))
        person.cache_clear()

    yield write
    person.cache_clear()


def test_named_verifiers_are_loaded_with_the_persons_settings(own_settings: Callable[[str], None]) -> None:
    own_settings(
        '[verifiers.nli]\nmodel = "x"\n'
        '[verifiers.judge]\nplugin = "endpoint"\nurl = "http://127.0.0.1:1/v1"\nmodel = "m"\n'
    )
    loaded, trouble = load_verifiers(("nli", "judge", "nli"), "argmap.toml")
    assert [type(v) for v in loaded] == [TransformersNli, ChatEndpoint]
    assert trouble == ()
    assert all(isinstance(v, Verifier) for v in loaded)


@pytest.mark.parametrize(
    "settings, words",
    [
        ("[verifiers.oracle]", "not installed"),
        ("[verifiers.endpoint]", "needs `url`"),
        ('[verifiers.endpoint]\nurl = "file:///etc/passwd"\nmodel = "m"', "needs `url`"),
        ('[verifiers.endpoint]\nurl = "http://127.0.0.1/v1"\nmodel = "m"\nprice-in = 3', "most-cost"),
        ("[verifiers.nli]\nleast = 3", "between 0 and 1"),
    ],
)
def test_a_verifier_that_cannot_be_loaded_is_a_diagnostic(
    own_settings: Callable[[str], None], settings: str, words: str
) -> None:
    own_settings(settings)
    loaded, (trouble,) = load_verifiers(person().verifiers, "argmap.toml")
    assert loaded == ()
    assert words in trouble.message


# -- natural-language inference -------------------------------------------------------------------------------------


def fake_pipeline(scores: Mapping[str, float]) -> Any:
    """What `pipeline("text-classification", top_k=None)` is to its caller."""

    def classify(items: Sequence[Mapping[str, str]]) -> list[list[dict[str, Any]]]:
        assert all(set(item) == {"text", "text_pair"} for item in items)
        ranked = sorted(scores.items(), key=lambda item: -item[1])
        return [[{"label": label, "score": score} for label, score in ranked] for _ in items]

    return classify


@pytest.mark.parametrize(
    "scores, relation",
    [
        ({"entailment": 0.9, "neutral": 0.07, "contradiction": 0.03}, "supports"),
        ({"ENTAILMENT": 0.01, "NEUTRAL": 0.04, "CONTRADICTION": 0.95}, "contradicts"),
        ({"entailment": 0.1, "neutral": 0.85, "contradiction": 0.05}, "neither"),
        ({"entailment": 0.5, "neutral": 0.3, "contradiction": 0.2}, "neither"),
    ],
)
def test_nli_shares_become_relations(scores: Mapping[str, float], relation: str) -> None:
    verifier = TransformersNli({}, classifier=fake_pipeline(scores))
    kept, refused = verify(verifier, "The treaty was signed in Ankara", [PASSAGE])
    assert [j.relation for j in kept] == [relation]
    assert refused == ()


@pytest.mark.parametrize(("share", "relation"), [(0.7, "supports"), (0.69, "neither")])
def test_a_share_counts_from_the_least_on(share: float, relation: str) -> None:
    shares = {"entailment": share, "neutral": 0.2, "contradiction": 0.8 - share}
    (judged,) = TransformersNli({"least": 0.7}, classifier=fake_pipeline(shares)).judge("It grew", [PASSAGE])
    assert judged.relation == relation


def test_a_model_with_other_labels_is_refused() -> None:
    verifier = TransformersNli({"model": "m"}, classifier=fake_pipeline({"LABEL_0": 1.0}))
    with pytest.raises(VerifierError, match="LABEL_0"):
        verifier.judge("x", [PASSAGE])


def test_without_the_packages_the_remedy_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "transformers", None)
    with pytest.raises(VerifierError, match=r"argmap\[nli\]"):
        TransformersNli({}).judge("x", [PASSAGE])


def test_the_model_is_loaded_from_this_machine_only(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[tuple[str, bool]] = []

    class Auto:
        @staticmethod
        def from_pretrained(name: str, local_files_only: bool) -> str:
            asked.append((name, local_files_only))
            return name

    class Package:
        AutoTokenizer = AutoModelForSequenceClassification = Auto

        @staticmethod
        def pipeline(task: str, **options: Any) -> Any:
            assert (task, options["top_k"], options["truncation"]) == ("text-classification", None, True)
            return fake_pipeline({"entailment": 0.9, "neutral": 0.05, "contradiction": 0.05})

    monkeypatch.setitem(__import__("sys").modules, "transformers", Package)
    assert TransformersNli({"model": "/models/nli"}).judge("x", [PASSAGE])[0].relation == "supports"
    assert asked == [("/models/nli", True)] * 2


# -- an endpoint ----------------------------------------------------------------------------------------------------


class Server:
    """A small server on this machine that speaks the protocol and answers what it is told, in turn."""

    def __init__(self) -> None:
        self.answers: list[tuple[int, dict[str, str], str]] = []
        self.requests: list[tuple[str, dict[str, str], Any]] = []
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                outer.requests.append((self.path, dict(self.headers), body))
                status, headers, text = outer.answers.pop(0)
                self.send_response(status)
                for name, value in headers.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(text.encode())

            def log_message(self, *_: object) -> None:
                pass

        self.http = HTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.http.server_port}/v1"
        self.thread = threading.Thread(target=self.http.serve_forever, args=(0.02,), daemon=True)
        self.thread.start()

    def say(self, content: str, usage: dict[str, int] | None = None) -> None:
        answer = {"choices": [{"message": {"role": "assistant", "content": content}}], "usage": usage}
        self.answers.append((200, {"Content-Type": "application/json"}, json.dumps(answer)))


@pytest.fixture
def server() -> Iterator[Server]:
    running = Server()
    yield running
    running.http.shutdown()
    running.thread.join()
    running.http.server_close()


SUPPORTS = '{"relation": "supports", "certainty": 0.8, "words": "was signed in Ankara", "note": "It says so."}'


def endpoint(server: Server, **settings: object) -> ChatEndpoint:
    return ChatEndpoint({"url": server.url, "model": "m", **settings}, sleep=lambda seconds: None)


def test_the_endpoint_is_asked_in_its_protocol(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOME_KEY", "not-a-real-key")
    server.say(f"Here it is:\n```json\n{SUPPORTS}\n```")
    (judgement,) = endpoint(server, **{"key-variable": "SOME_KEY"}).judge("It was signed in Ankara", [PASSAGE])
    (path, headers, body) = server.requests[0]
    assert path == "/v1/chat/completions"
    assert headers["Authorization"] == "Bearer not-a-real-key"
    assert (body["model"], body["temperature"], body["max_tokens"]) == ("m", 0, 400)
    assert json.loads(body["messages"][1]["content"]) == {"claim": "It was signed in Ankara", "passage": TEXT}
    assert (judgement.relation, judgement.certainty, judgement.words) == ("supports", 0.8, "was signed in Ankara")


def test_words_the_model_made_up_are_no_verdict(server: Server) -> None:
    server.say(SUPPORTS.replace("was signed in Ankara", "was signed by Atatürk himself in 1923"))
    kept, refused = verify(endpoint(server), "x", [PASSAGE])
    assert kept == ()
    assert "not in the passage" in refused[0]


@pytest.mark.parametrize(
    "content", ["I think so.", "{}", '{"relation": "maybe"}', '{"relation": ["supports"]}', "{" * 2000]
)
def test_an_answer_that_cannot_be_understood_is_no_verdict(server: Server, content: str) -> None:
    server.say(content)
    assert next(endpoint(server).judge("x", [PASSAGE])).relation == "neither"


def test_a_busy_server_is_asked_again(server: Server) -> None:
    waited: list[float] = []
    server.answers += [(429, {"Retry-After": "7"}, ""), (503, {}, "")]
    server.say(SUPPORTS)
    asked = ChatEndpoint({"url": server.url, "model": "m"}, sleep=waited.append)
    assert next(asked.judge("x", [PASSAGE])).relation == "supports"
    assert waited == [7.0, 2.0]


def test_a_server_that_stays_busy_is_given_up(server: Server) -> None:
    server.answers += [(503, {}, "")] * 3
    with pytest.raises(VerifierError, match="3 tries"):
        next(endpoint(server).judge("x", [PASSAGE]))
    assert len(server.requests) == 3


@pytest.mark.parametrize("status", [400, 401, 404])
def test_a_refusal_is_not_asked_again(server: Server, status: int) -> None:
    server.answers.append((status, {}, "no"))
    with pytest.raises(VerifierError, match=str(status)):
        next(endpoint(server).judge("x", [PASSAGE]))
    assert len(server.requests) == 1


def test_the_key_is_not_carried_to_another_address(server: Server) -> None:
    server.answers.append((302, {"Location": f"{server.url}/elsewhere"}, ""))
    with pytest.raises(VerifierError, match="302"):
        next(endpoint(server).judge("x", [PASSAGE]))
    assert len(server.requests) == 1


@pytest.mark.parametrize("answer", ["not json", "[]", "[" * 100_000])
def test_an_answer_that_is_no_json_object_is_an_error(server: Server, answer: str) -> None:
    server.answers.append((200, {}, answer))
    with pytest.raises(VerifierError, match="JSON"):
        next(endpoint(server).judge("x", [PASSAGE]))


def test_a_silent_server_is_given_up_after_the_time_out() -> None:
    import socket

    with socket.create_server(("127.0.0.1", 0)) as silent:
        url = f"http://127.0.0.1:{silent.getsockname()[1]}/v1"
        asked = ChatEndpoint({"url": url, "model": "m", "timeout": 0.05, "tries": 2}, sleep=lambda seconds: None)
        with pytest.raises(VerifierError, match="2 tries"):
            next(asked.judge("x", [PASSAGE]))


def test_the_run_stops_before_it_costs_more_than_allowed(server: Server) -> None:
    server.say(SUPPORTS, {"prompt_tokens": 500, "completion_tokens": 100})
    asked = endpoint(server, **{"price-in": 1000.0, "price-out": 1000.0, "most-cost": 1.2})
    kept, trouble = verify(asked, "x", [PASSAGE, PASSAGE])
    assert len(kept) == 1, "what was paid for stays"
    assert "most-cost" in trouble[0]
    assert asked.spent == pytest.approx(0.6)
    assert len(server.requests) == 1


def test_the_run_stops_after_so_many_questions(server: Server) -> None:
    server.say(SUPPORTS)
    kept, trouble = verify(endpoint(server, **{"most-requests": 1}), "x", [PASSAGE, PASSAGE])
    assert len(kept) == 1
    assert "most-requests" in trouble[0]


def test_a_missing_key_is_named(server: Server) -> None:
    with pytest.raises(VerifierError, match="NO_SUCH_KEY_HERE"):
        next(endpoint(server, **{"key-variable": "NO_SUCH_KEY_HERE"}).judge("x", [PASSAGE]))
