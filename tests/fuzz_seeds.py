"""What the fuzzer begins from: small files of every kind that argmap reads, and the signs that mean something in them."""

from __future__ import annotations

import io
import zipfile

from commented_pdf import box_of, commented_pdf, quads, rectangle, text
from printed_pdf import column, pdf_of
from word_files import NUMBERING, W, box, call, field, notes, numbered, p, r

BIB = rb"""% works
@string{gp = "Global Policy"}
@book{keller-2014, author = {Keller, Anna}, title = {Walking at {N}ight}, publisher = {Talverlag}, year = 2014}
@article{moser, author = "Moser, Jan and Roth, Ida", title = "Lamps {\"u}ber", journal = gp # " Review",
  year = {2011}, pages = {101--120}, doi = {10.1000/182}, url = {https://example.org/~a/b_c}}
@incollection{brandt:2010, crossref = {keller-2014}, author = {family=Brandt, given=Jo, prefix=van}, date = {2010/2011}}
@comment{none}
@COMMENTED{code, author={Oak, A.}, year=2019}
"""
CSL = b"""[{"id": "keller-2014", "type": "book", "title": "Walking <i>at</i> night", "issued": {"date-parts": [[2014, 4]]},
 "author": [{"family": "Keller", "given": "Anna"}, {"literal": "NATO"}], "DOI": "10.1000/182", "ISBN": "0306406152"},
 {"id": 12, "issued": {"raw": "spring 1999"}, "page": "1-2", "URL": null}]"""
CSL_YAML = b"""---\nreferences:\n- id: keller-2014\n  type: book\n  title: 'Walking at night'\n  issued:\n    - year: 2014\n
  author:\n    - family: Keller\n      given: Anna\n  DOI: 10.1000/182\n- id: 12\n  issued: {date-parts: [[1999]]}\n...\n"""
