"""The embedded server: started for one use, or kept running and shared, over a store folder.

A store folder holds ``databases/`` (the graph), ``config/`` (hashed users), ``log/``, the lock, and,
while a server stays, ``server.json`` (mode 0600): its address and passwords. Passwords are new with
every start and appear in no command line. See :mod:`deltatrunk.graph.supervisor` for who ends whom.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path

from filelock import FileLock, Timeout

from . import arcadedb, supervisor
from .errors import StoreBusy, StoreUnavailable, reason
from .launching import SERVER_FILE, DiedEarly, ServerInfo, answers, credentials_of, finish, launch
from .waiting import TELLS_AFTER, OnWait, Patience, Waiting

LOAD_LOCK = "load.lock"
WAITS = 60.0
_LOOKS_EVERY = 0.1
_ATTEMPTS = 5
_NEARLY_FULL = 8 << 20


@dataclass(slots=True)
class _Use:
    """A server that this process started, and how many stores of this process use it."""

    info: ServerInfo
    process: subprocess.Popen[bytes]
    users: int


_uses: dict[Path, _Use] = {}
_uses_lock = threading.Lock()


def start(folder: Path, *, on_wait: OnWait | None = None, timeout: float = WAITS) -> ServerInfo:
    """Start a server that stays until :func:`stop`, or return the one that already runs.

    Raises :class:`StoreUnavailable` where it cannot run and :class:`StoreBusy` where another process
    holds the folder for longer than ``timeout`` seconds.
    """
    home = _prepared(folder)
    found = _claim(home, on_wait, timeout, lasting=True)
    if isinstance(found, ServerInfo):
        return found
    info, process = found
    file = home / SERVER_FILE
    try:
        supervisor.write_private(file, _to_json(info))
    except OSError as error:
        finish(process)
        raise _unusable(home, error) from error
    assert process.stdin is not None  # opened as a pipe
    process.stdin.write(f"detach {json.dumps(str(file))}\n".encode())
    process.stdin.close()
    process.returncode = 0  # it is nobody's child from here on: no warning about a process left behind
    return info


def stop(folder: Path, *, on_wait: OnWait | None = None, timeout: float = 30.0) -> bool:
    """End the server that stays and wait until it is gone; False where none ran.

    No process is signalled by its number, which may long be another's: the server leaves when its
    ``server.json`` is gone.
    """
    home = folder.expanduser().absolute()
    file = home / SERVER_FILE
    if not file.exists():
        return False
    ran = status(home) is not None
    try:
        file.unlink(missing_ok=True)
    except OSError as error:
        raise _unusable(home, error) from error
    waiting = Waiting(home, limit=timeout, doing="正在结束图库")
    held = _lock(home / supervisor.LOCK, waiting, on_wait)
    if held is None:
        raise StoreBusy("图库服务还没有结束", where=str(home), hint="请稍后再运行 deltatrunk store stop")
    with held:
        return ran


def status(folder: Path) -> ServerInfo | None:
    """Return the server that stays when it answers, None when there is none (or only a stale file)."""
    home = folder.expanduser().absolute()
    try:
        raw = json.loads((home / SERVER_FILE).read_text("utf-8"))
        writer, reader = raw["writer"], raw["reader"]
        info = ServerInfo(home, raw["uri"], credentials_of(*writer), credentials_of(*reader), raw["pid"], shared=True)
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return info if answers(info) else None


@contextmanager
def running(folder: Path, *, on_wait: OnWait | None = None, timeout: float = WAITS) -> Iterator[ServerInfo]:
    """Yield a server for a store folder: the one that stays, or one for this use that ends with it.

    Uses within one process share one server. Raises as :func:`start` does.
    """
    home = _prepared(folder)
    with _uses_lock:
        use = _uses.get(home)
        shared: ServerInfo | None = None
        if use is None or use.process.poll() is not None:
            found = _claim(home, on_wait, timeout, lasting=False)
            if isinstance(found, ServerInfo):
                use, shared = None, found
            else:
                use = _uses[home] = _Use(*found, users=0)
        if use is not None:
            use.users += 1
    if use is None:
        assert shared is not None
        yield shared
        return
    try:
        yield use.info
    finally:
        with _uses_lock:
            use.users -= 1
            if use.users == 0:
                if _uses.get(home) is use:
                    del _uses[home]
                finish(use.process)


@contextmanager
def loading(folder: Path, timeout: float = WAITS, on_wait: OnWait | None = None) -> Iterator[None]:
    """Hold off other loads into the same store folder; ArcadeDB itself lets two writers collide.

    The server does not say that a disk is full: what fails while one is, is reported as that.
    """
    held = _lock(folder / LOAD_LOCK, Waiting(folder, limit=timeout, doing="正在载入"), on_wait)
    if held is None:
        raise StoreBusy("另一个载入还没有结束", where=str(folder), hint="请等它结束后再试")
    with held:
        try:
            yield
        except Exception as error:
            if _is_full(folder):
                raise StoreUnavailable(
                    "磁盘空间不足，没有写入", where=str(folder), hint="请腾出空间后重试；原来的图没有改变"
                ) from error
            raise


def _lock(file: Path, waiting: Waiting, on_wait: OnWait | None) -> AbstractContextManager[object] | None:
    """Take a lock between processes, or None when the wait for it is over."""
    lock, patience = FileLock(file, mode=0o600), Patience(waiting, on_wait)
    while True:
        try:
            return lock.acquire(timeout=max(0.0, min(TELLS_AFTER, patience.left)))
        except Timeout:
            if not patience.lasts():
                return None
        except OSError as error:
            raise _unusable(file.parent, error) from error


def _prepared(folder: Path) -> Path:
    home = folder.expanduser().absolute()
    try:
        home.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise _unusable(home, error) from error
    return home


def _claim(
    home: Path, on_wait: OnWait | None, timeout: float, *, lasting: bool
) -> ServerInfo | tuple[ServerInfo, subprocess.Popen[bytes]]:
    """Return the server that stays, or start one as soon as nobody holds the folder."""
    wheel = arcadedb.find_wheel()
    deadline, told, failures = time.monotonic() + timeout, False, 0
    while True:
        found = status(home)
        if found is not None:
            return found
        if _is_free(home):
            try:
                launched = launch(wheel, home, lasting=lasting)
            except DiedEarly as error:
                # A port that was free a moment ago, or files that a killed server still holds.
                failures += 1
                if _is_full(home):
                    raise StoreUnavailable(
                        "磁盘空间不足，内置图库没有启动", where=str(home), hint="请腾出空间后重试；原来的图没有改变"
                    ) from error
                if failures == _ATTEMPTS:
                    raise StoreUnavailable(
                        f"内置图库没有启动：{error}", where=str(home), hint="原因见图库文件夹里的 log/console.log"
                    ) from error
                launched = None
            if launched is not None:
                return launched
        elif not told and on_wait is not None:
            on_wait(Waiting(home, _owner(home), timeout))
            told = True
        if time.monotonic() > deadline:
            raise StoreBusy(Waiting(home, _owner(home)).reason, where=str(home), hint="请等那个命令结束后再试")
        time.sleep(_LOOKS_EVERY)


def _is_full(folder: Path) -> bool:
    return shutil.disk_usage(folder).free < _NEARLY_FULL


def held_by(folder: Path) -> int | None:
    """Return the process that holds a store folder, 0 where it does not say, None where nobody does.

    A folder without a lock file is nobody's; none is made.
    """
    home = folder.expanduser().absolute()
    if not (home / supervisor.LOCK).exists() or _is_free(home):
        return None
    return _owner(home)


def _is_free(home: Path) -> bool:
    try:
        with FileLock(home / supervisor.LOCK, timeout=0, mode=0o600):
            return True
    except Timeout:
        return False
    except OSError as error:
        raise _unusable(home, error) from error


def _to_json(info: ServerInfo) -> str:
    writer, reader = ([c.user, c.password] for c in (info.writer, info.reader))
    return json.dumps({"uri": info.uri, "writer": writer, "reader": reader, "pid": info.pid})


def _owner(home: Path) -> int:
    try:
        return int(json.loads((home / supervisor.OWNER).read_text("utf-8"))["pid"])
    except (OSError, ValueError, KeyError, TypeError):
        return 0


def _unusable(home: Path, error: OSError) -> StoreUnavailable:
    return StoreUnavailable(
        f"图库文件夹不能使用：{reason(error)}", where=str(home), hint="请换一个能写入的文件夹，或检查磁盘"
    )
