"""Facts, texts and settings from which the property tests make their examples: the same ones on every machine."""

from __future__ import annotations

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from deltatrunk.graph.facts import Entity, Evidence, Fact, Relation
from deltatrunk.graph.model import Graph, merge
from deltatrunk.graph.schema import schema


def bounded(examples: int = 80) -> settings:
    """Return settings that give the same examples every time and know no clock."""
    return settings(
        derandomize=True, deadline=None, max_examples=examples, database=None,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large],
    )  # fmt: skip


ODD = st.sampled_from(
    "长三角数字干线（）()【】,，.。;；:： \t　\n~～—–-−AaGz09０９％%①㎡㈱Ⅳﬁ·•"
    "\ufeff\u200b\u0301\u0338\u2028\x85|/@\"'`$\\&<>"
)
TEXTS = st.text(st.one_of(ODD, ODD, st.characters(codec="utf-8")), max_size=40)
NAMES = TEXTS.filter(str.strip)
COMMON = st.sampled_from(["甲公司", "乙公司", "甲 公司", "甲公司（上海）", "人工智能", "若耶科技园", "A-B", "A - B"])
LABELS = tuple(name for name in schema().core_labels if name not in ("Section", "Passage"))
RULES = st.sampled_from(["a", "b"])

evidence = st.builds(
    lambda file, start, length, rule, sure: Evidence(file, start, start + length, f"Passage:{file}/1", rule, sure),
    st.sampled_from(["甲.txt", "b c.docx", "档案.zip/附件:1.csv"]), st.integers(0, 50), st.integers(1, 9), RULES,
    st.sampled_from([0.3, 0.5, 0.75, 1.0]),
)  # fmt: skip
evidences = st.lists(evidence, min_size=1, max_size=3).map(tuple)
entities = st.builds(
    lambda label, name, where, aliases: Entity(label, name, where, aliases=tuple(aliases)),
    st.sampled_from(LABELS), st.one_of(COMMON, NAMES), evidences, st.lists(NAMES, max_size=2),
)  # fmt: skip


@st.composite
def facts(draw: st.DrawFn) -> tuple[Fact, ...]:
    """Entities of every label, some of them alike, and relations between them that the schema may refuse."""
    found = draw(st.lists(entities, min_size=1, max_size=8))
    ids = st.sampled_from([entity.id for entity in found])
    relations = st.builds(Relation, st.sampled_from(tuple(schema().relationships)), ids, ids, evidences)
    return (*found, *draw(st.lists(relations, max_size=12)))


graphs: st.SearchStrategy[Graph] = facts().map(merge)