RIS = b"""TY  - JOUR\nAU  - Moser, Jan\nA2  - Roth, Ida\nPY  - 2011///\nTI  - Lamps and accidents\nJO  - Journal of Streets
SP  - 101\nEP  - 120\nDO  - 10.1000/182\nID  - moser\nER  - \n\nTY  - BOOK\nAU  - Keller, Anna\nPY  - 2014\nER  - \n"""
ENDNOTE = b"""<?xml version="1.0" encoding="UTF-8"?><xml><records><record><rec-number>1</rec-number><ref-type name="Book">6
</ref-type><contributors><authors><author><style face="normal">Keller, Anna</style></author></authors></contributors>
<titles><title>Walking at night</title><secondary-title>Series</secondary-title></titles><dates><year>2014</year>
</dates><pages>12</pages><isbn>0306406152</isbn><electronic-resource-num>10.1000/182</electronic-resource-num>
<urls><related-urls><url>https://example.org</url></related-urls></urls></record></records></xml>"""
SETTINGS = b"""paper = "paper.txt"\nbibliography = ["works.bib"]\ntexts = "sources/texts"\nlanguage = "en"\nselect = ["EVD", "CIT"]
ignore = ["TXT001"]\nfail-on = "error"\nstandard = "preponderance"\nquotation-counts-as = "provisional"\nbuild = "build"
title = "A title"\n[severity]\nEVD001 = "note"\n[pins]\n"keller-2014" = "sha256:00ff"\n[verifiers.one]\nkind = "chat"\nurl = "http://localhost:1"
"""
REVIEWS = (
    b'{"subject": "light-all-night", "date": "2026-01-02T03:04:09.677+00:00", "verdict": "accepted", "reviewer": "'
    b'Ada", "fingerprint": "v1:0ce12418e555e22b20a45c21f84de4a3efff57fdcc43750c1c51fe39f3a77e48", "seen": {"claim"'
    b': "Ebersau should light its streets all night.", "kind": "conclusion", "paper": "Ebersau should therefore li'
    b'ght its streets all night."}}\n'
    b'{"subject": "people-walk/cites-1", "date": "2026-01-02T03:04:12.192+00:00", "verdict": "supports", "reviewer'
    b'": "Ada Smith", "fingerprint": "v1:3b3b64470d3bade019a9e054490021e4e1fb300a0801dc8e285251639e8ca7c7", "note"'
    b': "p. 12", "seen": {"claim": "More than two hundred people walk in Ebersau after midnight.", "work": "keller'
    b'-2014", "place": "p. 12", "words": "the town counted 212 walkers after midnight", "source text": "sha256 72d'
    b'4bac51b1c50796e76a2932fc79c67807a853f3ea34cc38c62eb61d2ac07a9"}}\n'
)
ANSWERS = (
    b'{"registry": "crossref", "query": "doi:10.1000/182", "asked": "2026-11-26T10:00:00Z", "records": [{"id": "10.1000/182",'
    b' "title": "RETRACTED: Lamps and accidents", "subtitle": "A count", "persons": ["Moser, Jan", "Roth, Ida"], "years": [2010,'
    b' 2011], "type": "journal-article", "containers": ["Global Policy Review"], "pages": "301-320", "notices": [{"nature": "con'
    b'cern", "date": "2012-01-02", "doi": "10.1000/r", "told_by": "publisher", "reasons": ["+Error"]}], "notice_of": [{"nature":'
    b' "correction"}], "published": "10.1000/p"}]}\n'
    b'{"registry": "doi.org", "query": "doi:10.1000/182", "asked": "2026-11-26T10:00:00Z", "since": "2026-11-24T10:00:00Z"}\n'
    b'{"registry": "crossref", "query": "works:Walking at Night | Keller | 2014", "asked": "2026-11-26T10:00:00Z", "confirmed":'
    b' true, "records": [{"id": "10.1000/k", "title": "Walking at night", "persons": ["Keller, A."], "years": [2014]}]}\n'
)
SOURCE_TEXT = b"""Lamps and accidents\n\nJan Moser and Ida Roth\n\n101\n\nLit streets have fewer accidents than dark ones. Towns
that dim their lamps after midnight save little.\f102\n\nNobody has counted the lamps that burn all night.\n"""
SHEET = b"""\xef\xbb\xbfClaim,Verdict,Note,Handle,Fingerprint\r
"It, and ""it"" too",supports,"'=1",people-walk/cites-1,v1:3b3b64470d3bade019a9e054490021e4e1fb300a0801dc8e285251639e8ca7c7\r
More,partly,,people-walk,\r\n"""
XLSX_SHEET = b"""<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><dimension ref="A1:D2"/><sheetData>
<row r="1"><c r="A1" t="inlineStr"><is><t>Verdict</t></is></c><c r="B1" t="inlineStr"><is><t>Note</t></is></c>
<c r="C1" t="inlineStr"><is><t>Handle</t></is></c><c r="D1" t="inlineStr"><is><t>Fingerprint</t></is></c></row>
<row r="2"><c r="A2" t="str"><v>supports</v></c><c r="B2"><f>1+1</f><v>2</v></c><c r="C2" t="b"><v>1</v></c><c r="D2" t="s"><v>0</v></c></row>
</sheetData></worksheet>"""

ODS_SHEET = b"""<office:document-content xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
 xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0">
<table:table><table:table-row table:number-rows-repeated="2"><table:table-cell table:number-columns-repeated="1000"/></table:table-row>
<table:table-row><table:table-cell><text:p>Verdict</text:p></table:table-cell><table:table-cell><text:p>Note</text:p></table:table-cell>
<table:table-cell><text:p>Handle</text:p></table:table-cell><table:table-cell><text:p>Fingerprint</text:p></table:table-cell></table:table-row>
<table:table-row><table:table-cell><text:p>supports</text:p></table:table-cell><table:table-cell table:formula="=1"><text:p>1</text:p>
</table:table-cell><table:table-cell table:number-columns-repeated="2"><text:p>x</text:p></table:table-cell></table:table-row>
</table:table></office:document-content>"""


