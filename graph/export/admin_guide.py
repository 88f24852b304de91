"""The files beside the tables of an import: the tool's arguments, a script for each system, what to do in Chinese."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

AFTER = "after-import.cypher"
ARGUMENTS = "args.txt"
FIXED_FILES = frozenset({AFTER, ARGUMENTS, "import.sh", "import.bat", "README.txt"})
_BUFFER = 4 << 20
"""The tool's own size of a buffer; a row has to fit into one."""
_SHELL = """\
#!/bin/sh
# ./import.sh [DATABASE] [MORE OPTIONS, such as --overwrite-destination=true]
# NEO4J_ADMIN may name the tool where it is not in PATH.
set -eu
cd "$(dirname "$0")"
exec "${NEO4J_ADMIN:-neo4j-admin}" database import full "$@" @args.txt
"""
_BATCH = """\
@echo off
rem import.bat [DATABASE] [MORE OPTIONS, such as --overwrite-destination=true]
rem NEO4J_ADMIN may name the tool where it is not in PATH.
setlocal
if not defined NEO4J_ADMIN set NEO4J_ADMIN=neo4j-admin
pushd "%~dp0"
call "%NEO4J_ADMIN%" database import full %* @args.txt
set code=%errorlevel%
popd
exit /b %code%
"""
_README = """\
deltatrunk 导出的图：供 Neo4j 5（5.26 起）的批量导入工具 neo4j-admin 使用
共 {nodes} 个节点，{relationships} 个关系

1. 停止 Neo4j（neo4j stop）。导入到一个新的或空的数据库。
2. 在 Neo4j 所在的机器上，在本文件夹里运行：
       Linux、macOS：  sh import.sh neo4j
       Windows：       import.bat neo4j
   也就是：
       neo4j-admin database import full neo4j @args.txt
   neo4j 是数据库名。要覆盖已有的数据库（其中的数据会被删除），在数据库名后加 --overwrite-destination=true。
3. 启动 Neo4j（neo4j start）。
4. 执行一次 after-import.cypher，它建立唯一性约束，并补上 CSV 写不出的值（如空列表）：
       cypher-shell -u neo4j -d neo4j -f after-import.cypher

之后可以直接使用，例如 deltatrunk info --store neo4j://localhost:7687。

文件：每种标签组合一个 nodes-*.csv，每种关系类型一个 relationships-*.csv，第一行写明各列的类型。
编码 UTF-8（无 BOM）；逗号分隔；文字一律加双引号，其中的双引号写两遍；没有的属性为空，空文字写作 ""；
列表各项、各标签之间用控制字符 U+001F 隔开；文字里的换行和首尾空格原样保留。

{rows}"""


@dataclass(frozen=True, slots=True)
class Written:
    """A table as it was written: rows without the header, bytes of the longest row, whether a cell breaks lines."""

    name: str
    rows: int
    longest: int
    multiline: bool


def guide_files(folder: Path, tables: Sequence[Written]) -> None:
    """Write ``args.txt``, ``import.sh``, ``import.bat`` and ``README.txt`` for these tables."""
    _write(folder / ARGUMENTS, "".join(f"{line}\n" for line in arguments(tables)))
    _write(folder / "import.sh", _SHELL)
    folder.joinpath("import.sh").chmod(0o755)
    _write(folder / "import.bat", _BATCH.replace("\n", "\r\n"))
    rows = "".join(f"{table.rows:>12}  {table.name}\n" for table in tables)
    totals = {kind: sum(t.rows for t in tables if t.name.startswith(kind)) for kind in ("nodes", "relationships")}
    # A byte order mark: Notepad on older systems takes the file for the local code page without it.
    _write(folder / "README.txt", "\ufeff" + _README.format(**totals, rows=rows).replace("\n", "\r\n"))


def arguments(tables: Iterable[Written]) -> Iterator[str]:
    """Yield the options of the import, one a line, file names relative to the folder.

    Every default that the files rest on is said, so that no other default of a later version bends them.
    """
    found = tuple(tables)
    yield from (f"--{table.name.partition('-')[0]}={table.name}" for table in found)
    yield "--input-encoding=UTF-8"
    yield "--delimiter=U+002C"
    yield "--array-delimiter=U+001F"
    yield "--quote=U+0022"
    yield "--id-type=string"
    yield "--trim-strings=false"
    yield "--ignore-empty-strings=false"
    yield "--legacy-style-quoting=false"
    yield "--normalize-types=true"
    yield "--strict=true"
    yield "--bad-tolerance=0"
    if broken := [table.name for table in found if table.multiline]:
        yield "--multiline-fields-format=v2"
        yield f"--multiline-fields={','.join(broken)}"
    longest = max((table.longest for table in found), default=0)
    if longest * 2 > _BUFFER:
        yield f"--read-buffer-size={longest * 2}"


def _write(path: Path, text: str) -> None:
    path.write_bytes(text.encode("utf-8"))
