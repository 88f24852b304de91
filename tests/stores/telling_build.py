"""The build that is killed: loads a graph and says on the way how far it is.

telling_build.py STORE GRAPH.jsonl AT-ONCE

AT-ONCE: how many things of a first load go into one transaction, 0 for the usual number; more are written in parts.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from deltatrunk.graph import cypher, writing
from deltatrunk.graph.address import Credentials
from deltatrunk.graph.errors import DeltatrunkError
from deltatrunk.graph.jsonl import from_lines
from deltatrunk.graph.opening import open_store

REFUSED = 3


def say(line: str) -> None:
    """Print a line at once."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def build(where: str, file: Path) -> int:
    """Load a graph and say on the way how far it is; the exit code tells an error of ours from a crash."""
    begin = cypher.begin_stamp

    def telling() -> str:
        say(".committing")
        return begin()

    cypher.begin_stamp = telling
    credentials = None
    if "NEO4J_PASSWORD" in os.environ:
        credentials = Credentials(*(os.environ[f"NEO4J_{name}"] for name in ("USERNAME", "PASSWORD", "DATABASE")))
    try:
        with file.open(encoding="utf-8") as lines:
            graph = from_lines(lines)
        with open_store(where, credentials) as store:
            say(".opened")
            store.load(graph)
            say(".loaded")
    except DeltatrunkError as error:
        say(f"{type(error).__name__}: {error} ({error.hint})")
        return REFUSED
    return 0


if __name__ == "__main__":
    if at_once := int(sys.argv[3]):
        writing.AT_ONCE = writing.PART = at_once
    sys.exit(build(sys.argv[1], Path(sys.argv[2])))
