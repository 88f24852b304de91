"""Checks of this machine: packages, encodings, fonts, ports, temporary folder. Standard library only."""

from __future__ import annotations

import importlib
import importlib.metadata
import locale
import os
import platform
import re
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path

from .. import __version__
from .finding import Finding, State

_OLDEST = (3, 11)
_SECONDS = 15
_REQUIREMENT = re.compile(r"^(?P<name>[A-Za-z0-9._-]+)(?:\[(?P<of>[^\]]*)\])?")
_EXTRA = re.compile(r"extra\s*==\s*['\"](?P<extra>[^'\"]+)['\"]")
_SHOWN = ("neo4j", "click")
_LOADED = ("neo4j", "yaml", "lxml.etree", "pypdfium2", "rapidfuzz", "networkx", "openpyxl", "jinja2", "rich")
_DEVELOPERS = ("test", "dev", "notebooks")
_CHINESE_FONTS = re.compile(
    r"cjk|wqy|wenquanyi|source ?han|droidsansfallback|uming|ukai|msyh|simsun|simhei|simkai|deng|pingfang|stheiti|"
    r"hiragino sans gb|songti|fangsong|kaiti|heiti|harmonyos",
    re.IGNORECASE,
)
_FONT_FILES = (".ttf", ".ttc", ".otf", ".otc")


def python() -> Iterator[Finding]:
    """Versions of this package, of Python and of the system."""
    running = f"deltatrunk {__version__}，Python {platform.python_version()}，{platform.platform(terse=True)}"
    if sys.version_info < _OLDEST:
        yield Finding("python", "版本", State.BROKEN, running, "请安装 Python 3.11 或更新的版本")
    elif sys.maxsize <= 2**32:
        yield Finding("python", "版本", State.NOTICE, f"{running}，32 位", "内置图库只有 64 位的：请改用 64 位 Python")
    else:
        yield Finding("python", "版本", State.FINE, running)


def packages() -> Iterator[Finding]:
    """What the package needs from other packages, and which extras are complete."""
    title = "依赖"
    try:
        required = importlib.metadata.requires("deltatrunk") or []
    except importlib.metadata.PackageNotFoundError:
        yield Finding("packages", title, State.NOTICE, "deltatrunk 没有安装，只是从源代码运行", "请运行 pip install .")
        return
    plain = [name for name, _, extra in _parsed(required) if not extra and not name.startswith("arcadedb")]
    missing = [name for name in plain if not _version(name)]
    if missing:
        names = " ".join(missing)
        yield Finding("packages", title, State.BROKEN, f"缺少 {names}", f"请运行 pip install {names}")
    elif broken := list(_not_loading()):
        mend = "请重新安装：pip install --force-reinstall deltatrunk"
        yield Finding("packages", title, State.BROKEN, f"装了而加载不了：{'；'.join(broken)}", mend)
    else:
        shown = "，".join(f"{name} {_version(name)}" for name in _SHOWN if name in plain)
        yield Finding("packages", title, State.FINE, f"{len(plain)} 个齐全（{shown}）")
    for extra in sorted({extra for _, _, extra in _parsed(required) if extra} - set(_DEVELOPERS)):
        absent = [name for name in _needed(required, extra) if not _version(name)]
        said = f'未安装 {" ".join(absent)}；需要时运行 pip install "deltatrunk[{extra}]"' if absent else "已安装"
        yield Finding(f"extra-{extra}", f"可选部分 {extra}", State.FINE, said)


def _parsed(required: list[str]) -> Iterator[tuple[str, str, str]]:
    """Yield (name, extras of it, our extra) of each requirement."""
    for line in required:
        match = _REQUIREMENT.match(line)
        extra = _EXTRA.search(line)
        if match is not None:
            yield match["name"], match["of"] or "", extra["extra"] if extra else ""


def _needed(required: list[str], extra: str) -> Iterator[str]:
    for name, of, wanted_by in _parsed(required):
        if wanted_by == extra and name == "deltatrunk":
            for inner in of.split(","):
                yield from _needed(required, inner.strip())
        elif wanted_by == extra:
            yield name


def _not_loading() -> Iterator[str]:
    """Name the packages with compiled parts, or that everything uses, that cannot be imported."""
    for name in _LOADED:
        try:
            importlib.import_module(name)
        except ImportError as error:
            yield f"{name}（{' '.join(str(error).split())[:120]}）"


def _version(name: str) -> str:
    try:
        return importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        return ""


