"""Extracted texts as files: what the spans of a .docx, .pdf, .html or .xlsx file slice, for people and programs."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from ...graph.errors import ExportError, InputError, reason
from ..text import find_files, read_source

_FORBIDDEN = re.compile(r'[<>:"|?*\x00-\x1f]')
"""Characters that no file on Windows may have in its name; archives may."""


def write_texts(paths: Sequence[Path], folder: Path) -> tuple[str, ...]:
    """Write the text of every file that is no text file as ``FILE.txt`` below a folder, in UTF-8.

    Returns the names written. Files that cannot be read are passed over: reading them for facts names
    them. Raises :class:`ExportError` where the folder cannot be written.
    """
    listed, _ = find_files(tuple(paths))
    done: list[str] = []
    for path, name in listed:
        try:
            source = read_source(path, name)
        except InputError:
            continue
        if not source.extracted:
            continue
        parts = [_FORBIDDEN.sub("_", part) for part in name.split("/") if part not in ("", ".", "..")]
        target = folder.joinpath(*parts[:-1], f"{parts[-1]}.txt")
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(source.text.encode("utf-8", errors="replace"))
        except OSError as error:
            raise ExportError(f"写不了：{reason(error)}", where=str(target), hint="请检查文件夹和权限") from error
        done.append(f"{name}.txt")
    return tuple(done)