def xlsx(sheet: bytes) -> bytes:
    """A workbook with this sheet."""
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006"
    kinds = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{package}/content-types"><Default Extension="rels" ContentType="application/vnd.'
        f'openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="{kinds}.sheet.main+xml"/>'
        f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{kinds}.worksheet+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{package}/relationships"><Relationship Id="r1" Type="{office}/officeDocument" '
        'Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{office}"><sheets><sheet name="S" sheetId="1" r:id="r1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{package}/relationships"><Relationship Id="r1" Type="{office}/worksheet" '
        'Target="worksheets/sheet1.xml"/></Relationships>',
    }
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, text in parts.items():
            archive.writestr(zipfile.ZipInfo(name), text)  # without the time of day
        archive.writestr(zipfile.ZipInfo("xl/worksheets/sheet1.xml"), sheet)
    return made.getvalue()


MARKDOWN = b"""---\ntitle: Lighting\nauthor: [A. Writer]\nbibliography: works.bib\nlang: en\n---\n\n# Streets {#s .unnumbered}

Lit streets have *fewer* accidents[^1] [see @moser, p. 12; -@keller-2014]. As @brandt:2010 [p. 3] says, "lamps burn".
It is `code` and $x^2$ and ~~gone~~ and <b>bold</b> <!-- a remark --> and [a link](https://example.org "t").^[A note.]

> A quotation that somebody else has written down.

1. One\n2. Two\n   - inner\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n```py\nx = 1\n```\n\nHead\n====\n\n[^1]: Keller, *Walking*, 2014, p. 12.
    More of it.\n\n## References\n\nKeller, A. (2014). Walking at night. Ebersau: Talverlag.\n"""
