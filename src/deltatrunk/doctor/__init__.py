"""Whether this machine has what deltatrunk needs: a finding a check, with what is wrong and how to mend it.

No check raises, leaves a server behind or changes anything; what is written to try a folder is taken away again.
Each looks at one thing and imports what it looks at only then, so that they work where everything else is broken.
"""

from __future__ import annotations

from collections.abc import Mapping

from ..settings import Settings
from . import machine, store
from .finding import Finding, State, guarded

__all__ = ["Finding", "State", "examine"]


def examine(settings: Settings, environment: Mapping[str, str]) -> tuple[Finding, ...]:
    """Look at everything, in the order in which one thing needs the one before it."""
    return (
        *guarded("python", "版本", machine.python),
        *guarded("packages", "依赖", machine.packages),
        *guarded("encodings", "编码", lambda: machine.encodings(environment)),
        *guarded("fonts", "中文字体", lambda: machine.fonts(environment)),
        *guarded("temporary", "临时文件夹", machine.temporary),
        *guarded("ports", "本机端口", machine.ports),
        *guarded("disk", "磁盘空间", lambda: store.disk(settings)),
        *guarded("java", "内置图库和 Java", lambda: store.java(settings)),
        *guarded("store", "图库", lambda: store.store(settings)),
    )
