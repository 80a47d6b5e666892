"""The letter as one HTML file that fetches nothing and runs no script: its Markdown, by markdown-it, in a page."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

from argmap.ground.template_folders import fill_template
from argmap.outputs.webpage import keep_policy, make_environment, make_policy, source_of, squeeze


def as_html(markdown: str) -> str:
    """The letter as a fragment of HTML, to stand in another page; HTML within it is shown as text."""
    from markdown_it import MarkdownIt

    rendered: str = MarkdownIt("commonmark", {"html": False}).render(markdown)
    return rendered


def write_html(markdown: str, own_templates: Path | None = None, tongue: str = "en") -> str:
    """A page of a letter in Markdown in a tongue, by ``letter.html.j2`` and ``letter.css``.

    Its title is the first heading.

    HTML within the Markdown is shown as text: it may come from a stranger's claims or paper.
    """
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark", {"html": False})
    tokens = parser.parse(markdown)
    heading = next((after for token, after in pairwise(tokens) if token.tag == "h1"), None)
    title = "".join(part.content for part in heading.children or ()) if heading else ""
    environment = make_environment(own_templates)
    style = squeeze(source_of(environment, "letter.css"))
    policy = make_policy(style)
    page = fill_template(
        environment,
        "letter.html.j2",
        own_templates,
        letter=parser.renderer.render(tokens, parser.options, {}),
        title=title,
        tongue=tongue,
        style=style,
        policy=policy,
    )
    return keep_policy(page, policy) if own_templates else page
