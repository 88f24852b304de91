"""The page that lists every query with its question, made from the packs themselves."""

from __future__ import annotations

from .header import Parameter
from .reader import Catalogue, Query

_KINDS = {"rows": "表", "picture": "图", "count": "总数"}
_TYPES = {"string": "文字", "integer": "整数", "float": "数", "boolean": "真假"}


def markdown(catalogue: Catalogue) -> str:
    """Return the page as Markdown; it changes only when a query file does."""
    total = len(catalogue.queries)
    lines = [
        "# 全部查询",
        "",
        f"由查询文件生成：{len(catalogue.packs)} 个查询包，{total} 个查询。",
        "运行：`deltatrunk query run 名称 -p 参数=值`。",
        "怎样写自己的查询：[queries.md](queries.md)。",
    ]
    for pack in catalogue.packs:
        lines += [
            "",
            f"## {pack.title}（{pack.name}）",
            "",
            "| 名称 | 问题 | 参数 | 答案 |",
            "| --- | --- | --- | --- |",
        ]
        lines += [_row(query) for query in pack.queries]
    return "\n".join(lines) + "\n"


def _row(query: Query) -> str:
    parameters = "<br>".join(map(_parameter, query.parameters))
    answer = f"{_KINDS[query.kind]}：{'、'.join(column.title for column in query.columns)}"
    cells = (f"`{query.name}` {query.title}", query.question, parameters, answer)
    return f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |"


def _parameter(parameter: Parameter) -> str:
    usual = "必填，例如 " + str(parameter.example) if parameter.required else _default(parameter)
    return f"`{parameter.name}` {parameter.title}（{_TYPES[parameter.type]}，{usual}）"


def _default(parameter: Parameter) -> str:
    return "不限" if parameter.default is None else f"默认 {parameter.default}"