LATEX = rb"""\documentclass[12pt]{article}
\usepackage[utf8]{inputenc}\newcommand{\nato}[1][x]{NATO#1}\def\eu{EU}
\title{Lighting}\author{A. Writer}
\begin{document}\maketitle
\begin{abstract}We argue that lamps help.\end{abstract}
\section{Streets}\label{s}
Lit streets have \emph{fewer} accidents\footnote{Keller, \textit{Walking}, 2014, p.~12.} \cite[see][p. 3]{moser,keller-2014}.
\textcite{brandt} says ``lamps burn'' -- and \nato{} agrees, 50\% of it, $x^2$ \[y\] \verb|a_b| \"uber \ss. % a remark
\begin{quote}A quotation that somebody else has written down.\end{quote}
\begin{itemize}\item One \item[x] Two\end{itemize}\input{other}
\begin{figure}\includegraphics{a.png}\caption{A lamp}\end{figure}
\bibliography{works}
\begin{thebibliography}{9}\bibitem{moser} Moser, J. Lamps. 2011.\bibitem[K14]{keller-2014} Keller, A. Walking. 2014.
\end{thebibliography}\end{document}
"""
HTML = b"""<!DOCTYPE html><html lang="en"><head><title>Lighting</title><meta name="author" content="A. Writer"><style>p{}</style>
</head><body><h1>Lighting</h1><p>Lit streets have <em>fewer</em> accidents<sup><a href="#fn1" id="r1">1</a></sup> (Moser 2011,
p. 12). &ldquo;Lamps burn&rdquo; &amp; &#8217; more.</p><blockquote><p>A quotation of somebody.</p></blockquote><h2>Streets</h2>
<ul><li>One<li>Two</ul><table><tr><th>a<td>b</table><pre>code</pre><img src="data:," alt="x"><script>1</script>
<h2>References</h2><p id="moser">Moser, J. (2011). Lamps. <i>Journal of Streets</i> 7.</p>
<section role="doc-endnotes"><ol><li id="fn1">Keller, Walking, 2014, p. 12. <a href="#r1">b</a></li></ol></section></body></html>"""
JATS = b"""<?xml version="1.0"?><article xml:lang="en"><front><article-meta><title-group><article-title>Lighting</article-title>
</title-group><contrib-group><contrib><name><surname>Writer</surname><given-names>A.</given-names></name></contrib>
</contrib-group><abstract><p>We argue.</p></abstract></article-meta></front><body><sec id="s1"><title>Streets</title><p>Lit streets
have <italic>fewer</italic> accidents<xref ref-type="fn" rid="fn1">1</xref> (<xref ref-type="bibr" rid="b1">Moser 2011</xref>).</p>
<disp-quote><p>A quotation.</p></disp-quote><fig><label>1</label><caption><p>A lamp</p></caption></fig></sec></body><back>
<fn-group><fn id="fn1"><p>Keller, Walking, 2014.</p></fn></fn-group><ref-list><ref id="b1"><element-citation><person-group>
<name><surname>Moser</surname><given-names>J.</given-names></name></person-group><article-title>Lamps</article-title>
<year>2011</year><pub-id pub-id-type="doi">10.1000/182</pub-id></element-citation></ref></ref-list></back></article>"""
_OFFICE = "urn:oasis:names:tc:opendocument:xmlns"
ODT_BODY = f"""<office:document xmlns:office="{_OFFICE}:office:1.0" xmlns:text="{_OFFICE}:text:1.0" xmlns:style="{_OFFICE}:style:1.0"
 xmlns:table="{_OFFICE}:table:1.0" xmlns:fo="{_OFFICE}:xsl-fo-compatible:1.0"><office:automatic-styles><style:style style:name="T1"
 style:family="text"><style:text-properties fo:font-style="italic"/></style:style></office:automatic-styles><office:body><office:text>
<text:h text:outline-level="1">Streets</text:h><text:p>Lit streets have <text:span text:style-name="T1">fewer</text:span> accidents
<text:note text:id="f1" text:note-class="footnote"><text:note-citation>1</text:note-citation><text:note-body><text:p>Keller, Walking,
2014.</text:p></text:note-body></text:note> (Moser 2011).<text:s text:c="3"/><text:tab/></text:p><text:list><text:list-item><text:p>One
</text:p></text:list-item></text:list><table:table><table:table-row><table:table-cell><text:p>a</text:p></table:table-cell>
</table:table-row></table:table><text:p>Moser, J. (2011). Lamps. Journal of Streets 7.</text:p></office:text></office:body>
</office:document>""".encode()
DOCX_BODY = (
    f'<w:document xmlns:w="{W}"><w:body>{p("Lighting", "Titel")}{p("Streets", "berschrift1")}'
    f"<w:p>{r('Lit streets have fewer accidents')}{call('footnote', 1)}{r(' (Moser 2011).')}"
    f"{field('ADDIN ZOTERO_ITEM CSL_CITATION {}', '(Keller 2014)')}{box(p('In a box.'))}</w:p>{numbered('One')}"
    f"<w:tbl><w:tr><w:tc>{p('a')}</w:tc><w:tc>{p('b')}</w:tc></w:tr></w:tbl>"
    f"{p('Moser, J. (2011). Lamps. Journal of Streets 7.', 'Lit')}</w:body></w:document>"
).encode()
DOCX_NOTES = notes("footnote", "Keller, Walking, 2014, p. 12.").encode()
PDF = pdf_of(
    [
        column(72, 780, 18, ["Lighting the streets"])
        + column(72, 740, 11, ["Lit streets have fewer accidents.^1 Every other town in", "the valley lights its streets (Moser 2011)."])
        + column(72, 90, 8, ["1 Keller, Anna. Walking at night. Ebersau: Talverlag, 2014."]),
        column(72, 740, 11, ["References", "Moser, J. (2011). Lamps. Journal of Streets 7, 101."]),
    ]
)  # fmt: skip
_MARKED = column(
    72,
    740,
    11,
    ["Lit streets have fewer accidents by night than dark ones", "in the towns of the valley, as Moser says."],
)
_BOXES = [
    box_of(_MARKED[0], "Lit streets have fewer accidents by night than dark ones"),
    box_of(_MARKED[1], "in the towns"),
]
COMMENTED = commented_pdf(
    [_MARKED],
    [
        (0, f"/Subtype /Highlight {quads(*_BOXES)} {rectangle(*_BOXES)} /T (Ann) /Contents (Why? \\(a\\)) /NM (one)"),
        (0, f"/Subtype /Text {rectangle(*_BOXES)} /T (Ben) /Contents {text('Só – so')} /IRT {{0}}"),
        (0, f"/Subtype /StrikeOut {quads(_BOXES[1], order='round')} {rectangle(_BOXES[1])} /IRT {{3}} /RT /Group"),
        (0, f"/Subtype /Caret {rectangle(_BOXES[1])} /RC (<p>in a <b>town</b></p>)"),
        (0, f"/Subtype /FreeText {rectangle(_BOXES[1])} /Contents (No source) /F 4"),
    ],
)
COMMENT_SIGNS = [
    b"/QuadPoints [0 0 1e38 0 0 -1 1 1]",
    b"/IRT 7 0 R",
    b"/Rect [0 0 nan 1]",
    b"/Contents <feff",
    b"/RC (<p",
    b"/Annots",
]
HYPOTHESIS = b"""{"total": 2, "rows": [{"id": "a", "user": "acct:ann@hypothes.is", "uri": "http://a.org", "text": "Why? [x](http://b.org)",
"tags": ["t"], "group": "g", "target": [{"source": "http://a.org", "selector": [{"type": "TextPositionSelector", "start": 4, "end": 30},
{"type": "TextQuoteSelector", "exact": "Lit streets have fewer accidents", "prefix": "so. ", "suffix": " than"}]}]},
{"id": "b", "text": "So", "references": ["a"], "target": [{"source": "x"}]}]}"""
WEB_ANNOTATION = b"""{"@context": "http://www.w3.org/ns/anno.jsonld", "type": "AnnotationPage", "items": [{"type": "Annotation", "id": "u:1",
"creator": {"name": "Ann"}, "body": [{"type": "TextualBody", "value": "<p>a <a href='http://b.org'>b</a></p>", "format": "text/html"},
{"type": "TextualBody", "purpose": "tagging", "value": "t"}, "http://c.org"], "target": {"source": "p", "selector": {"type": "FragmentSelector",
"value": "x", "refinedBy": {"type": "TextQuoteSelector", "exact": "Lit streets"}}}}, {"type": "Annotation", "bodyValue": "So", "target": "u:1"}]}"""
CARNEADES = b"""title: A case\nstatements:\n  a: The lamps burn\n  b:\n    text: Lit streets are safer\n    standard: PE\n  c: The town is dark
arguments:\n  a1:\n    scheme: default\n    premises: [a]\n    conclusion: b\n    weight: 0.5\n    undercutter: c\n  a2: {premises: [c], conclusion: -b}
issues:\n  i1: {positions: [b, c], standard: CCE}\nassumptions: [a]\ntests:\n  - assuming: [a]\n    in: [b]\nreferences: {}\n"""
AIF = b"""{"AIF": {"nodes": [{"nodeID": 1, "type": "I", "text": "Tax it"}, {"nodeID": "2", "type": "I", "text": "It harms"},
{"nodeID": "3", "type": "RA", "text": "RA", "scheme": "CauseToEffect"}, {"nodeID": "4", "type": "I", "text": "It does not"},
{"nodeID": "5", "type": "CA", "text": "Default Conflict"}, {"nodeID": "6", "type": "MA", "text": "Default Rephrase"},
{"nodeID": "7", "type": "L", "text": "Ann Lee : it harms"}, {"nodeID": "8", "type": "YA", "text": "Asserting"}],
"edges": [[{"edgeID": 1, "fromID": 2, "toID": 3}, {"edgeID": 2, "fromID": 3, "toID": 1}, {"edgeID": 3, "fromID": 4, "toID": 5},
{"edgeID": 4, "fromID": 5, "toID": 3}, {"edgeID": 5, "fromID": 4, "toID": 6}, {"edgeID": 6, "fromID": 6, "toID": 1},
{"edgeID": 7, "fromID": 7, "toID": 8}, {"edgeID": 8, "fromID": 8, "toID": 2}]], "schemefulfillments": null,
"locutions": [{"nodeID": 7, "personID": 1}], "participants": [{"participantID": 1, "firstname": "Ann", "surname": "Lee"}]},
"text": {"txt": "<span id='node7'>it harms</span><br>"}, "OVA": {"nodes": [{"nodeID": "1", "x": 1}]}}"""
ARGUEBUF = b"""{"nodes": {"a": {"atom": {"text": "Tax it", "participant": "p", "reference": {"resource": "r", "text": "tax it"}}},
"b": {"atom": {"text": "It harms"}}, "c": {"scheme": {"support": "SUPPORT_SIGN"}}, "d": {"scheme": {"attack": "ATTACK_DEFAULT"}},
"e": {"scheme": {"rephrase": "REPHRASE_DEFAULT"}}}, "edges": {"1": {"source": "b", "target": "c"}, "2": {"source": "c",
"target": "a"}, "3": {"source": "b", "target": "d"}, "4": {"source": "d", "target": "c"}}, "majorClaim": "a",
"participants": {"p": {"name": "Ann"}}, "resources": {"r": {"text": "Let us tax it"}}, "schemaVersion": 1}"""
AF = b"p af 3\n# a remark\n1 2\n2 1\n3 3\n"
APX = b"arg(a).\narg(b).\natt(a,b).\natt(b,a).\n"
TGF = b"1 a\n2 b\n#\n1 2\n2 1\n"


