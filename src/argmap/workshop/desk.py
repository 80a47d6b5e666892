"""What a verb of the workshop works on: the texts that its person saw, and the values of their request, checked."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from argmap.ground.diagnostics import ArgmapError, Diagnostic
from argmap.ground.text import did_you_mean, shorten
from argmap.notation import parse
from argmap.notation.tree import Claim, ClaimsFile, Item, Step
from argmap.notation.vocabulary import id_from, is_id
from argmap.prose.anchors import Anchor, anchor_at

if TYPE_CHECKING:
    from argmap.findings.finding import Finding
    from argmap.project import Project

Body = Mapping[str, Any]
_LONGEST_TEXT = 20_000
_ID_WORDS = 5


class Refused(ArgmapError):
    """A verb that cannot be done as it is asked; `problems` are what would be wrong with the file."""

    def __init__(self, message: str, problems: Sequence[Diagnostic] = ()) -> None:
        super().__init__(message)
        self.problems = tuple(problems)


@dataclass(frozen=True, slots=True)
class Made:
    """What a verb comes to: the texts that differ by path, a sentence for people, and the handle of what was made.

    `file` is the file that the verb is about. `anchor` are the words of the paper that were written down, if any.
    """

    texts: Mapping[str, str]
    said: str
    file: str
    made: str | None = None
    anchor: Anchor | None = None


@dataclass
class Desk:
    """The texts that a verb works on, by path, with the project that they belong to."""

    project: Project
    texts: Mapping[str, str]
    findings: Mapping[str, Finding] = field(default_factory=dict)
    _trees: dict[str, ClaimsFile] = field(default_factory=dict)

    def tree(self, path: str) -> ClaimsFile:
        """The tree of a claims file, or of an empty one where there is none."""
        if path not in self._trees:
            text, read = self.texts.get(path, ""), self.project.text_files.get(path)
            known = self.project.parsed.get(path) if read and read.text == text else None
            self._trees[path] = (known or parse(text, path)).tree
        return self._trees[path]

    @property
    def claims_files(self) -> list[str]:
        """The paths of the claims files, in order."""
        return sorted(path for path in self.texts if path.endswith(".md"))

    def claim(self, name: object) -> tuple[str, Claim]:
        """A claim and the path of its file; the first where two have the id."""
        for path in self.claims_files:
            for claim in self.tree(path).claims:
                if claim.id.text == name:
                    return path, claim
        raise Refused(f'There is no claim "{shown(name)}". {did_you_mean(str(name), self.ids())}'.rstrip())

    def ids(self) -> set[str]:
        """Every id that a new claim or step cannot have."""
        found = {claim.id.text for path in self.claims_files for claim in self.tree(path).claims}
        return found | {step.id for step in self.project.argument.steps() if "/" not in step.id}

    def item(self, handle: object) -> tuple[str, Claim, Item]:
        """The item that a handle such as `claim/because-1`, or a step's own id, names; with its file and claim."""
        name = str(handle)
        owner, _, part = name.rpartition("/")
        if not owner:
            for path in self.claims_files:
                for claim in self.tree(path).claims:
                    for node in claim.body:
                        if isinstance(node, Step) and node.id and node.id.text == name:
                            return path, claim, node
            raise Refused(f'There is no step "{shown(name)}".')
        path, claim = self.claim(owner)
        key, _, number = part.rpartition("-")
        of_key = [node for node in claim.body if isinstance(node, Item) and node.key == key]
        if not number.isdecimal() or not 0 < int(number) <= len(of_key):
            raise Refused(f'There is nothing called "{shown(name)}".')
        return path, claim, of_key[int(number) - 1]


def shown(value: object) -> str:
    """A value out of a request as a message names it."""
    return shorten(str(value), 80)


def words_in(body: Body, key: str, default: str | None = None) -> str | None:
    """A text on one line; `default` where it is not given, empty or null."""
    value = body.get(key)
    if value is None:
        return default
    if not isinstance(value, str):
        raise Refused(f'"{key}" is to be a text.')
    if len(value) > _LONGEST_TEXT:
        raise Refused(f'"{key}" is longer than {_LONGEST_TEXT:,} characters.')
    if any(0xD800 <= ord(c) <= 0xDFFF for c in value):
        raise Refused(f'"{key}" holds half a character.')
    cleaned = "".join(" " if c < " " or c in "\x7f\u0085\u2028\u2029" else c for c in value)
    return " ".join(cleaned.split()) or default


def needed(body: Body, key: str) -> str:
    """A text that must be given."""
    value = words_in(body, key)
    if value is None:
        raise Refused(f'"{key}" is missing.')
    return value


