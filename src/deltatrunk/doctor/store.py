"""Checks of the store: where it is, who holds it, whether it opens and can be read, its Java, its disk.

A store folder that does not exist is not made. One that nobody uses is opened with a server that ends at once.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from ..graph.errors import DeltatrunkError, reason
from ..settings import Settings
from .finding import Finding, State

_SECONDS = 30
_LEAST_FREE = 64 << 20
_LITTLE_FREE = 1 << 30
_OPEN_WITHIN = 20.0


def java(settings: Settings) -> Iterator[Finding]:
    """The embedded store's wheel and the Java runtime that it brings."""
    from ..graph import arcadedb  # noqa: PLC0415 - each check imports what it looks at

    title, needed = "内置图库和 Java", isinstance(settings.store, Path)
    bad = State.BROKEN if needed else State.NOTICE
    try:
        wheel = arcadedb.find_wheel()
    except DeltatrunkError as error:
        yield Finding("java", title, bad, error.what, error.hint)
        return
    program = arcadedb.java(wheel)
    try:
        done = subprocess.run([program, "-version"], capture_output=True, timeout=_SECONDS, check=False, text=True,
                              encoding="utf-8", errors="replace")  # fmt: skip
    except (OSError, subprocess.SubprocessError) as error:
        said = f"启动不了 {program}（{type(error).__name__}）"
        yield Finding("java", title, bad, said, "请重新安装 arcadedb-embedded，或检查安全软件是否拦截了它")
        return
    first = next(iter((done.stderr or done.stdout).splitlines()), "")
    if done.returncode:
        yield Finding("java", title, bad, f"Java 启动失败：{first[:200]}", "请重新安装 arcadedb-embedded")
    else:
        yield Finding(
            "java", title, State.FINE, f"arcadedb-embedded {_wheel_version()}，自带 Java：{first}（{program}）"
        )


def _wheel_version() -> str:
    try:
        return version("arcadedb-embedded")
    except PackageNotFoundError:
        return "（版本不明）"


def disk(settings: Settings) -> Iterator[Finding]:
    """Free space where the store's folder is, or would be."""
    if not isinstance(settings.store, Path):
        return
    place = settings.store.expanduser().absolute()
    while not place.exists() and place != place.parent:
        place = place.parent
    free = shutil.disk_usage(place).free
    said = f"{place} 所在的磁盘还有 {free / 2**30:.1f} GiB"
    if free < _LEAST_FREE:
        yield Finding("disk", "磁盘空间", State.BROKEN, said, "请腾出空间，或用 --store 换一个磁盘")
    elif free < _LITTLE_FREE:
        yield Finding("disk", "磁盘空间", State.NOTICE, said, "载入大量文件前请腾出空间")
    else:
        yield Finding("disk", "磁盘空间", State.FINE, said)


def store(settings: Settings) -> Iterator[Finding]:
    """The store itself."""
    if isinstance(settings.store, Path):
        yield from _folder(settings.store.expanduser().absolute())
    else:
        yield from _address(settings)


def _folder(home: Path) -> Iterator[Finding]:
    title = "图库"
    try:
        inside = list(home.iterdir()) if home.exists() else None
    except OSError as error:
        mend = "请换一个文件夹（--store），或改正它的权限"
        yield Finding("store", title, State.BROKEN, f"{home} 读不了：{reason(error)}", mend)
        return
    if inside is None:
        above = next((p for p in home.parents if p.exists()), home)
        if not above.is_dir() or not os.access(above, os.W_OK):
            mend = "请用 --store 换一个能写的文件夹"
            yield Finding("store", title, State.BROKEN, f"{home} 还不存在，{above} 里也不能建立", mend)
            return
        yield Finding("store", title, State.FINE, f"{home} 还不存在；第一次 deltatrunk build 会建立")
        return
    if not os.access(home, os.W_OK | os.X_OK):
        mend = "请换一个文件夹（--store），或改正它的权限"
        yield Finding("store", title, State.BROKEN, f"{home} 不能写", mend)
        return
    if not (home / "databases").is_dir():
        yield Finding("store", title, State.FINE, f"{home} 里还没有图；deltatrunk build 会写入")
        return
    yield from _opened(home)


def _opened(home: Path) -> Iterator[Finding]:
    from ..graph import embedded  # noqa: PLC0415 - needs the driver

    title, info = "图库", embedded.status(home)
    if info is None and (holder := embedded.held_by(home)) is not None:
        who = f"进程 {holder}" if holder else "另一个进程"
        mend = "请等它结束；它若已不在，重新启动电脑会解除"
        yield Finding("store", title, State.NOTICE, f"{home} 正被{who}使用，没有打开", mend)
        return
    running = f"常驻服务在运行（{info.uri}，进程 {info.pid}）" if info is not None else "没有常驻服务"
    yield from _read(str(home), f"{home}，{running}", Settings(home))


def _address(settings: Settings) -> Iterator[Finding]:
    from ..graph.address import parse_address  # noqa: PLC0415 - each check imports what it looks at

    try:
        shown = str(parse_address(settings.store, settings.credentials))
    except DeltatrunkError as error:
        yield Finding("store", "图库", State.BROKEN, error.what, error.hint)
        return
    yield from _read(shown, f"Neo4j {shown}", settings)


def _read(where: str, described: str, settings: Settings) -> Iterator[Finding]:
    """Open, count, close."""
    title = "图库"
    try:
        from ..graph.cypher import count_nodes  # noqa: PLC0415
        from ..graph.opening import open_store  # noqa: PLC0415 - needs the driver

        with open_store(settings.store, settings.credentials, timeout=_OPEN_WITHIN) as opened:
            ((nodes,),) = opened.read(count_nodes()).rows
            server = opened.driver.get_server_info().agent
    except DeltatrunkError as error:
        yield Finding(
            "store", title, State.BROKEN, f"{described}：打不开，{error.what}（{error.where or where}）", error.hint
        )
    except ImportError as error:
        yield Finding(
            "store", title, State.BROKEN, f"{described}：缺少 {error.name}", f"请运行 pip install {error.name}"
        )
    else:
        yield Finding("store", title, State.FINE, f"{described}；{server}，能打开，{nodes} 个节点")
