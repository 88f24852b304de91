"""The page that defines every measure, made from the measures themselves."""

from __future__ import annotations

from .communities import COMMUNITIES
from .measure import Measure
from .registry import measures


def markdown() -> str:
    """Return the page as Markdown."""
    lines = [
        "# 分析",
        "",
        "由各分析自己的说明生成。运行：`deltatrunk analyze 名称`；",
        "全部写成一个工作簿：`deltatrunk analyze all -o 分析.xlsx`。",
        "只看置信度 0.5 以上的事实（`--min-confidence` 可改）；章节、段落不算关系。同样的图和同一版本的 networkx",
        "总是得到同样的结果。`-o 图.graphml` 或 `.gexf` 写出带分析值的图（不含章节和段落），供 Gephi 等画图。",
    ]
    for measure in measures():
        lines += ["", f"## {measure.title}（{measure.name}）", "", measure.question, "", *_facts(measure)]
    return "\n".join(lines) + "\n"


def _facts(measure: Measure) -> list[str]:
    named = f"；名称在 `{measure.key}_name`" if measure is COMMUNITIES else ""
    told = (
        ("定义", measure.definition), ("来源", measure.source), ("计入的事实", measure.counts), ("代价", measure.cost),
        ("不能说明什么", measure.limits), ("节点属性", f"`{measure.key}`{named}"),
        ("列", "、".join(column.title for column in measure.columns)),
    )  # fmt: skip
    return [f"- **{title}**：{text}" for title, text in told]
