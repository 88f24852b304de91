"""What no module of the package may contain: foreign objects brought to life, code made of text, shells, networks."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from source_tree import ROOMS, ROOT

MODULES = {
    "pickle": (), "cPickle": (), "dill": (), "cloudpickle": (), "shelve": (), "code": (), "codeop": (), "pty": (),
    "requests": (), "httpx": (), "aiohttp": (), "urllib3": (), "urllib.request": (), "http": (), "ftplib": (),
    "smtplib": (), "telnetlib": (), "xmlrpc": (), "imaplib": (), "poplib": (), "webbrowser": (), "xml": (),
    "marshal": ("graph/spilling.py",),          # rows of this run, in a temporary folder of its own
    "socket": ("graph/launching.py", "src/deltatrunk/doctor/machine.py"),       # 127.0.0.1 only
    "subprocess": (
        "graph/embedded.py", "graph/launching.py", "graph/supervisor.py",       # the store's own server
        "loaders/formats/pdf_reading.py",                                       # the reader of PDFs
        "src/deltatrunk/doctor/machine.py", "src/deltatrunk/doctor/store.py",   # fc-list, java -version
    ),
    "ctypes": (
        "graph/supervisor.py", "loaders/formats/pdf_child.py", "src/deltatrunk/doctor/machine.py",
    ),
}  # fmt: skip
"""Modules that may not be imported, and the files that may, each for the reason beside it."""

BUILTINS = ("eval", "exec", "compile", "__import__", "breakpoint", "input")
OF_OS = ("system", "popen", "startfile", "fork", "forkpty")
OF_OS_STARTS = ("exec", "spawn", "posix_spawn")
SAFE_LOADERS = ("SafeLoader", "CSafeLoader")


def sources() -> list[Path]:
    return sorted(
        file for place in ROOMS.values() for file in (ROOT / place).rglob("*.py") if "__pycache__" not in file.parts
    )


def offences(text: str, file: str) -> list[str]:
    """Name what a module may not contain, with its line."""
    tree = ast.parse(text)
    return [f"{file}:{line} {what}" for line, what in sorted({*_imports(tree, file), *_calls(tree)})]


def _imports(tree: ast.Module, file: str) -> Iterator[tuple[int, str]]:
    for node in ast.walk(tree):
        if not isinstance(node, ast.Import | ast.ImportFrom):
            continue
        names: list[str] = []
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif not node.level and node.module:
            names = [node.module, *(f"{node.module}.{alias.name}" for alias in node.names)]
        for name in names:
            for banned, allowed in MODULES.items():
                if (name == banned or name.startswith(f"{banned}.")) and file not in allowed:
                    yield node.lineno, f"import {banned}"


def _calls(tree: ast.Module) -> Iterator[tuple[int, str]]:
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        called = ast.unparse(node.func)
        owner, _, name = called.rpartition(".")
        if called in BUILTINS:
            yield node.lineno, f"{called}()"
        if owner == "os" and (name in OF_OS or name.startswith(OF_OS_STARTS)):
            yield node.lineno, f"{called}()"
        if owner == "yaml" and "load" in name and not _is_safe(node, name):
            yield node.lineno, f"{called}()"
        if called in ("etree.XMLParser", "lxml_html.HTMLParser") and not _is_closed(node):
            yield node.lineno, f"{called}() that follows links or entities"
        for word in node.keywords:
            if word.arg == "shell" and not (isinstance(word.value, ast.Constant) and word.value.value is False):
                yield node.lineno, "shell="


def _is_safe(call: ast.Call, name: str) -> bool:
    if name in ("safe_load", "safe_load_all"):
        return True
    given = [*call.args[1:], *(word.value for word in call.keywords if word.arg == "Loader")]
    return any(any(safe in ast.unparse(one) for safe in SAFE_LOADERS) for one in given)


def _is_closed(call: ast.Call) -> bool:
    given = {word.arg: ast.unparse(word.value) for word in call.keywords}
    entities = call.func.attr == "HTMLParser" if isinstance(call.func, ast.Attribute) else False
    return given.get("no_network") == "True" and (entities or given.get("resolve_entities") == "False")


def test_no_module_contains_what_none_may() -> None:
    files = sources()
    assert len(files) > 100
    found = [one for file in files for one in offences(file.read_text("utf-8"), file.relative_to(ROOT).as_posix())]
    assert found == []


def test_exceptions_are_still_needed() -> None:
    for module, allowed in MODULES.items():
        for file in allowed:
            text = (ROOT / file).read_text("utf-8")
            assert any(f"import {module}" in what for what in offences(text, "elsewhere.py")), (module, file)


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("import pickle", "import pickle"),
        ("from pickle import loads", "import pickle"),
        ("def f():\n    import marshal", "import marshal"),
        ("from urllib import request", "import urllib.request"),
        ("import urllib.request as r", "import urllib.request"),
        ("from http import client", "import http"),
        ("import yaml\nyaml.load(x)", "yaml.load()"),
        ("import yaml\nyaml.load(x, Loader=yaml.Loader)", "yaml.load()"),
        ("import yaml\nyaml.unsafe_load(x)", "yaml.unsafe_load()"),
        ("eval('1')", "eval()"),
        ("exec(x)", "exec()"),
        ("import os\nos.system('ls')", "os.system()"),
        ("import os\nos.execv('ls', [])", "os.execv()"),
        ("run('ls', shell=True)", "shell="),
        ("etree.XMLParser(no_network=True)", "etree.XMLParser() that follows links or entities"),
    ],
)
def test_what_may_not_be_is_recognised(text: str, what: str) -> None:
    assert [one.split(" ", 1)[1] for one in offences(text, "m.py")] == [what]


@pytest.mark.parametrize(
    "text",
    ["import yaml\nyaml.safe_load(x)", "import yaml\nyaml.load(x, Loader=SafeLoader)", "from urllib.parse import quote",
     "run('ls', shell=False)", "re.compile('x')", "from .socket import x"],
)  # fmt: skip
def test_what_may_be_is_let_alone(text: str) -> None:
    assert offences(text, "m.py") == []
