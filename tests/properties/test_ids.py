"""Ids: stable, folded once and for all, never the same for different labels or types."""

from __future__ import annotations

from hypothesis import example, given
from hypothesis import strategies as st
from made_facts import LABELS, NAMES, TEXTS, bounded

from deltatrunk.graph.ids import fold, node_id, relationship_id
from deltatrunk.graph.schema import schema


@given(TEXTS)
@example("A - - B")
@example("e \u0301")
@example("～ ～")
@bounded(400)
def test_fold_changes_nothing_the_second_time(name: str) -> None:
    assert fold(fold(name)) == fold(name)


@given(TEXTS)
@bounded(200)
def test_folded_names_have_no_white_space(name: str) -> None:
    assert not any(c.isspace() for c in fold(name))


@given(st.lists(st.sampled_from("长三角数字干线AB12"), min_size=1, max_size=12), st.data())
@bounded(150)
def test_spaces_and_widths_make_no_other_name(letters: list[str], data: st.DataObject) -> None:
    plain = "".join(letters)
    wide = {c: chr(ord(c) + 0xFEE0) for c in "AB12"}
    odd = "".join(
        data.draw(st.sampled_from((c, wide.get(c, c)))) + data.draw(st.sampled_from(("", " ", "\u3000")))
        for c in letters
    )
    assert fold(odd) == fold(plain) == plain


@given(NAMES, NAMES, st.sampled_from(LABELS), st.sampled_from(LABELS), TEXTS, TEXTS)
@bounded(200)
def test_nodes_of_different_labels_have_different_ids(
    one: str, other: str, label: str, another: str, scope: str, elsewhere: str
) -> None:
    if label != another:
        assert node_id(label, one, scope) != node_id(another, other, elsewhere)
        assert node_id(label, one, scope) != node_id(another, one, scope)
    assert node_id(label, one, scope) == node_id(label, fold(one), scope)


@given(st.sampled_from(tuple(schema().relationships)), st.sampled_from(tuple(schema().relationships)), NAMES, NAMES)
@bounded(100)
def test_relationships_of_different_types_have_different_ids(type_: str, another: str, head: str, tail: str) -> None:
    same = relationship_id(type_, head, tail) == relationship_id(another, head, tail)
    assert same == (type_ == another)


def test_no_label_or_type_has_a_mark_of_the_ids() -> None:
    assert not [name for name in (*schema().labels, *schema().relationships) if set(name) & set(":/|@")]
