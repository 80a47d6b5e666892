"""The summary of many papers as one HTML page that needs nothing else: no script, nothing from elsewhere."""

from __future__ import annotations

from argmap.corpus.records import STATES
from argmap.corpus.summary import MOST, Summary
from argmap.corpus.tables import BARE, say_counts
from argmap.ground.unseen import show_unseen
from argmap.ground.version import VERSION
from argmap.outputs.report.render import colour_rules
from argmap.outputs.webpage import make_environment, make_policy, source_of, squeeze
from argmap.registries.retraction_watch import CREDIT


def render_summary(summary: Summary) -> str:
    """The whole page as one HTML document. The same records give the same page, byte for byte."""
    from argmap.checks.pages import summaries

    environment = make_environment(None)
    style = squeeze(
        "\n".join((colour_rules(), source_of(environment, "report.css"), source_of(environment, "corpus.css")))
    )
    html = environment.get_template("corpus.html.j2").render(
        summary=summary,
        bare=BARE,
        said=say_counts(summary.counts),
        meanings=summaries(),
        states=STATES,
        credit=CREDIT,
        most=MOST,
        made=f"Made by argmap {VERSION}. The same records give the same page, byte for byte.",
        style=style,
        policy=make_policy(style),
    )
    return show_unseen(html)
