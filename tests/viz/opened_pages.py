"""A map in a real browser with the network cut, and what it asked, said and was refused."""

from __future__ import annotations

import os
import time
from dataclasses import dataclass, field
from typing import Any, NoReturn

import pytest

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chrome")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
WATCH = """
document.addEventListener('securitypolicyviolation', (e) => {
  window.reports = (window.reports || []).concat(e.violatedDirective + ' ' + e.blockedURI);
});
for (const name of ['alert', 'confirm', 'prompt']) window[name] = () => { window.ran = true; };
"""


def missing(what: str) -> NoReturn:
    """Skip where a developer's machine has no browser; fail where the pipeline has none."""
    if os.environ.get("CI", "").lower() == "true":
        pytest.fail(f"the pipeline needs {what}")
    pytest.skip(f"browser tests need {what}")


@dataclass
class Opened:
    """A page with what it asked, said and was refused."""

    page: Any
    requests: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    dialogs: list[str] = field(default_factory=list)

    def refuse(self, dialog: Any) -> None:
        """Note a dialog and close it."""
        self.dialogs.append(dialog.message)
        dialog.dismiss()

    def reports(self) -> list[str]:
        found: list[str] = self.page.evaluate("window.reports || []")
        return found

    def clean(self) -> None:
        """Assert that nothing was asked, nothing failed, nothing foreign ran."""
        assert self.requests == []
        assert self.errors == []
        assert self.reports() == []
        assert self.dialogs == []
        assert self.page.evaluate("window.ran") is None


def ink(page: Any) -> int:
    """Return how many different colours the canvas shows, sampled."""
    found: int = page.evaluate(
        """() => { const c = document.querySelector('#map canvas'), seen = new Set();
        const d = c.getContext('2d').getImageData(0, 0, c.width, c.height).data;
        for (let i = 0; i < d.length; i += 4 * 37) seen.add((d[i] << 16) | (d[i + 1] << 8) | d[i + 2]);
        return seen.size; }"""
    )
    return found


def click(page: Any, place: str) -> None:
    """Click the box of a view node."""
    at = page.evaluate("(id) => deltatrunk.where(id)", place)
    frame = page.locator("#map").bounding_box()
    page.mouse.click(frame["x"] + at["x"], frame["y"] + at["y"])


def until(page: Any, expression: str, seconds: float = 20) -> None:
    """Wait until an expression is true on the page; the driver's own waiting needs an eval that the policy forbids."""
    limit = time.monotonic() + seconds
    while not page.evaluate(expression):
        assert time.monotonic() < limit, f"never true: {expression}"
        page.wait_for_timeout(50)
