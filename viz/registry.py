"""The maps by name."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from ..graph.errors import ViewError
from ..graph.model import Graph
from .application import build_application
from .chain import build_chain
from .chain_leaders import build_chain_leaders
from .cores import build_cores
from .distribution import build_distribution
from .layers import build_layers
from .neighbourhood import build_neighbourhood
from .partners import build_partners
from .paths import build_path
from .places import build_places
from .programmes import build_programmes
from .query_map import build_query
from .rounds import build_rounds
from .technology import build_technology
from .trunk import build_trunk
from .view import View


@dataclass(frozen=True, slots=True)
class Option:
    """An option of a map: its name, what it takes (text, integer, flag or graph) and a line of explanation."""

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

_PLACES = Option("places", "text", "带坐标的文件：CSV（名称,经度,纬度）或 GeoJSON；图上各处按其坐标与边界画出")
_CHAIN = Option("chain", "text", "产业链名称或别名，例如 集成电路")

_VIEWS = (
    ViewSpec(
        "chain-leaders",
        "链主图",
        "产业链居中，环节由上游到下游，链主与企业在上，园区与平台在下；不指定产业链时画全部",
        (Option("chain", "text", "产业链名称或别名，例如 集成电路"), _BORDERLINE),
        build_chain_leaders,
    ),
    ViewSpec(
        "chain",
        "产业链条图",
        "环节由上游到下游，企业、平台、园区、任务在各自的环节下，未落到环节的另成一栏；不指定产业链时画全部",
        (_CHAIN, _BORDERLINE),
        build_chain,
    ),
    ViewSpec(
        "technology",
        "技术路线图",
        "按规划年份，从任务、平台到技术、产品、应用；不指定产业链时画全部",
        (_CHAIN, _BORDERLINE),
        build_technology,
    ),
    ViewSpec(
        "application",
        "应用领域图",
        "从产业链经技术、任务到应用领域，文件未写明的用文字说明；不指定产业链时画全部",
        (_CHAIN, _BORDERLINE),
        build_application,
    ),
    ViewSpec(
        "distribution",
        "分布区域图",
        "产业链落在哪些区、片区和园区，自西向东；不指定产业链时画区域与产业链的对照",
        (_CHAIN, _BORDERLINE),
        build_distribution,
    ),
    ViewSpec(
        "trunk",
        "空间布局",
        "数字干线示意图：一条干线自东向西，支柱在轴上，基座在两侧，拓展带穿越，片区为底",
        (Option("space", "text", "要画的空间名称，默认取组成最多的一个，例如 长三角数字干线"), _PLACES, _BORDERLINE),
        build_trunk,
    ),
    ViewSpec(
        "layers",
        "圈层图",
        "一个空间的圈层画成同心圆环：最里一层居中，成员在各自的环上，东在右，西在左",
        (Option("space", "text", "要画的空间名称，默认取圈层最多的一个，例如 长三角数字干线"), _PLACES, _BORDERLINE),
        build_layers,
    ),
    ViewSpec(
        "cores",
        "核心与拓展图",
        "一核两拓三基地、一城两翼等布局：核心居中，拓展区按方位在四周，基地在各自的方位",
        (Option("space", "text", "要画的空间名称，默认取写明核心且组成最多的一个"), _PLACES, _BORDERLINE),
        build_cores,
    ),
    ViewSpec(
        "places",
        "实地分布",
        "按使用者提供的坐标与边界画：北在上，空间的组成部分和坐标文件中的其他名称，没有坐标的列在右侧",
        (replace(_PLACES, required=True), Option("space", "text", "要画的空间名称，默认取组成最多的一个"), _BORDERLINE),
        build_places,
    ),
    ViewSpec(
        "partners",
        "合伙人图",
        "合伙人按所在区县、园区和产业归类，园区由西到东，下方为写到他们的计划与任务",
        (
            Option("place", "text", "只画一个区县、园区或片区的合伙人，例如 数字信息产业园"),
            Option("chain", "text", "只画一条产业链的合伙人，例如 人工智能"),
            Option("batch", "text", "只画一个批次的合伙人，例如 第一批"),
            _BORDERLINE,
        ),
        build_partners,
    ),
    ViewSpec(
        "programmes",
        "行动计划图",
        "文件、计划、任务、责任单位由左到右；不指定时画全部文件的计划和任务数",
        (
            Option("plan", "text", "只画一个文件，例如 松江新城G60数字经济创新产业示范区建设方案"),
            Option("programme", "text", "只画一个计划的任务和责任单位，例如 功能引领赋能计划"),
            Option("unit", "text", "只画一个单位负责的任务，例如 经委"),
            _BORDERLINE,
        ),
        build_programmes,
    ),
    ViewSpec(
        "rounds",
        "两轮对照图",
        "前后两轮方案的计划与任务左右对照，留存的连线，新增和不再提及的标明",
        (
            Option("earlier", "text", "前一轮的文件，默认取共有计划最多的两个文件中较早的"),
            Option("later", "text", "后一轮的文件"),
            Option("programme", "text", "只画一个计划的任务，例如 梧桐100计划"),
            Option("tasks", "flag", "画出全部任务，不只是留存的"),
            _BORDERLINE,
        ),
        build_rounds,
    ),
    ViewSpec(
        "neighbourhood",
        "邻域图",
        "一个名称居中，与它相连的名称按关系分组，一圈一步",
        (
            Option("name", "text", "名称、别名或标识，例如 华为", required=True),
            Option("depth", "integer", "走几步，1 到 3，默认 1"),
            Option("limit", "integer", "最多画多少个名称，默认 100"),
            _BORDERLINE,
        ),
        build_neighbourhood,
    ),
    ViewSpec(
        "path",
        "路径图",
        "两个名称之间最短的路径，自左向右一步一列，关系写在线上",
        (
            Option("source", "text", "起点的名称、别名或标识", required=True),
            Option("target", "text", "终点的名称、别名或标识", required=True),
            Option("limit", "integer", "最多画多少条路径，默认 12"),
            _BORDERLINE,
        ),
        build_path,
    ),
    ViewSpec(
        "query",
        "查询图",
        "查询包里的图查询，或一条只读的 Cypher 语句，结果画成图",
        (
            Option("part", "graph", "要画的节点和关系，如 Store.picture() 所得"),
            Option("title", "text", "图的标题"),
        ),
        build_query,
    ),
)


def views() -> tuple[ViewSpec, ...]:
    """Return every map in the order in which they are listed."""
    return _VIEWS


def build(name: str, graph: Graph, /, **options: object) -> View:
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
