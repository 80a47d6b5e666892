"""PNG and PDF are the SVG's own picture, in letters of the right widths; `pytest -m browser` holds that by pixels."""

import builtins
import shutil

import pytest

from argmap.ground.diagnostics import ArgmapError
from argmap.maps import draw, draw_pages, sheet_named, whole_map
from argmap.maps.pictures import to_pictures
from maps_arguments import argument_of, claim, fifteen_claims, generated, judged

needs_typst = pytest.mark.skipif(not shutil.which("fc-list"), reason="nobody can say which typefaces there are")


@needs_typst
@pytest.mark.parametrize("claims", [25, pytest.param(60, marks=pytest.mark.long)])
def test_a_pdf_has_its_pages_its_fonts_and_its_links(tmp_path, claims):
    pytest.importorskip("typst")
    import pypdfium2

    argument = generated(claims)
    pages = draw_pages(whole_map(argument, judged(argument)), sheet_named("a4"))
    (data,) = to_pictures(pages, "pdf", claim_link="https://example.org/{id}")
    pdf = pypdfium2.PdfDocument(data)
    assert len(pdf) == len(pages) > 1
    assert pdf[0].get_size() == pytest.approx((595.3, 841.9), abs=0.5)
    words = pdf[1].get_textpage().get_text_range()
    assert f"page 2 of {len(pages)}" in words and "PROVISIONAL" in words
    assert b"https://example.org/claim-7" in data or data.count(b"/Link") > len(argument.claims)
    assert to_pictures(pages, "pdf", claim_link="https://example.org/{id}") == [data]


@needs_typst
def test_a_png_has_its_size_and_a_page_each():
    pytest.importorskip("typst")
    argument = fifteen_claims()
    pages = draw_pages(whole_map(argument, judged(argument)), sheet_named("16:9"))
    made = to_pictures(pages, "png")
    assert len(made) == len(pages)
    for data in made:
        assert data.startswith(b"\x89PNG") and data[16:24] == (2560).to_bytes(4) + (1440).to_bytes(4)


@needs_typst
def test_words_that_mean_something_to_the_renderer_stay_words():
    pytest.importorskip("typst")
    hostile = '#panic("x") ]] #image("/etc/passwd") \\ " $x$ <page1>'
    argument = argument_of({hostile: [claim("a", hostile, kind="conclusion")]})
    (data,) = to_pictures([draw(whole_map(argument, judged(argument)), "tidy")], "pdf")
    assert data.startswith(b"%PDF-")


def test_without_the_renderer_the_remedy_is_said(monkeypatch):
    real = builtins.__import__

    def refuse(name, *arguments, **more):
        if name == "typst":
            raise ImportError(name)
        return real(name, *arguments, **more)

    monkeypatch.setattr(builtins, "__import__", refuse)
    argument = argument_of({"One": [claim("a")]})
    with pytest.raises(ArgmapError, match=r"argmap\[pictures\].*--format svg"):
        to_pictures([draw(whole_map(argument, judged(argument)), "tidy")], "png")


def test_without_a_fitting_typeface_the_remedy_is_said(monkeypatch):
    typst = pytest.importorskip("typst")

    class NoFonts:
        def __init__(self, **_):
            pass

        def families(self):
            return ["DejaVu Serif"]

    monkeypatch.setattr(typst, "Fonts", NoFonts)
    argument = argument_of({"One": [claim("a")]})
    with pytest.raises(ArgmapError, match="Liberation Sans"):
        to_pictures([draw(whole_map(argument, judged(argument)), "tidy")], "png")
