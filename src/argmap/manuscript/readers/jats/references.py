"""What a JATS article states of the works in its list: the citations of an entry, and the fields of a citation."""

from __future__ import annotations

from argmap.manuscript.document import Reference
from argmap.manuscript.readers.markup import Node, Tree
from argmap.manuscript.readers.stated import reference_from_parsed

_SHOWN = ("mixed-citation", "nlm-citation", "citation")
_MEMBERS = frozenset(("person-group", "contrib-group", "label"))
_FIELDS: dict[str, tuple[str, ...]] = {
    "year": ("year",),
    "title": ("article-title", "chapter-title", "part-title", "data-title"),
    "container": ("source", "conf-name", "series"),
    "publisher": ("publisher-name", "institution"),
    "pages": ("page-range", "elocation-id"),
}
_KINDS = {
    "journal": "article",
    "article-journal": "article",
    "article": "article",
    "book": "book",
    "chapter": "chapter",
    "thesis": "thesis",
    "confproc": "conference",
    "paper-conference": "conference",
    "conference": "conference",
    "report": "report",
    "web": "web",
    "webpage": "web",
    "website": "web",
    "data": "dataset",
    "software": "dataset",
    "newspaper": "newspaper",
    "article-newspaper": "newspaper",
}


def citations_in(entry: Node) -> list[tuple[Node | None, Node | None]]:
    """The works of an entry: of each the element that is shown and the one whose fields count.

    What stands twice, for the eye and in fields, is one work; an entry without a citation is shown as it is.
    """
    shown, fields = list(entry.find_all(*_SHOWN)), list(entry.find_all("element-citation"))
    if len(shown) == 1 and fields:
        return [(shown[0], fields[0])]
    if not shown:
        return [(node, node) for node in fields] or [(None, None)]
    if len(shown) == len(fields):
        return list(zip(shown, fields, strict=True))
    return [(node, node) for node in shown]


def has_only_fields(tree: Tree, citation: Node) -> bool:
    """Whether no words stand between the fields of a citation, so that it reads as nothing."""
    loose = (c for c in citation.children if isinstance(c, tuple))
    return not any(tree.text[start:end].strip() for start, end, _ in loose)


def fields_of(tree: Tree, citation: Node) -> dict[str, object]:
    """The fields that a tagged reference states."""
    fields: dict[str, object] = {}
    loose: list[Node] = [c for c in citation.nodes() if c.tag in ("name", "string-name", "collab")]
    for group in citation.find_all("person-group"):
        if group.parent is not None and group.parent.tag == "collab":
            continue  # the members of a body
        role = "editors" if group.attributes.get("person-group-type") == "editor" else "authors"
        people = [
            person_of(tree, p) for p in group.nodes() if p.tag in ("name", "string-name", "collab", "institution")
        ]
        fields.setdefault(role, tuple(filter(None, people)))
    if loose:
        fields.setdefault("authors", tuple(filter(None, (person_of(tree, person) for person in loose))))
    for name, tags in _FIELDS.items():
        if words := tree.words(citation.first(*tags)):
            fields[name] = words
    if "title" not in fields and "container" in fields:
        fields["title"] = fields.pop("container")
    first, last = tree.words(citation.first("fpage")), tree.words(citation.first("lpage"))
    if first:
        fields["pages"] = f"{first}–{last}" if last and last != first else first
    for identifier in citation.find_all("pub-id"):
        if identifier.attributes.get("pub-id-type") == "doi":
            fields["doi"] = tree.words(identifier).lower()
    if kind := citation.attributes.get("publication-type") or citation.attributes.get("citation-type"):
        fields["kind"] = _KINDS.get(kind, kind)
    return fields


def person_of(tree: Tree, node: Node) -> str:
    """A person as ``Family, Given``; a body without its members."""
    if node.tag == "collab":
        return tree.words(node, _MEMBERS)
    family, given = tree.words(node.first("surname")), tree.words(node.first("given-names"))
    if not family:
        return tree.words(node)
    particle = tree.words(node.first("prefix"))
    suffix = tree.words(node.first("suffix"))
    name = f"{particle} {family}".strip()
    return ", ".join(filter(None, (name, given, suffix)))


def reference_of(
    name: str,
    key: str,
    label: str | None,
    words: str,
    stated: dict[str, object],
    start: int,
    end: int,
    above: Reference | None,
) -> Reference:
    """A reference with the fields stated, or with those that parsing its text gives below the one `above`."""
    if not stated or not (stated.get("title") or stated.get("authors")):
        return reference_from_parsed(name, words, start, end, above, key=key, label=label)
    kind = stated.pop("kind", None)
    fields = {field_name: value for field_name, value in stated.items() if value}
    certainty = dict.fromkeys(fields, 1.0)
    return Reference(
        name,
        words,
        key=key,
        label=label,
        kind=str(kind) if kind else None,
        certainty=certainty,
        start=start,
        end=end,
        **fields,  # type: ignore[arg-type]
    )
