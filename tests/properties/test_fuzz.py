"""A bounded run of the fuzz over the loaders; `python benchmarks/fuzz.py` is the long one."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import pytest

from deltatrunk.loaders import extract
from deltatrunk.loaders.normal import normalise
from deltatrunk.loaders.sentences import LONGEST, sentences
from deltatrunk.loaders.text import MAX_LINE

pytestmark = pytest.mark.slow

BENCHMARKS = Path(__file__).parents[2] / "benchmarks"


def test_damaged_documents_are_read_or_refused_in_words() -> None:
    words = ("--cases", "250", "--seed", "7", "--limit", "120", "--minutes", "10")
    done = subprocess.run(
        [sys.executable, BENCHMARKS / "fuzz.py", *words], capture_output=True, text=True, timeout=900, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "250 of 250 cases" in done.stdout


def test_case_is_the_same_when_it_is_made_again() -> None:
    made = "from mutations import case; print([hash_(case(3, k)) for k in range(40)])"
    script = f"import hashlib, sys; hash_ = lambda c: (c.name, hashlib.sha256(c.data).hexdigest()); {made}"
    runs = {
        subprocess.run(
            [sys.executable, "-c", script], cwd=BENCHMARKS, capture_output=True, text=True, check=True, timeout=300
        ).stdout
        for _ in range(2)
    }
    assert len(runs) == 1


HOSTILE = ("园", "甲园", "《", "（", "〔", "“1", "2025年", "表1", "1+", "由", "、甲", "。", "，达到1亿元", "区科委、")
SECONDS = 30.0
"""Processor time; each line took minutes where a rule looked at the whole of it again for each of its characters."""


@pytest.mark.parametrize("bit", HOSTILE)
def test_longest_line_is_read_soon_when_it_is_one_phrase_again_and_again(tmp_path: Path, bit: str) -> None:
    path = tmp_path / "方案.txt"
    line = bit * (MAX_LINE // len(bit))
    path.write_text(f"柯桥区数字经济行动方案（2023—2025年）\n一、总体要求\n柯桥区推进数字经济发展。\n{line}\n", "utf-8")
    started = time.process_time()
    found = extract([path])
    assert time.process_time() - started < SECONDS
    assert not found.problems


def test_figure_of_hundreds_of_digits_is_words(tmp_path: Path) -> None:
    path = tmp_path / "方案.txt"
    path.write_text(
        f"柯桥区数字经济行动方案（2023—2025年）\n一、总体要求\n到2025年，产值达到{'9' * 400}亿元。\n", "utf-8"
    )
    figures = [n.properties.get("value") for n in extract([path]).graph.nodes.values()]
    assert float("inf") not in figures


def test_sentence_without_an_end_is_cut_and_loses_nothing() -> None:
    text = "园区、" * 2_000
    pieces = list(sentences(normalise(text, 0, len(text))))
    assert "".join(piece.text for piece in pieces) == text
    assert max(map(len, pieces)) <= LONGEST
    assert all(text[piece.start : piece.end] == piece.text for piece in pieces)
