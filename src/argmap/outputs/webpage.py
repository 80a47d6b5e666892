"""What every page that argmap writes is made with: one HTML file that needs nothing else and lets nothing else in.

The style sheet and the script are written into the page and named by their hashes in its Content-Security-Policy;
everything from the project goes through Jinja2's escaping.
"""

from __future__ import annotations

import base64
import hashlib
import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from markupsafe import Markup, escape

from argmap.ground.template_folders import template_folders

if TYPE_CHECKING:
    from jinja2 import BytecodeCache, Environment

_DOCTYPE = re.compile(r"\s*<!doctype[^<>]*>", re.IGNORECASE)
_SPECIAL = re.compile("[&<>'\"]")
_CSS_SPACE = re.compile(r"/\*.*?\*/|\s*\n\s*", re.DOTALL)


def make_environment(own_templates: Path | None) -> Environment:
    """Jinja2 as every page uses it: escaping always, and a name that does not exist is an error.

    Templates of somebody's own are filled in a sandbox, which asks at every name whether it may be had.
    """
    from jinja2 import FileSystemLoader, StrictUndefined
    from jinja2.sandbox import SandboxedEnvironment

    environment = (SandboxedEnvironment if own_templates else _plain_environment())(
        loader=FileSystemLoader([str(folder) for folder in template_folders(own_templates)]),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
        bytecode_cache=compiled("pages of their own" if own_templates else "pages"),
    )
    environment.filters["number"] = _number
    environment.filters["linked"] = _linked
    return environment


@cache
def _plain_environment() -> type[Environment]:
    """Jinja2 for the templates that are ours: what they write is escaped as ever, but as plain strings.

    Jinja2 makes markup of it piece by piece, although all of it is joined at once: a sixth of filling a large report.
    Another sixth is that it asks whether what stands behind a dot is an attribute or a key, and whether what is called
    wants to know where: here it is always an attribute, and a macro never does.
    """
    from jinja2 import Environment
    from jinja2.compiler import CodeGenerator
    from jinja2.runtime import Context, Macro

    class Plainly(CodeGenerator):
        def _output_child_pre(self, node: Any, frame: Any, finalize: Any) -> None:
            if frame.eval_ctx.autoescape and not frame.eval_ctx.volatile and finalize.src is None:
                self.write("environment.escaped(")
            else:
                super()._output_child_pre(node, frame, finalize)

        def visit_Getattr(self, node: Any, frame: Any) -> None:
            self.visit(node.node, frame)
            self.write(f".{node.attr}")

    class Directly(Context):
        def call(self, called: Any, *given: Any, _loop_vars: Any = None, _block_vars: Any = None, **named: Any) -> Any:
            if type(called) is Macro:
                return called(*given, **named)
            return super().call(called, *given, _loop_vars=_loop_vars, _block_vars=_block_vars, **named)

    class Plain(Environment):
        code_generator_class = Plainly
        context_class = Directly
        escaped = staticmethod(escaped)

    return Plain


def escaped(value: Any) -> str:
    """What markupsafe's `escape` makes of the value, as a plain string where it is no markup already."""
    if type(value) is Markup or (type(value) is str and not _SPECIAL.search(value)):
        return value
    return str(escape(value))


@cache
def compiled(kind: str) -> BytecodeCache:
    """Templates as this process compiled them, by their text, and on no disk: that costs more than filling them.

    Each kind of environment has its own, for whether a template escapes what it is given is compiled into it.
    """
    from jinja2 import BytecodeCache
    from jinja2.bccache import Bucket

    kept: dict[tuple[str, str], Any] = {}

    class Kept(BytecodeCache):
        def load_bytecode(self, bucket: Bucket) -> None:
            bucket.code = kept.get((bucket.key, bucket.checksum))

        def dump_bytecode(self, bucket: Bucket) -> None:
            kept[bucket.key, bucket.checksum] = bucket.code

    return Kept()


def _linked(claim: Any, words: str) -> Markup:
    """These words of a claim as a link to its card: a macro takes thrice as long, and a large report has thousands."""
    link = f'<a class="c l-{escaped(claim.label)}" href="#claim-{escaped(claim.id)}">{escaped(words)}</a>'
    return Markup(link)  # noqa: S704 – each part of it is escaped


def source_of(environment: Environment, name: str) -> str:
    """A template's text as it stands: the style sheet and the script are no templates."""
    assert environment.loader is not None
    return environment.loader.get_source(environment, name)[0]


def _number(value: Any) -> str:
    return f"{value:,}"


def squeeze(css: str) -> str:
    """A style sheet without comments and line ends."""
    return _CSS_SPACE.sub("", css)


def make_policy(style: str, script: str | None = None) -> str:
    """The Content-Security-Policy of a page that holds this style sheet and this script, or no script at all."""

    def digest(text: str) -> str:
        return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()

    rules = {
        "default-src": "'none'",
        "style-src": f"'sha256-{digest(style)}'",
        "script-src": "'none'" if script is None else f"'sha256-{digest(script)}'",
        # the page's own drawing, on its way to becoming a PNG
        **({} if script is None else {"img-src": "blob:"}),
        "base-uri": "'none'",
        "form-action": "'none'",
    }
    return "; ".join(f"{name} {value}" for name, value in rules.items())


def keep_policy(html: str, policy: str) -> str:
    """The page with the policy before all else in it, whatever a template of somebody's own made of it.

    A browser takes the first element of a page for its head, and of two policies what both allow.
    """
    start = _DOCTYPE.match(html)
    at = start.end() if start else 0
    return f'{html[:at]}<meta http-equiv="Content-Security-Policy" content="{policy}">{html[at:]}'
