"""The description of the lists, and what is refused in one."""

from __future__ import annotations

import pytest

from deltatrunk.graph.errors import QueryError
from deltatrunk.queries import bundled, listings
from deltatrunk.queries.listing import parse_listings

GOOD = """
common: {未提及: 没有写到}
lists:
  pool:
    title: 池
    purpose: 试
    handed_in: 谁
    queries: [list-magnets]
    rules: {收录: 全部}
    columns: {company: 20, document: 10, section: {width: 10}, quote: {width: 30, format: "0"}}
"""


def test_the_eight_lists_are_there_in_their_order() -> None:
    assert [found.title for found in listings().lists.values()] == [
        "补链固链强链清单", "产业链招商清单", "产业链合作清单", "项目库",
        "企业目标库", "磁力企业候选池", "任务责任清单", "指标对比表",
    ]  # fmt: skip


def test_every_query_of_the_pack_is_in_a_list() -> None:
    used = {query.name for found in listings().lists.values() for query in found.queries}
    pack = next(pack for pack in bundled().packs if pack.name == "lists")
    assert {query.name for query in pack.queries if query.kind == "rows"} == used | {"list-documents"}


def test_lists_are_chosen_by_name_or_title_once_each() -> None:
    chosen = listings().chosen(["项目库", "gaps", "projects"])
    assert [found.name for found in chosen] == ["projects", "gaps"]
    assert len(listings().chosen([])) == 8
    with pytest.raises(QueryError, match="没有清单 项目") as refused:
        listings().chosen(["项目"])
    assert "项目库" in refused.value.hint


def test_a_description_is_read() -> None:
    found = parse_listings(GOOD, bundled())
    pool = found.lists["pool"]
    assert found.common == (("未提及", "没有写到"),)
    assert [(c.name, c.width, c.format) for c in pool.columns][-1] == ("quote", 30.0, "0")
    assert (pool.together, pool.frozen, pool.rules) == ("", 0, (("收录", "全部"),))


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        ("title: 池", "titel: 池", "多了 titel，少了 title"),
        ("title: 池", "title: ''", "title 应是一行文字"),
        ("[list-magnets]", "[]", "queries 应是查询名的清单"),
        ("[list-magnets]", "[list-magnet]", "没有查询 list-magnet"),
        ("[list-magnets]", "[list-magnets-count]", "的列与"),
        ("[list-magnets]", "[list-magnets, list-projects]", "list-projects 的列与 list-magnets 的不同"),
        ("company: 20", "firm: 20", "查询没有列 firm"),
        ("company: 20", "company: wide", "列 company 应写成宽度"),
        ("document: 10, ", "", "缺少列 document"),
        ("{收录: 全部}", "[全部]", "规则应是"),
        ("rules:", "together: firm\n    rules:", "together 写的 firm 不是列名"),
        ("rules:", "frozen: 4\n    rules:", "frozen 应是"),
        ("common: {未提及: 没有写到}", "", "应写成 common"),
        ("lists:", "lists: [", "不是有效的 YAML"),
    ],
)
def test_a_bad_description_is_refused(old: str, new: str, what: str) -> None:
    assert old in GOOD
    with pytest.raises(QueryError, match=what):
        parse_listings(GOOD.replace(old, new, 1), bundled())
