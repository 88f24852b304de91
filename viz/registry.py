"""The maps by name."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from ..graph.errors import ViewError
from ..graph.model import Graph
from .chain_leaders import build_chain_leaders
from .trunk import build_trunk
from .view import View


@dataclass(frozen=True, slots=True)
class Option:
    """An option of a map: its name, what it takes (``text`` or ``flag``) and a line of explanation."""

    name: str
    kind: str
    help: str
    required: bool = False


@dataclass(frozen=True, slots=True)
class ViewSpec:
    """A map that can be built: name, Chinese title, one line, options."""

    name: str
    title: str
    line: str
    options: tuple[Option, ...]
    builder: Callable[..., View]


_BORDERLINE = Option("borderline", "flag", "连同置信度低于 0.5 的边缘事实一起画出（虚线）")

_VIEWS = (
    ViewSpec(
        "chain-leaders",
        "链主图",
        "产业链居中，环节由上游到下游，链主与企业在上，园区与平台在下；不指定产业链时画全部",
        (Option("chain", "text", "产业链名称或别名，例如 集成电路"), _BORDERLINE),
        build_chain_leaders,
    ),
    ViewSpec(
        "trunk",
        "空间布局",
        "数字干线示意图：一条干线自东向西，支柱在轴上，基座在两侧，拓展带穿越，片区为底",
        (Option("space", "text", "要画的空间名称，默认取组成最多的一个，例如 长三角数字干线"), _BORDERLINE),
        build_trunk,
    ),
)


def views() -> tuple[ViewSpec, ...]:
    """Return every map in the order in which they are listed."""
    return _VIEWS


def build(name: str, graph: Graph, **options: object) -> View:
    """Build a map by its name.

    Raises :class:`ViewError` for an unknown map, an unknown option, or where there is nothing to draw.
    """
    spec = next((spec for spec in _VIEWS if name in (spec.name, spec.title)), None)
    if spec is None:
        known = "、".join(f"{spec.name}（{spec.title}）" for spec in _VIEWS)
        raise ViewError(f"没有名为“{name}”的图", hint=f"可用的图：{known}")
    allowed = {option.name for option in spec.options}
    unknown = sorted(set(options) - allowed)
    if unknown:
        raise ViewError(f"{spec.title}没有选项 {'、'.join(unknown)}", hint=f"可用的选项：{'、'.join(sorted(allowed))}")
    return spec.builder(graph, **options)
