"""A bounded run of the fuzz over the loaders; `python benchmarks/fuzz.py` is the long one."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

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
