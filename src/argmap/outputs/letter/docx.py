"""The letter as a Word file: its Markdown, by markdown-it, written with python-docx in Word's own styles and numbering.

Whatever a journal's Markdown template produces comes out: headings, paragraphs, lists, quotations, emphasis, code.
A journal's own ``letter.docx`` beside its template lends its styles.
"""

from __future__ import annotations

import io
import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from argmap.ground.packed import without_times
from argmap.outputs.letter.words import voice_of

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
    from docx.enum.style import WD_STYLE_TYPE
    from markdown_it import MarkdownIt

    document: Any = docx.Document(str(styles)) if styles else docx.Document()
    _forget_origin(document)
    _set_language(document, tongue)
    numbers = _Numbers(document)
    styles_of: dict[str, str | None] = {}

    def paragraph_in(style: str) -> Any:
        """A new paragraph. python-docx looks for the style each time, among all that there are."""
        if style not in styles_of:
            styles_of[style] = document.part.get_style_id(style, WD_STYLE_TYPE.PARAGRAPH)
        paragraph = document.add_paragraph()
        paragraph._p.style = styles_of[style]
        return paragraph

    lists: list[Any] = []
    heading = 0
    quoted = False
    for token in MarkdownIt("commonmark").parse(markdown):
        if token.type == "heading_open":
            heading = int(token.tag[1])
        elif token.type == "heading_close":
            heading = 0
        elif token.type == "ordered_list_open":
            lists.append(numbers.new(int(token.attrs.get("start", 1))))
        elif token.type == "bullet_list_open":
            lists.append(None)
        elif token.type in ("bullet_list_close", "ordered_list_close"):
            lists.pop()
        elif token.type in ("blockquote_open", "blockquote_close"):
            quoted = token.type == "blockquote_open"
        elif token.type == "inline":
            children = token.children or []
            if heading:
                paragraph = paragraph_in(f"Heading {min(heading - 1, 9)}" if heading > 1 else "Title")
                numbers.point(paragraph, children, heading)
            elif lists:
                paragraph = paragraph_in("List Bullet" if lists[-1] is None else "List Number")
                if lists[-1] is not None:
                    numbers.set(paragraph, lists[-1])
            else:
                paragraph = paragraph_in("Quote") if quoted else document.add_paragraph()
                numbers.point(paragraph, children)
            _write_runs(paragraph, children)
    stream = io.BytesIO()
    document.save(stream)
    return without_times(stream.getvalue())


class _Numbers:
    """Word's own numbering: of points, which run on through the letter, and of lists, each from its own start."""

    def __init__(self, document: Any) -> None:
        self._root = _numbering_of(document)
        self._abstract = str(1 + max((int(n) for n in self._root.xpath("./w:abstractNum/@w:abstractNumId")), default=0))
        level = (
            '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/>'
            '<w:lvlJc w:val="left"/><w:pPr><w:ind w:left="454" w:hanging="454"/></w:pPr></w:lvl>'
        )
        kind = '<w:multiLevelType w:val="singleLevel"/>'
        xml = f'<w:abstractNum w:abstractNumId="{self._abstract}">{kind}{level}</w:abstractNum>'
        # definitions stand before what uses them
        self._root.insert(len(self._root.xpath("./w:numPicBullet | ./w:abstractNum")), _element(xml))
        self._points: int | None = None
        self._next = 0

    def new(self, start: int) -> int:
        """A numbering that begins at `start`, by its id."""
        number = 1 + max((int(n) for n in self._root.xpath("./w:num/@w:numId")), default=0)
        xml = (
            f'<w:num w:numId="{number}"><w:abstractNumId w:val="{self._abstract}"/><w:lvlOverride w:ilvl="0">'
            f'<w:startOverride w:val="{start}"/></w:lvlOverride></w:num>'
        )
        used = self._root.xpath("./w:num")
        used[-1].addnext(_element(xml)) if used else self._root.append(_element(xml))
        return number

    def set(self, paragraph: Any, number: int) -> None:
        """Let a paragraph have the next number of a numbering."""
        properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()
        properties.get_or_add_ilvl().val = 0
        properties.get_or_add_numId().val = number

    def point(self, paragraph: Any, children: list[Any], heading: int = 0) -> None:
        """Turn the number with which a heading, or bold words at a paragraph's beginning, start into Word's own."""
        there = [child for child in children if child.type != "text" or child.content]
        bold = not heading and bool(there) and there[0].type == "strong_open"
        first = next((child for child in there if child.type == "text"), None)
        written = _NUMBER.match(first.content) if first and (bold or heading > 2) else None
        if first is None or written is None:
            return
        number = int(written[1])
        if self._points is None or number != self._next:
            self._points = self.new(number)
        self._next = number + 1
        first.content = first.content[written.end() :]
        self.set(paragraph, self._points)
        if bold:  # a number looks as the end of its paragraph does
            paragraph._p.pPr.append(_element("<w:rPr><w:b/></w:rPr>"))


def _element(xml: str) -> Any:
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls

    return parse_xml(xml.replace(">", f" {nsdecls('w')}>", 1))


_NUMBER = re.compile(r"(\d{1,3})\. (?=\S)")


def _numbering_of(document: Any) -> Any:
    """The part with a document's numberings; made where the file that lends the styles has none."""
    from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
    from docx.opc.packuri import PackURI
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls
    from docx.parts.numbering import NumberingPart

    part = document.part
    if not any(rel.reltype == RELATIONSHIP_TYPE.NUMBERING for rel in part.rels.values()):
        element = parse_xml(f"<w:numbering {nsdecls('w')}/>")
        made = NumberingPart(PackURI("/word/numbering.xml"), CONTENT_TYPE.WML_NUMBERING, element, part.package)
        part.relate_to(made, RELATIONSHIP_TYPE.NUMBERING)
    return part.numbering_part.element


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
        language.set(language.nsmap[language.prefix].join("{}") + "val", voice_of(tongue)("frame.tongue.locale"))


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