def packed(parts: dict[str, bytes]) -> bytes:
    """A zip file of these parts, the same bytes each time."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in parts.items():
            package.writestr(zipfile.ZipInfo(name), data)
    return buffer.getvalue()


def docx(body: bytes) -> bytes:
    """A Word file around a document part."""
    return packed(
        {"word/document.xml": body, "word/footnotes.xml": DOCX_NOTES, "word/numbering.xml": NUMBERING.encode()}
    )


def odt(body: bytes) -> bytes:
    """An OpenDocument text around a content part."""
    return packed({"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": body})


def ods(body: bytes) -> bytes:
    """An OpenDocument sheet around a content part."""
    return packed({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet", "content.xml": body})


XML_SIGNS = [
    b"<",
    b">",
    b"/>",
    b"&",
    b"&amp;",
    b"&#0;",
    b"&#x10ffff;",
    b'"',
    b"<![CDATA[",
    b"]]>",
    b"<!--",
    b"-->",
    b"<?x?>",
]
HTML_SIGNS = [
    *XML_SIGNS, b"<p>", b"</p>", b"<h1>", b"<sup>", b"<a href='#x'>", b"<li>", b"<table>", b"<td>", b"<script>", b"<b>",
    b"<blockquote>", b"<math>", b"<svg>", b"</body>",
]  # fmt: skip
TEX_SIGNS = [
    b"\\", b"{", b"}", b"[", b"]", b"$", b"$$", b"%", b"#1", b"&", b"~", b"\\cite[", b"\\cite{", b"\\footnote{", b"\\begin{",
    b"\\end{", b"\\newcommand{", b"\\def", b"\\sqrt[", b"\\verb", b"\\input{paper}", b"\\section*{", b"\\\"", b"^^M", b"\\\\",
]  # fmt: skip
MARK_SIGNS = [
    b"*", b"**", b"_", b"`", b"```\n", b"[", b"]", b"](", b"[^1]", b"[^1]: ", b"[@", b"^[", b"> ", b"# ", b"---\n", b"===\n", b"- ",
    b"1. ", b"|", b"<!--", b"-->", b"$", b"\\", b"{", b"}", b"&amp;", b"http://", b"\t",
]  # fmt: skip
TEXT_SIGNS = [
    b"(", b")", b"[1]", b"[1-99999]", b"(Smith 2001)", b"(2001a, b)", b"et al.", b"ibid.", b"p. 12", b"\xe2\x80\x9c", b"\xe2\x80\x9d",
    b'"', b"'", b"\xc2\xb9", b"References\n", b"Notes\n", b"1. ", b"\x0c", b"-\n", b"\n\n", b". . .", b"[\xe2\x80\xa6]", b"\xef\xbf\xbd",
    b"\xf0\x9f\x98\x80", b"\xe2\x80\x8f", b"\xcc\x81", b"\xc2\xad", b"https://doi.org/10.", b"Smith, J., ", b"and ", b"; ", b"0",
]  # fmt: skip
CLAIM_SIGNS = [
    b"# ", b"## ", b"- because: ", b"- but: ", b"- cites: @", b"- evidence: ", b"  unless: ", b"  weight: ", b"  scheme: ", b" + ",
    b"{", b"}", b"{conclusion}", b"{assumption}", b"> ", b"<!--", b"-->", b"\xef\xbb\xbf", b"- waive: ", b"- tags: ", b"  cq1: ",
    b"- standard: ", b"- said-by: ", b"- assume: ", b"  warrant: ", b"  id: ", b"  via: @", b"  from: @", b"  type: ",
]  # fmt: skip
BIB_SIGNS = [
    b"@", b"@book{", b"@string{", b"@comment", b"{", b"}", b"(", b")", b'"', b"#", b",", b"=", b"\\", b" and ", b"title = ", b"author = ",
    b"crossref = ", b"\\sqrt[", b"\\textbf{", b"$", b"date = {2001/..}", b"%", b"--",
]  # fmt: skip
JSON_SIGNS = [
    b"{",
    b"}",
    b"[",
    b"]",
    b":",
    b",",
    b'"',
    b"null",
    b"true",
    b"-1e999",
    b"NaN",
    b'"id":',
    b"\\u0000",
    b"\\ud800",
    b"[[",
    b"1" * 400,
]
TOML_SIGNS = [
    b"[",
    b"]",
    b"[[",
    b"=",
    b'"',
    b"'''",
    b"{",
    b"}",
    b"= 3\n",
    b"= []\n",
    b"= {}\n",
    b"= true\n",
    b"= 1979-05-27\n",
    b"= nan\n",
    b"\n",
]
YAML_SIGNS = [
    b"!!bool ",
    b": ",
    b"- ",
    b"[",
    b"]",
    b"{",
    b"}",
    b"&a ",
    b"*a ",
    b"!!python/x ",
    b"|\n",
    b"null",
    b"~",
    b"\n  ",
    b"? ",
    b"- -",
    b"-b",
    b"<<: *a\n",
]
PDF_SIGNS = [b"<<", b">>", b"/N", b"[", b"]", b"(", b")", b"obj\n", b"endobj\n", b"stream\n", b"endstream\n", b"0 R", b"Tj", b"Do", b"BT", b"ET",
    b"-1", b"99999999999", b"/Filter/FlateDecode", b"/Type/XObject/Subtype/Form", b"nan", b"1e308 0 0 1e308 0 0 Tm", b"6 0 R"]  # fmt: skip
GRAPH_SIGNS = [b"1", b"2", b"-1", b" ", b"\n", b"#", b"p af ", b"arg(", b"att(", b")", b",", b".", b"9" * 30]
ARGDOWN = b"""===
title: Street lights
model: {mode: loose}
===

