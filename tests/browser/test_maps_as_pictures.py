"""One map is one picture, whoever draws it: Chromium its SVG, Typst its PNG and PDF, others where they are installed."""

from __future__ import annotations

import base64
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from argmap.evaluation import evaluate
from argmap.maps import Drawing, draw, draw_pages, overview, sheet_named, to_svg, whole_map, without_judgement
from maps_arguments import fifteen_claims, fourteen_claims

pytestmark = pytest.mark.browser
MOST = 0.005
"""The share of a picture's points that may differ, those of letters' and lines' edges left aside. Without any of its
words a slide differs by one in a hundred."""

# A point differs where its colour is further than a quarter of the scale from every point around it in the other
# picture: what renderers smooth or round in other ways lies within one point.
COMPARE = """
async ([one, other]) => {
  const read = async (picture) => {
    const canvas = document.createElement("canvas");
    const pen = canvas.getContext("2d", {willReadFrequently: true});
    if (picture.png) {
      const image = new Image();
      image.src = "data:image/png;base64," + picture.png;
      await image.decode();
      canvas.width = image.width; canvas.height = image.height;
      pen.fillStyle = "#fff"; pen.fillRect(0, 0, image.width, image.height);
      pen.drawImage(image, 0, 0);
      return pen.getImageData(0, 0, image.width, image.height);
    }
    const bytes = Uint8ClampedArray.from(atob(picture.raw), (letter) => letter.charCodeAt(0));
    const data = new ImageData(picture.width, picture.height);
    for (let y = 0; y < picture.height; y++) for (let x = 0; x < picture.width; x++) {
      const from = y * picture.stride + x * 4, to = (y * picture.width + x) * 4;
      for (let c = 0; c < 3; c++) data.data[to + c] = bytes[from + 2 - c];
      data.data[to + 3] = 255;
    }
    return data;
  };
  const a = await read(one), b = await read(other);
  if (Math.abs(a.width - b.width) > 2 || Math.abs(a.height - b.height) > 2)
    return {size: [a.width, a.height, b.width, b.height]};
  const width = Math.min(a.width, b.width), height = Math.min(a.height, b.height);
  const far = (p, i, q, j) => Math.max(
    Math.abs(p.data[i] - q.data[j]), Math.abs(p.data[i + 1] - q.data[j + 1]), Math.abs(p.data[i + 2] - q.data[j + 2])
  ) > 64;
  const alone = (p, q, x, y) => {
    for (let v = Math.max(0, y - 1); v <= Math.min(height - 1, y + 1); v++)
      for (let u = Math.max(0, x - 1); u <= Math.min(width - 1, x + 1); u++)
        if (!far(p, (y * p.width + x) * 4, q, (v * q.width + u) * 4)) return false;
    return true;
  };
  let different = 0, ink = 0;
  for (let y = 0; y < height; y++) for (let x = 0; x < width; x++) {
    const at = (y * a.width + x) * 4;
    if (far(a, at, a, 0)) ink++;
    if (far(a, at, b, (y * b.width + x) * 4) && (alone(a, b, x, y) || alone(b, a, x, y))) different++;
  }
  return {share: different / (width * height), ink: ink / (width * height)};
}
"""


def map_of(name: str) -> Drawing:
    fifteen, fourteen = fifteen_claims(), fourteen_claims()
    if name == "page":
        return draw_pages(whole_map(fifteen, evaluate(fifteen)), sheet_named("a4"))[0]
    if name == "slide":
        return draw_pages(without_judgement(whole_map(fifteen, evaluate(fifteen))), sheet_named("16:9"), "TB")[1]
    if name == "overview":
        return draw(overview(fourteen, evaluate(fourteen)))
    return draw(whole_map(fourteen, evaluate(fourteen)))


@pytest.fixture(scope="module", params=["whole", "overview", "page", "slide"])
def drawn(request: pytest.FixtureRequest, chromium: Any, tmp_path_factory: pytest.TempPathFactory) -> Any:
    """A map, its light SVG as a file, and Chromium's picture of it at two dots a pixel."""
    drawing = map_of(request.param)
    file = tmp_path_factory.mktemp("map") / "map.svg"
    file.write_text(to_svg(drawing, theme="light"), encoding="utf-8")
    pixels = drawing.page.points / 0.75 if drawing.page else 1.0
    size = {"width": round(drawing.width * pixels), "height": round(drawing.height * pixels)}
    page = chromium.new_page(viewport=size, device_scale_factor=2)
    page.goto(file.as_uri())
    picture = {"png": base64.b64encode(page.screenshot()).decode()}
    page.goto("about:blank")
    yield drawing, file, picture, page
    page.close()


def assert_same(page: Any, one: Any, other: Any) -> None:
    found = page.evaluate(COMPARE, [one, other])
    assert "share" in found, found
    assert found["ink"] > 0.02, "the picture is empty"
    assert found["share"] < MOST, found


def test_the_png_shows_what_the_browser_shows(drawn: Any) -> None:
    pytest.importorskip("typst", reason="needs Typst (the extra `pictures`)")
    from argmap.maps.pictures import to_pictures

    drawing, _, picture, page = drawn
    (data,) = to_pictures([drawing], "png")
    assert_same(page, picture, {"png": base64.b64encode(data).decode()})


def test_the_pdf_shows_what_the_browser_shows(drawn: Any) -> None:
    pytest.importorskip("typst", reason="needs Typst (the extra `pictures`)")
    import pypdfium2

    from argmap.maps.pictures import to_pictures

    drawing, _, picture, page = drawn
    (data,) = to_pictures([drawing], "pdf")
    bitmap = pypdfium2.PdfDocument(data)[0].render(scale=192 / 72, rev_byteorder=False, force_bitmap_format=4)
    raw = base64.b64encode(bytes(bitmap.buffer)).decode()
    shown = {"raw": raw, "width": bitmap.width, "height": bitmap.height, "stride": bitmap.stride}
    assert_same(page, picture, shown)


@pytest.mark.parametrize(
    "command",
    [("rsvg-convert", "--zoom", "2", "-o", "OUT"), ("inkscape", "--export-dpi=192", "--export-filename=OUT")],
    ids=lambda command: command[0],
)
def test_other_programs_show_what_the_browser_shows(drawn: Any, command: tuple[str, ...]) -> None:
    program = shutil.which(command[0])
    if program is None:
        pytest.skip(f"{command[0]} is not installed")
    _, file, picture, page = drawn
    out = file.with_name(f"{command[0]}.png")
    arguments = [word.replace("OUT", str(out)) for word in command[1:]]
    subprocess.run([program, *arguments, str(file)], capture_output=True, check=True)
    assert_same(page, picture, {"png": base64.b64encode(out.read_bytes()).decode()})


def test_a_picture_that_lacks_words_is_another_picture(drawn: Any) -> None:
    """The measure itself: the same map without its words must not pass for it."""
    _, file, picture, page = drawn
    bare = file.with_name("bare.svg")
    bare.write_text(re.sub(r"<text.*?</text>", "", file.read_text(encoding="utf-8")), encoding="utf-8")
    page.goto(bare.as_uri())
    other = {"png": base64.b64encode(page.screenshot()).decode()}
    page.goto("about:blank")
    found = page.evaluate(COMPARE, [picture, other])
    assert found["share"] > MOST
