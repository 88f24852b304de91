"""Workbooks as an office program prints them: converted to PDF, the text of the pages read back.

LibreOffice leaves out the lines that a row is too low for, and prints ``###`` for a number that its
column is too narrow for: text that is there on the page was neither.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path

import pypdfium2
import pytest

from deltatrunk.graph.store import BoltStore
from deltatrunk.queries import compile_lists
from deltatrunk.queries.list_book import lists_workbook
from deltatrunk.queries.workbook import Sheet, SheetColumn, workbook

LONG = "".join(chr(0x4E00 + at) for at in range(300))
"""Three hundred different characters, so that a missing line shows."""


def pages_of(data: bytes, folder: Path) -> list[str]:
    """Return the text of the pages that LibreOffice prints of a workbook, without white space."""
    if shutil.which("soffice") is None:
        why = "no LibreOffice: apt-get install libreoffice-calc fonts-noto-cjk"
        pytest.fail(why) if os.environ.get("CI") == "true" else pytest.skip(why)
    file = folder / "book.xlsx"
    file.write_bytes(data)
    profile = (folder / "profile").as_uri()
    subprocess.run(
        ["soffice", f"-env:UserInstallation={profile}", "--headless", "--convert-to", "pdf", "--outdir", folder, file],
        check=True, capture_output=True, timeout=240,
    )  # fmt: skip
    printed = pypdfium2.PdfDocument(folder / "book.pdf")
    try:
        return ["".join(page.get_textpage().get_text_range().split()) for page in printed]
    finally:
        printed.close()


def bare(text: str) -> str:
    return re.sub(r"[\s，；。、]", "", text)


def test_long_texts_stand_whole_in_narrow_columns(tmp_path: Path) -> None:
    columns = (SheetColumn("窄", 8), SheetColumn("中", 15), SheetColumn("宽", 40), SheetColumn("数", 8, "0.0%"))
    rows = ((LONG[:40], LONG[:110], LONG, 0.123), ("AI", "G60科创走廊" * 6 + "末", "Mbps " * 60 + "尾", 123456.0))
    data = workbook((Sheet("长文", columns, rows, title="长文", notes=(LONG + "注",)),))
    text = "".join(pages_of(data, tmp_path))
    assert "##" not in text
    assert LONG + "注" in text
    for piece in (LONG[:40], LONG[:110], "走廊末", "Mbps尾", "12.3%", "12345600.0%"):
        assert piece in text.replace(LONG, "", 1)
    assert text.count(LONG) == 2


@pytest.mark.parametrize("full_store", ["arcadedb"], indirect=True)
def test_the_lists_are_printed_whole(full_store: BoltStore, tmp_path: Path) -> None:
    lists = compile_lists(full_store)
    pages = pages_of(lists_workbook(lists), tmp_path)
    assert not [at for at, text in enumerate(pages, 1) if "##" in text]
    for at, text in enumerate(pages, 1):
        assert f"第{at}页共{len(pages)}页" in text
    for table in lists.tables:
        own = bare("".join(text for text in pages if table.columns[-1].title in text))
        cells = [cell for row in table.rows for cell in row]
        texts = [part for cell in cells for part in (cell if isinstance(cell, tuple) else (cell,))]
        assert [text for text in texts if isinstance(text, str) and bare(text)[-6:] not in own] == []