# Lights

Some prose that nothing is joined to.

[Lit]: Streets should be *lit*, as @[Cost] says. #policy {proponent: "Ada", color: 3}
  + <Safety>: Dark streets are [not safe](https://example.org/a). #(night time)
    _ [Thieves]: Thieves like light.
  - [Cost]: Power \\(much of it) costs .->. money.
    >< [Cheap]
    -> [Budget]: The budget holds. // so they say
  + <Sums>

## Sums

<Sums>: It pays.

(1) [Few]: Few lights are needed.
(2) [Cheap]: Each is cheap.
-- Addition {uses: [1, 2], weight: 0.5} --
(3) Lights are cheap in all.
  <_ [Thieves]
(4) Cheap things should be done.
--
Modus ponens, Instance
--
(5) [Lit]

[Rome]
  +> <Sums>
  -> <Sums>
"""
ZOTERO = b"""{"items": [{"id": "http://zotero.org/users/1/items/KELL2014", "type": "book", "title": "Walking at night",
 "author": [{"family": "Keller", "given": "Anna"}], "issued": {"date-parts": [["2014", 3]]}},
 {"id": "moser2011", "type": "article-journal", "title": "Lamps", "note": "x", "page": "1-9"}],
 "attachments": [{"key": "PDFKEY01", "links": {"enclosure": {"href": "file:///home/a%20b/storage/PDFKEY01/K.pdf"}},
 "data": {"itemType": "attachment", "parentItem": "KELL2014", "path": "storage:K.pdf"}}],
 "annotations": [{"key": "A1", "data": {"itemType": "annotation", "parentItem": "PDFKEY01", "annotationType": "highlight",
 "annotationText": "the town counted", "annotationComment": "People walk.", "annotationPageLabel": "12",
 "annotationColor": "#ffd400", "tags": [{"tag": "count"}]}}, {"key": "N1", "data": {"itemType": "note"}}]}"""
KIALO = b"""Discussion Title: Should streets be lit?

1. Streets should be lit.
1.1. Pro: Dark streets are [not safe](https://example.org/a_(b)), as \\(nearly\\) all [say](javascript:alert(1)).
and a second line.
1.1.1. Con: Thieves like light.
1.1.2. Pro: -> See 1.2.1.
1.1.2.1. Pro: It is said under the link.
1.2. Con: Light is dear.
1.2.1. Pro: Power costs, see [the bill](https://example.org/a_(b)).
1.3. Pro: -> See 9.9.
1.4. Pro: -> See 1.
"""
BRAT = b"""T1\tMajorClaim 0 10\tLight them.
T2\tMajorClaim 90 99\tLight all.
T3\tClaim 11 20\tIt is safe
A1\tStance T3 For
T4\tClaim 21 30\tIt is dear
A2\tStance T4 Against
T5\tPremise 31 40\tI saw it
R1\tsupports Arg1:T5 Arg2:T3\t
R2\tattacks Arg1:T4 Arg2:T3\t
R3\tsupports Arg1:T9 Arg2:T3\t
#1\tAnnotatorNotes T1\tgood
E1\tEvent:T1 x:T2
"""
ARGGRAPH = b"""<?xml version='1.0' encoding='UTF-8'?>
<arggraph id="x" topic_id="street_lights" stance="pro">
<edu id="e1"><![CDATA[Light the streets!]]></edu><edu id="e2">Dark is bad,</edu><edu id="e3">and costs are low.</edu>
<edu id="e4">But thieves like it.</edu><edu id="e5">They do not.</edu><edu id="e6">As in Rome.</edu>
<adu id="a1" type="pro"/><adu id="a2" type="pro"/><adu id="a3" type="pro"/><adu id="a4" type="opp"/>
<adu id="a5" type="pro"/><adu id="a6" type="pro"/>
<edge id="s1" src="e1" trg="a1" type="seg"/><edge id="s2" src="e2" trg="a2" type="seg"/>
<edge id="s3" src="e3" trg="a3" type="seg"/><edge id="s4" src="e4" trg="a4" type="seg"/>
<edge id="s5" src="e5" trg="a5" type="seg"/><edge id="s6" src="e6" trg="a6" type="seg"/>
<edge id="c1" src="a2" trg="a1" type="sup"/><edge id="c2" src="a3" trg="c1" type="add"/>
<edge id="c3" src="a4" trg="c1" type="und"/><edge id="c4" src="a5" trg="c3" type="und"/>
<edge id="c5" src="a6" trg="a1" type="exa"/><edge id="c6" src="a9" trg="a1" type="reb"/>
</arggraph>"""
