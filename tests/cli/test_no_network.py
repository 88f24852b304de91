"""The main commands with every address but this machine's cut off, in their own processes and all that these start."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

CUT = """
import os, sys

_HERE = ("127.0.0.1", "::1", "localhost", b"127.0.0.1", b"localhost", None)


def _watch(event, arguments):
    if event in ("socket.connect", "socket.sendto", "socket.bind", "socket.sendmsg"):
        address = arguments[1]
        host = address[0] if isinstance(address, tuple) else None  # a path or None is a socket of this machine
    elif event in ("socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr", "socket.getnameinfo"):
        host = arguments[0][0] if isinstance(arguments[0], tuple) else arguments[0]
    else:
        return
    with open(os.environ["SOCKETS_SEEN"], "a", encoding="utf-8") as seen:
        seen.write(f"{event} {host!r}\\n" if host in _HERE else f"FOREIGN {event} {host!r}\\n")
    if host not in _HERE:
        raise OSError(101, f"cut off: {event} {host!r}")


sys.addaudithook(_watch)
"""
RUN = """
import sys
from deltatrunk.cli import main
for line in sys.stdin.read().splitlines():
    code = main(line.split("\\x1f"))
    print(code, line.split("\\x1f")[0], file=sys.__stdout__, flush=True)
"""
PLAN = """若耶区数字经济行动方案（2023—2025年）
一、总体要求
到2025年，数字经济产值达到100亿元。
二、重点任务
（一）发展人工智能产业链
依托若耶科技园，推进人工智能产业链建设，链主企业为若耶智能科技有限公司，引进镜湖传感器有限公司。（责任单位：区科委）
"""


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """An environment in which every Python process reports its sockets and reaches this machine only."""
    site = tmp_path / "site"
    site.mkdir()
    (site / "sitecustomize.py").write_text(CUT, "utf-8")
    kept = {name: value for name, value in os.environ.items() if not name.startswith("NEO4J_")}
    path = os.pathsep.join(filter(None, (str(site), kept.get("PYTHONPATH", ""))))
    seen = {"SOCKETS_SEEN": str(tmp_path / "seen"), "PYTHONUTF8": "1", "PYTHONPATH": path}
    return {**kept, **seen, "XDG_DATA_HOME": str(tmp_path / "data")}


def test_main_commands_reach_nothing_but_this_machine(tmp_path: Path, environment: dict[str, str]) -> None:
    documents = tmp_path / "documents"
    documents.mkdir()
    (documents / "方案.txt").write_text(PLAN, "utf-8")
    (documents / "网页.html").write_text(
        f'<html><body><img src="http://example.org/x.png"><link href="http://example.org/x.css">'
        f"{''.join(f'<p>{line}</p>' for line in PLAN.splitlines())}</body></html>", "utf-8"
    )  # fmt: skip
    commands = [
        ["store", "start"],
        ["build", str(documents), "--jobs", "2"],
        ["extract", str(documents), "-o", str(tmp_path / "facts.jsonl")],
        ["build"],
        ["info"],
        ["query", "run", "chain-leaders"],
        ["search", "华为"],
        ["cypher", "MATCH (n:Company) RETURN n.name AS name LIMIT 5"],
        ["map", "trunk", "-o", str(tmp_path / "trunk.html")],
        ["maps", "--chain", "人工智能", "-d", str(tmp_path / "maps")],
        ["atlas", "-o", str(tmp_path / "atlas.html")],
        ["export", "--format", "graphml", "-o", str(tmp_path / "graph.graphml")],
        ["lists", "-o", str(tmp_path / "lists.xlsx")],
        ["heatmap", "-o", str(tmp_path / "heatmap.html")],
        ["dossier", "--chain", "人工智能", "-o", str(tmp_path / "dossier.html")],
        ["doctor"],
        ["store", "stop"],
    ]
    done = subprocess.run(
        [sys.executable, "-c", RUN], input="\n".join("\x1f".join(words) for words in commands), env=environment,
        capture_output=True, text=True, encoding="utf-8", timeout=900, check=False,
    )  # fmt: skip
    codes = [line for line in done.stdout.splitlines() if line[:2] in ("0 ", "1 ", "2 ")]
    assert codes == [f"0 {words[0]}" for words in commands], done.stderr[-3000:]
    seen = (tmp_path / "seen").read_text("utf-8").splitlines()
    assert [line for line in seen if line.startswith("FOREIGN")] == []
    assert any(line.startswith("socket.connect") for line in seen)


def test_cut_is_one(tmp_path: Path, environment: dict[str, str]) -> None:
    script = "import socket; socket.create_connection(('192.0.2.1', 9), timeout=5)"
    done = subprocess.run(
        [sys.executable, "-P", "-c", script], env=environment, capture_output=True, text=True, timeout=60, check=False
    )
    assert "cut off" in done.stderr
    assert "FOREIGN" in (tmp_path / "seen").read_text("utf-8")