def encodings(environment: Mapping[str, str]) -> Iterator[Finding]:
    """Encodings of file names, of the locale and, on Windows, of the console."""
    names, texts = sys.getfilesystemencoding(), locale.getpreferredencoding(do_setlocale=False)
    language = environment.get("LC_ALL") or environment.get("LC_CTYPE") or environment.get("LANG") or "未设"
    found = f"文件名 {names}，默认文本 {texts}，语言环境 {language}"
    page = _console_page()
    if page:
        found += f"，控制台代码页 {page}"
    if names.lower().replace("-", "") != "utf8":
        mend = "文件名里的汉字可能读不了：请运行 export LANG=C.UTF-8 后再试"
        yield Finding("encodings", "编码", State.BROKEN, found, mend)
    elif page not in (0, 65001, 936, 54936):
        yield Finding("encodings", "编码", State.NOTICE, found, "控制台显示不了汉字时，请先运行 chcp 65001")
    else:
        yield Finding("encodings", "编码", State.FINE, found)


def _console_page() -> int:
    """Return the code page of a Windows console, 0 where there is none."""
    if sys.platform != "win32":
        return 0
    import ctypes  # noqa: PLC0415 - only Windows has this

    return int(ctypes.windll.kernel32.GetConsoleOutputCP())


def fonts(environment: Mapping[str, str]) -> Iterator[Finding]:
    """A Chinese font for pictures and pages: fontconfig's list, else the font folders of the system."""
    found = _listed_fonts() or _font_files(environment)
    if found:
        yield Finding("fonts", "中文字体", State.FINE, f"{found[0]} 等 {len(found)} 种")
    else:
        mend = {"win32": "请在“设置-个性化-字体”里安装微软雅黑或宋体", "darwin": "请在“字体册”里启用苹方"}.get(
            sys.platform, "请安装中文字体，例如 apt install fonts-noto-cjk"
        )
        said = "没有找到，浏览器里和图片里的汉字可能显示成方框"
        yield Finding("fonts", "中文字体", State.NOTICE, said, mend)


def _listed_fonts() -> list[str]:
    try:
        done = subprocess.run(
            ["fc-list", ":lang=zh", "family"], capture_output=True, timeout=_SECONDS, check=False, text=True,
            encoding="utf-8", errors="replace",
        )  # fmt: skip
    except (OSError, subprocess.SubprocessError):
        return []
    return sorted({line.split(",")[0].strip() for line in done.stdout.splitlines() if line.strip()})


def _font_files(environment: Mapping[str, str]) -> list[str]:
    home = Path(environment.get("HOME") or environment.get("USERPROFILE") or Path(tempfile.gettempdir()))
    folders = {
        "win32": [
            Path(environment.get("WINDIR", r"C:\Windows")) / "Fonts",
            Path(environment.get("LOCALAPPDATA", str(home))) / "Microsoft" / "Windows" / "Fonts",
        ],
        "darwin": [Path("/System/Library/Fonts"), Path("/Library/Fonts"), home / "Library" / "Fonts"],
    }.get(sys.platform, [Path("/usr/share/fonts"), Path("/usr/local/share/fonts"), home / ".local/share/fonts",
                         home / ".fonts"])  # fmt: skip
    names = {
        file
        for folder in folders
        for _, _, files in os.walk(folder)
        for file in files
        if file.lower().endswith(_FONT_FILES) and _CHINESE_FONTS.search(file)
    }
    return sorted(names)


def ports() -> Iterator[Finding]:
    """A port of this machine that can be opened and reached: the embedded store needs two."""
    try:
        with socket.socket() as server:
            server.bind(("127.0.0.1", 0))
            server.listen(1)
            port = server.getsockname()[1]
            socket.create_connection(("127.0.0.1", port), _SECONDS).close()
    except OSError as error:
        mend = "内置图库要用本机的端口：请检查防火墙、安全软件或沙箱的设置"
        yield Finding("ports", "本机端口", State.BROKEN, f"127.0.0.1 上打不开端口（{error.strerror or error}）", mend)
    else:
        yield Finding("ports", "本机端口", State.FINE, f"127.0.0.1 可用（试了 {port}）")


def temporary() -> Iterator[Finding]:
    """The folder for temporary files can be written."""
    try:
        folder = tempfile.gettempdir()
        with tempfile.TemporaryFile() as file:
            file.write(b"deltatrunk" * 100)
            file.flush()
    except OSError as error:
        mend = "请腾出空间，或用环境变量 TMPDIR（Windows 为 TEMP）换一个能写的文件夹"
        yield Finding("temporary", "临时文件夹", State.BROKEN, f"不能写（{error.strerror or error}）", mend)
    else:
        yield Finding("temporary", "临时文件夹", State.FINE, folder)
