"""Progress: after a second, on a screen only, on standard error."""

from __future__ import annotations

import io
import sys
from types import SimpleNamespace

import pytest

from deltatrunk.cli import console
from deltatrunk.cli.console import Working, table


class Screen(io.StringIO):
    """A standard error that is a terminal."""

    def isatty(self) -> bool:
        return True


@pytest.fixture
def screen(monkeypatch: pytest.MonkeyPatch) -> Screen:
    found = Screen()
    # pytest sets sys.stderr anew for every phase of a test: the module's own view of it is replaced instead.
    monkeypatch.setattr(console, "sys", SimpleNamespace(stderr=found, stdout=sys.stdout))
    monkeypatch.setenv("TERM", "xterm")
    return found


def work(*, quiet: bool = False, patience: float) -> None:
    with Working("画图", quiet=quiet) as working:
        working._timer.join(patience)
        working.say("画图 2/3")


def test_longer_work_is_shown(screen: Screen, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(console, "SHOW_AFTER", 0.01)
    work(patience=5)
    assert "画图" in screen.getvalue()


def test_a_bar_shows_how_much_of_the_work_is_done(screen: Screen, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(console, "SHOW_AFTER", 0.01)
    with Working("提取", quiet=False) as working:
        working._timer.join(5)
        working.step("提取 [甲].txt", 3, 12)
    assert "提取 [甲].txt 3/12" in screen.getvalue()


def test_short_work_is_not_shown(screen: Screen) -> None:
    work(patience=0)
    assert screen.getvalue() == ""


def test_quiet_work_is_not_shown(screen: Screen, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(console, "SHOW_AFTER", 0.01)
    with Working("画图", quiet=True) as working:
        working.say("画图 2/3")
    assert screen.getvalue() == ""


def test_nothing_is_shown_where_nobody_looks(capsys: pytest.CaptureFixture[str]) -> None:
    with Working("画图", quiet=False) as working:
        working.say("画图 2/3")
    assert capsys.readouterr().err == ""


def test_a_table_in_a_file_is_as_wide_as_it_must_be(capsys: pytest.CaptureFixture[str]) -> None:
    long = "很长的名称" * 60
    table(("名称", "[数值]"), [(long, 2800.0), ("[red]甲[/red]", None)], title="题")
    shown = capsys.readouterr().out
    assert long in shown
    assert "[red]甲[/red]" in shown
    assert "[数值]" in shown
    assert shown.startswith("题\n")
