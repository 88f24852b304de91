"""One HTML file from a view: everything inlined, nothing asked of any network.

The page's policy allows only the scripts that it carries, by their hashes; data stands in a JSON
block in which no character can end the block, and reaches the page as text, never as markup.
"""

from __future__ import annotations

import json
from dataclasses import fields, is_dataclass
from typing import Any

from markupsafe import Markup

from ..graph.schema import schema
from .page import asset, digest, environment, program_version, writable
from .view import View

_ESCAPES = {ord(c): f"\\u{ord(c):04x}" for c in "<>&\u2028\u2029\x7f"}
PROGRAM = ("draw.js", "panel.js", "map.js")


def to_html(view: View) -> str:
    """Return the whole page. The same view gives the same text, byte for byte."""
    library, program = asset("vis-network.min.js"), "\n".join(asset(name) for name in PROGRAM)
    template = environment().get_template("map.html")
    page = template.render(
        view=view,
        version=program_version(),
        policy=policy(library, program),
        css=Markup(asset("map.css")),  # noqa: S704 - the project's own file
        data=Markup(data_block(view)),  # noqa: S704 - escaped by data_block
        library=Markup(library),  # noqa: S704 - vendored file
        program=Markup(program),  # noqa: S704 - the project's own files
    )
    return writable(page)


def policy(*scripts: str) -> str:
    """Return the content security policy that allows these scripts, inline styles and nothing else.

    Inline styles stay allowed because vis-network adds its own when it starts; no data reaches a style.
    """
    hashes = " ".join(map(digest, scripts))
    return (
        f"default-src 'none'; script-src {hashes}; style-src 'unsafe-inline'; img-src data:; "
        "connect-src 'none'; base-uri 'none'; form-action 'none'"
    )


def data_block(view: View) -> str:
    """Return the view as JSON that may stand inside a script element."""
    raw = _plain(view)
    raw["looks"] = _looks(view)
    text = json.dumps(raw, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    return text.translate(_ESCAPES)


def _plain(value: Any) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return value


def _looks(view: View) -> list[dict[str, str]]:
    labels = schema().labels
    return [
        {"type": name, "color": labels[name].color, "shape": labels[name].shape}
        for name in sorted({node.type for node in view.nodes})
    ]
