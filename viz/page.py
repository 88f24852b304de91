"""What every page of ours is made of: templates, assets, a policy, and text that cannot do harm."""

from __future__ import annotations

import hashlib
import re
from base64 import b64encode
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from importlib.resources import files

from jinja2 import Environment, FunctionLoader, StrictUndefined
from markupsafe import Markup

from .geometry import plain

_SOURCE_MAP = re.compile(r"^//# sourceMappingURL=.*$", re.MULTILINE)
_UNSEEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]+")
_LONGEST = 400


def render_page(template: str, *, styles: tuple[str, ...], scripts: tuple[str, ...] = (), **context: object) -> str:
    """Fill a template that extends ``page.html``; styles and scripts are names of our own static files.

    The policy allows these, by their hashes, and nothing else: no network, no inline handlers, no
    ``style`` attributes. The same context gives the same text, byte for byte.
    """
    css = "\n".join(map(asset, styles))
    program = "\n".join(map(asset, scripts))
    page = (
        environment()
        .get_template(template)
        .render(
            **context,
            version=program_version(),
            policy=strict_policy(css, program),
            css=Markup(css),  # noqa: S704 - the project's own files
            program=Markup(program),  # noqa: S704 - the project's own files
        )
    )
    return writable(page)


def strict_policy(style: str, script: str) -> str:
    """Return the content security policy of a page with one style block and at most one script."""
    allowed = f"script-src {digest(script)}; " if script else ""
    return f"default-src 'none'; {allowed}style-src {digest(style)}; base-uri 'none'; form-action 'none'"


def digest(block: str) -> str:
    """Return the hash by which a policy names an inline block."""
    return f"'sha256-{b64encode(hashlib.sha256(block.encode()).digest()).decode()}'"


def writable(page: str) -> str:
    """Return a page without lone surrogates, which cannot be written as UTF-8."""
    return page.encode("utf-8", "replace").decode("utf-8")


def shown(text: object, most: int = _LONGEST) -> str:
    """Return a text on one line, without control and direction marks, cut where it is longer than anything sensible.

    >>> shown("云园" * 3, 4)
    '云园云…'
    """
    clean = plain(str(text))
    return clean if len(clean) <= most else clean[: most - 1] + "…"


@cache
def asset(name: str) -> str:
    """Return the text of a static file."""
    text = files(__package__).joinpath("static", name).read_text("utf-8")
    return _SOURCE_MAP.sub("", text).replace("\r\n", "\n").strip()


@cache
def environment() -> Environment:
    """Return the templates' environment: everything is escaped, an unknown name is an error."""

    def load(name: str) -> str:
        return files(__package__).joinpath("templates", name).read_text("utf-8")

    made = Environment(
        loader=FunctionLoader(load),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_seen,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters["shown"] = shown
    made.filters["last_heading"] = lambda section: str(section).rsplit(" > ", 1)[-1]
    return made


def _seen(value: object) -> object:
    """Take control and direction marks out of whatever a template prints; they would turn the words around it."""
    return value if isinstance(value, Markup) or not isinstance(value, str) else _UNSEEN.sub(" ", value)


def program_version() -> str:
    """Return the version of this package, empty where it is not installed."""
    try:
        return version("deltatrunk")
    except PackageNotFoundError:
        return ""
