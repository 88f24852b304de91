"""What every command shares: the common options, the open store, the clock."""

from __future__ import annotations

import logging
import platform
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from .. import __version__
from ..settings import Settings, settings
from .chinese import F, option
from .console import Working, note
from .journal import Journal, secrets_of

if TYPE_CHECKING:
    from ..api import Store
    from ..graph.store import BoltStore


class _Path(click.Path):
    """A path that is not empty: ``Path("")`` would be the current folder. What is in the way is said by who uses it."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        if not str(value).strip():
            self.fail("路径是空的", param, ctx)
        return super().convert(value, param, ctx)


PATH = _Path(path_type=Path, readable=False)


@dataclass(slots=True)
class App:
    """The common options of one run. Filled by the options themselves, before or after the command's name."""

    environment: Mapping[str, str]
    store: str | None = None
    quiet: bool = False
    verbose: bool = False
    machine: bool = False
    times: dict[str, float] = field(default_factory=dict)
    command: str = ""
    """The command as it was written, for receipts; never with the address of a store, which may hold a password."""
    log: Path | None = None
    journal: Journal = field(default_factory=Journal)
    started: float = field(default_factory=time.perf_counter)

    @property
    def settings(self) -> Settings:
        """Where the store is."""
        return settings(self.store, self.environment)

    def watch(self) -> None:
        """Open the log where one is wanted, and tell it what it must not write."""
        self.journal.verbose = self.verbose
        self.journal.hide(secrets_of(self.store, self.environment))
        if self.log is not None and not self.journal.is_open:
            self.journal.open(self.log)
            self.journal.event("started", version=__version__, python=platform.python_version(), system=sys.platform)

    def end(self, code: int) -> int:
        """Note how the run ends; returns the exit code."""
        seconds = time.perf_counter() - self.started
        self.journal.event("ended", exit_code=code, seconds=seconds)
        if self.verbose:
            note(f"共用时：{seconds:.2f} 秒")
        return code

    def note(self, text: str) -> None:
        """Print a remark unless ``-q`` is given."""
        if not self.quiet:
            note(text)

    @contextmanager
    def work(self, title: str) -> Iterator[Working]:
        """Show progress on longer work and measure it for ``-v``."""
        started = time.perf_counter()
        done = False
        try:
            with Working(f"{title}……", quiet=self.quiet, on_step=self._on_step) as working:
                yield working
            done = True
        finally:
            seconds = time.perf_counter() - started
            self.journal.event("stage", stage=title, seconds=seconds, broken_off=None if done else True)
        self.times[title] = self.times.get(title, 0.0) + seconds
        if self.verbose:
            note(f"{title}：{seconds:.2f} 秒")

    def _on_step(self, text: str, done: int, total: int) -> None:
        stage, _, document = text.partition(" ")
        self.journal.event("document", level=logging.DEBUG, stage=stage, document=document, number=done, of=total)

    @contextmanager
    def open(self, packs: tuple[Path, ...] = ()) -> Iterator[Store]:
        """Open the store for one command."""
        from ..api import Store

        with self.work("打开图库"):
            bolt = self._bolt()
        with bolt:
            yield Store(bolt, packs=packs)

    @contextmanager
    def opening(self) -> Iterator[Opening]:
        """Let a command open the store while it does something else; what was opened is closed at the end."""
        with ThreadPoolExecutor(1) as beside:
            opening = Opening(lambda: beside.submit(self._prepared))
            try:
                yield opening
            finally:
                opening.close()

    def _bolt(self) -> BoltStore:
        from ..graph.opening import open_store

        chosen = self.settings
        return open_store(chosen.store, chosen.credentials, on_wait=lambda waiting: self.note(str(waiting)))

    def _prepared(self) -> BoltStore:
        bolt = self._bolt()
        try:
            bolt.prepare()
        except BaseException:
            bolt.close()
            raise
        return bolt


class Opening:
    """A store that opens beside other work: its server starts while documents are read."""

    def __init__(self, submit: Callable[[], Future[BoltStore]]) -> None:
        self._submit = submit
        self._future: Future[BoltStore] | None = None

    def start(self) -> None:
        """Begin to open, once."""
        if self._future is None:
            self._future = self._submit()

    def store(self) -> BoltStore:
        """Wait for the store; raises what opening it raised."""
        if self._future is None:
            self._future = self._submit()
        return self._future.result()

    def close(self) -> None:
        """Close the store if it was opened."""
        if self._future is not None and self._future.exception() is None:
            self._future.result().close()


def _keep(name: str) -> Callable[[click.Context, click.Parameter, Any], Any]:
    def keep(context: click.Context, _: click.Parameter, value: Any) -> None:
        app = context.ensure_object(App)
        app.journal.command = context.command_path
        if value not in (None, False):  # an option that is not given here may be given before the command's name
            setattr(app, name, value)
            app.watch()

    return keep


def common(command: F) -> F:
    """Give a command the options that all have."""
    for decorate in (
        option("--json", is_flag=True, expose_value=False, callback=_keep("machine"), help="输出 JSON，供程序读取"),
        option("-v", "--verbose", is_flag=True, expose_value=False, callback=_keep("verbose"), is_eager=True,
               help="显示各步用时，出错时显示位置"),
        option("-q", "--quiet", is_flag=True, expose_value=False, callback=_keep("quiet"), help="只显示结果和错误"),
        option("--log", type=PATH, metavar="文件", expose_value=False, callback=_keep("log"), is_eager=True,
               help="把每一步的用时、结果和错误作为 JSON 行追加到文件，不含密码和原文"),
        option("--store", metavar="位置", expose_value=False, callback=_keep("store"),
               help="图库：文件夹，或 neo4j://主机:7687；默认取环境变量 NEO4J_URI，没有则用本用户的数据文件夹"),
    ):  # fmt: skip
        command = decorate(command)
    return command