def names_in(body: Body, key: str) -> list[str]:
    """A list of ids, each once; a single one may stand without its list."""
    value = body.get(key) or []
    value = [value] if isinstance(value, str) else value
    if not isinstance(value, list) or not all(isinstance(name, str) for name in value):
        raise Refused(f'"{key}" is to be a list of ids.')
    return list(dict.fromkeys(name.strip() for name in value))


def one_of(value: str, known: Sequence[str], what: str) -> str:
    """The value, which must be one of those known; `what` says what it is called."""
    if value not in known:
        hint = did_you_mean(value, known, f"One of {', '.join(known)}.")
        raise Refused(f'"{shown(value)}" is no {what}. {hint}')
    return value


def _offsets(body: Body) -> tuple[int, int]:
    start, end = body.get("start"), body.get("end")
    if not isinstance(start, int) or not isinstance(end, int) or isinstance(start, bool):
        raise Refused('A selection has "start" and "end", as numbers.')
    return start, end


def _pieces(body: Body) -> list[tuple[int, int]]:
    given = body.get("pieces") or []
    if not isinstance(given, list) or not all(
        isinstance(piece, list) and len(piece) == 2 and all(type(end) is int and end >= 0 for end in piece)
        for piece in given
    ):
        raise Refused('"pieces" is to be a list of pairs of offsets.')
    return [(start, end) for start, end in given]


def anchor_in(desk: Desk, body: Body) -> Anchor:
    """The words of the paper that are selected."""
    if desk.project.document is None:
        raise Refused("The project has no paper to select in.")
    return anchor_at(desk.project.document, *_offsets(body), _pieces(body))


def known_claims(desk: Desk, names: Iterable[str], owner: str | None = None) -> list[str]:
    """The names, each of which must be a claim, and none the `owner` of the step."""
    found = []
    for name in names:
        desk.claim(name)
        if name == owner:
            raise Refused("A claim is no reason for itself.")
        found.append(name)
    return found


def sentence_of(words: str) -> str:
    """The selected words as a claim's sentence: on one line, without note marks and dangling brackets at its end."""
    sentence = " ".join(words.split())
    sentence = re.sub(r"\s*\[\^[^\]\s]{1,40}\]", "", sentence)
    return sentence.strip() or words


def free_id(desk: Desk, given: str | None, sentence: str) -> str:
    """The id that is asked for, or one made of the sentence; no claim or step has it yet."""
    taken = desk.ids()
    if given is not None:
        if not is_id(given):
            raise Refused(f"`{shown(given)}` is no id: lower-case words joined by hyphens: `{id_from(given)}`.")
        if given in taken:
            raise Refused(f"There is a claim `{given}` already.")
        return given
    base = _id_for(desk, sentence)
    name, number = base, 1
    while name in taken:
        number += 1
        name = f"{base}-{number}"
    return name


def _id_for(desk: Desk, sentence: str) -> str:
    from argmap.drafting.cues import cues_of
    from argmap.drafting.naming import in_plain_letters, telling_words

    cues = cues_of(desk.project.tongue)
    telling = telling_words(sentence, cues) if cues else in_plain_letters(sentence).split("-")[:_ID_WORDS]
    made = id_from("-".join(telling))
    return made if is_id(made) else "claim"


def file_for_new(desk: Desk, body: Body) -> str:
    """The claims file that a new claim goes into: as named, or the last one, or the first that there will be."""
    files = desk.claims_files
    named = words_in(body, "file")
    folder = desk.project.settings.claims
    if named is None:
        return files[-1] if files else f"{folder}/argument.md"
    if named in files:
        return named
    parts = named.split("/")
    if not named.endswith(".md") or named.startswith("/") or "\\" in named or any(p in ("", ".", "..") for p in parts):
        raise Refused(f'"{shown(named)}" cannot be a claims file.')
    if not named.startswith(f"{folder}/") or any(part.startswith(".") for part in parts):
        raise Refused(f"Claims files lie in {folder}/ and end in .md.")
    return named


def mapping_in(body: Body, key: str) -> Body:
    """An object within a request."""
    value = body[key]
    if not isinstance(value, Mapping):
        raise Refused(f'"{key}" is to be an object.')
    return value


def numbered(body: Body, key: str) -> Iterator[tuple[str, str | None]]:
    """What is said of the first, the second and so on; None where it is to go."""
    if body.get(key) is not None:
        for number, words in mapping_in(body, key).items():
            yield number, words_in({"words": words}, "words")
