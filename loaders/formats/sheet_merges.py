"""The merged cells of a workbook's sheets, which reading row by row does not give."""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass

from lxml import etree

from .package import part
from .zipped import Zipped

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_REFERENCE = re.compile(rb"<(?:\w+:)?mergeCell\s[^<>]*?ref=\"([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})\"")
_MAX_MERGES = 20_000


@dataclass(frozen=True, slots=True)
class Merge:
    """A merged range, rows and columns from 1, both ends included."""

    top: int
    left: int
    bottom: int
    right: int


def merges(zipped: Zipped) -> dict[str, tuple[Merge, ...]]:
    """Return the merged ranges of every sheet by its title."""
    book, relations = part(zipped, "xl/workbook.xml"), part(zipped, "xl/_rels/workbook.xml.rels")
    if book is None or relations is None:
        return {}
    targets = {r.get("Id", ""): r.get("Target", "") for r in relations.iterchildren(etree.Element)}
    found: dict[str, tuple[Merge, ...]] = {}
    for sheet in book.iterfind(f"{_MAIN}sheets/{_MAIN}sheet"):
        target = targets.get(sheet.get(_RELATION, ""), "")
        name = target.lstrip("/") if target.startswith("/") else posixpath.normpath(f"xl/{target}")
        if name in zipped.members:
            ranges = [_merge(m) for m in _REFERENCE.finditer(zipped.read(name))][:_MAX_MERGES]
            found[sheet.get("name", "")] = tuple(ranges)
    return found


def _merge(match: re.Match[bytes]) -> Merge:
    top, bottom = sorted((int(match[2]), int(match[4])))
    left, right = sorted((_column(match[1]), _column(match[3])))
    return Merge(top, left, bottom, right)


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return number
