"""The letter as a Word file: its Markdown, by markdown-it, written with python-docx in Word's own styles.

Whatever a journal's Markdown template produces comes out: headings, paragraphs, lists, quotations, emphasis, code.
A journal's own ``letter.docx`` beside its template lends its styles.
"""

from __future__ import annotations

import io
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

_LANGUAGES = {"en": "en-GB", "de": "de-DE", "fr": "fr-FR"}
_FIXED = datetime(2000, 1, 1, tzinfo=UTC)
# kinds of parts (the last words of their relationship types) that tell of people, machines and versions, and no styles
_TELLING = ("core-properties", "extended-properties", "custom-properties", "thumbnail", "attachedTemplate", "people")


def write_docx(markdown: str, own_templates: Path | None = None, tongue: str = "en") -> bytes:
    """A .docx file of a letter in Markdown. The same letter gives the same bytes.

    Its properties name nobody and no time, also where the journal's styles file names who made that.
    """
    styles = own_templates / "letter.docx" if own_templates else None
    if styles is None or not styles.is_file():
        return _write(markdown, None, tongue)
    from argmap.ground.template_folders import within_limits

    return within_limits(styles.name, lambda: _write(markdown, styles, tongue))


def _write(markdown: str, styles: Path | None, tongue: str) -> bytes:
    import docx
    from markdown_it import MarkdownIt

    document = docx.Document(str(styles)) if styles else docx.Document()
    _forget_origin(document)
    _set_language(document, tongue)
    tokens = MarkdownIt("commonmark").parse(markdown)
    lists: list[str] = []
    heading = 0
    quoted = False
    for token in tokens:
        if token.type == "heading_open":
            heading = int(token.tag[1])
        elif token.type == "heading_close":
            heading = 0
        elif token.type in ("bullet_list_open", "ordered_list_open"):
            lists.append("List Bullet" if token.type.startswith("bullet") else "List Number")
        elif token.type in ("bullet_list_close", "ordered_list_close"):
            lists.pop()
        elif token.type in ("blockquote_open", "blockquote_close"):
            quoted = token.type == "blockquote_open"
        elif token.type == "inline":
            if heading:
                paragraph = document.add_heading(level=min(heading - 1, 9))
            else:
                paragraph = document.add_paragraph(style=lists[-1] if lists else "Quote" if quoted else None)
            _write_runs(paragraph, token.children or [])
    stream = io.BytesIO()
    document.save(stream)
    return _without_times(stream.getvalue())


def _forget_origin(document: Any) -> None:
    """Take out what the file that lends the styles says of its author, its machine and its editing sessions."""
    from docx.opc.constants import RELATIONSHIP_TYPE

    settings = document.settings.element  # makes the part where there is none
    part = document.part.part_related_by(RELATIONSHIP_TYPE.SETTINGS)
    for rels in (document.part.package.rels, document.part.rels, part.rels):
        for key in [key for key, rel in rels.items() if rel.reltype.endswith(_TELLING)]:
            del rels[key]
    for name in ("attachedTemplate", "rsids"):
        for element in settings.xpath(f"./w:{name}"):
            settings.remove(element)
    properties = document.core_properties  # made anew, since the old ones are gone
    properties.created = properties.modified = _FIXED
    properties.title = properties.author = properties.last_modified_by = ""


def _set_language(document: Any, tongue: str) -> None:
    """The tongue by which a word processor checks spelling and hyphenates."""
    for language in document.styles.element.xpath("./w:docDefaults//w:lang"):
        language.set(language.nsmap[language.prefix].join("{}") + "val", _LANGUAGES[tongue])


def _write_runs(paragraph: Any, children: list[Any]) -> None:
    bold = italic = False
    for child in children:
        if child.type in ("strong_open", "strong_close"):
            bold = child.type == "strong_open"
        elif child.type in ("em_open", "em_close"):
            italic = child.type == "em_open"
        elif child.type in ("text", "code_inline", "softbreak", "hardbreak"):
            run = paragraph.add_run(" " if child.type == "softbreak" else child.content or "")
            run.bold, run.italic = bold or None, italic or None
            if child.type == "code_inline":
                run.font.name = "Courier New"


def _without_times(data: bytes) -> bytes:
    """The archive with one fixed time for all its members, so that equal letters are equal files."""
    import zipfile

    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(zipfile.ZipInfo(name, (2000, 1, 1, 0, 0, 0)), old.read(name), zipfile.ZIP_DEFLATED)
    return stream.getvalue()
