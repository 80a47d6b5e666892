"""Makes OpenDocument texts for tests: parts of their XML, and the package of them."""

from __future__ import annotations

import io
import zipfile

NAMES = {
    "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
    "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
    "style": "urn:oasis:names:tc:opendocument:xmlns:style:1.0",
    "fo": "urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0",
    "table": "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
    "draw": "urn:oasis:names:tc:opendocument:xmlns:drawing:1.0",
    "field": "urn:openoffice:names:experimental:ooo-ms-interop:xmlns:field:1.0",
    "loext": "urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0",
    "dc": "http://purl.org/dc/elements/1.1/",
    "xlink": "http://www.w3.org/1999/xlink",
    "math": "http://www.w3.org/1998/Math/MathML",
}
DECLARED = " ".join(f'xmlns:{name}="{address}"' for name, address in NAMES.items())
TYPE = "application/vnd.oasis.opendocument.text"
AUTOMATIC = (
    '<style:style style:name="T1" style:family="text"><style:text-properties style:text-position="super 58%"/>'
    "</style:style>"
    '<style:style style:name="T2" style:family="text"><style:text-properties text:display="none"/></style:style>'
    '<style:style style:name="T3" style:family="text"><style:text-properties style:font-name="Symbol1"/></style:style>'
    '<style:style style:name="P1" style:family="paragraph" style:parent-style-name="Quotations"/>'
    '<text:list-style style:name="L1">'
    '<text:list-level-style-number text:level="1" style:num-format="1" style:num-prefix="[" style:num-suffix="]"/>'
    '<text:list-level-style-number text:level="2" style:num-format="i" text:display-levels="2" style:num-suffix="."/>'
    "</text:list-style>"
    '<text:list-style style:name="L2"><text:list-level-style-bullet text:level="1" text:bullet-char="•"/></text:list-style>'
)
STYLES = (
    f"<office:document-styles {DECLARED}><office:styles>"
    '<style:style style:name="Title" style:family="paragraph"/>'
    '<style:style style:name="Bibliography_20_1" style:display-name="Bibliography 1" style:family="paragraph"/>'
    '<style:style style:name="Quotations" style:family="paragraph"/>'
    "</office:styles></office:document-styles>"
)


def content(body: str, automatic: str = AUTOMATIC, name: str = "document-content") -> str:
    return (
        f"<office:{name} {DECLARED}><office:automatic-styles>{automatic}</office:automatic-styles>"
        f"<office:body><office:text>{body}</office:text></office:body></office:{name}>"
    )


def packed(**parts: str) -> bytes:
    """An .odt of these parts; ``META`` is the manifest."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr(zipfile.ZipInfo("mimetype"), TYPE)
        for name, xml in parts.items():
            package.writestr("META-INF/manifest.xml" if name == "META" else f"{name}.xml", xml)
    return buffer.getvalue()


def p(words: str, style: str = "Standard") -> str:
    return f'<text:p text:style-name="{style}">{words}</text:p>'


def h(words: str, level: int = 1) -> str:
    return f'<text:h text:outline-level="{level}">{words}</text:h>'


def note(number: int, body: str, kind: str = "footnote", label: str = "") -> str:
    own = f' text:label="{label}"' if label else ""
    citation = f"<text:note-citation{own}>{label or number}</text:note-citation>"
    inside = f"{citation}<text:note-body>{body}</text:note-body>"
    return f'<text:note text:id="{kind}{number}" text:note-class="{kind}">{inside}</text:note>'
