"""Where a person's decisions on names live, for every command that reads or writes them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from ..settings import default_decisions
from .app import PATH
from .chinese import option

if TYPE_CHECKING:
    from ..loaders.resolution.decisions import Decisions

DECISIONS = option(
    "--decisions",
    type=PATH,
    metavar="文件.yaml",
    help="人工归一决定的文件；默认用本用户数据文件夹里的 decisions.yaml",
)


def decisions_of(given: Path | None) -> Decisions:
    """Read the named file, which must exist, or the user's own, which need not."""
    from ..loaders.resolution.decisions import read

    return read(given or default_decisions(), required=given is not None)
