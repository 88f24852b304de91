"""The algebra of receipts: steps fold into one, a way and its way back leave nothing."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from deltatrunk.graph.errors import StoreError
from deltatrunk.graph.receipt import Change, backwards, between, counted, pack_details, unpack_details

State = dict[str, tuple[str, frozenset[str]]]
"""Content hash and evidence of each id: what a store holds."""

spans = st.frozensets(st.sampled_from([f"a.txt:{n}-{n + 2}" for n in range(6)]), min_size=1)
states: st.SearchStrategy[State] = st.dictionaries(
    st.sampled_from(["Company:甲", "Company:乙", "Park:丙", "LEADS|Company:甲|IndustryChain:丁"]),
    st.tuples(st.sampled_from(["h1", "h2", "h3"]), spans),
)
rows = settings(max_examples=200, deadline=None, derandomize=True)


def step(old: State, new: State) -> tuple[Change, ...]:
    """The changes from one state to another, as a load lists them."""
    found = []
    for id_ in sorted({*old, *new}):
        before, was = old.get(id_, ("", frozenset()))
        after, now = new.get(id_, ("", frozenset()))
        if before != after:
            found.append(
                Change(id_, id_.partition("|")[0].partition(":")[0], before, after,
                       tuple(sorted(now - was)), tuple(sorted(was - now)))
            )  # fmt: skip
    return tuple(found)


def whole(state: State) -> State:
    """A state whose content hash tells its evidence too, as real ones do."""
    return {id_: (f"{hash_}{sorted(found)}", found) for id_, (hash_, found) in state.items()}


@rows
@given(states, states)
def test_change_and_its_way_back_leave_nothing(one: State, other: State) -> None:
    there = step(whole(one), whole(other))
    assert between([there, backwards(there)]) == ()
    assert backwards(backwards(there)) == there


@rows
@given(st.lists(states, min_size=2, max_size=5))
def test_steps_fold_into_the_step_from_first_to_last(row: list[State]) -> None:
    ways = [whole(state) for state in row]
    steps = [step(a, b) for a, b in pairwise(ways)]
    assert between(steps) == step(ways[0], ways[-1])


@rows
@given(states, states)
def test_details_survive_being_packed(one: State, other: State) -> None:
    there = step(one, other)
    assert unpack_details(pack_details(there)) == there


@rows
@given(states, states)
def test_counts_tell_every_change_once(one: State, other: State) -> None:
    there = step(one, other)
    tally = counted(there)
    assert tally.nodes.total + tally.relationships.total == len(tally.details) == len(there)
    assert tally.evidence.total == sum(len(c.gained) + len(c.lost) for c in there)
    short = counted(there, listed=False)
    assert (short.nodes, short.relationships, short.evidence) == (tally.nodes, tally.relationships, tally.evidence)
    assert short.details == tuple(c for c in tally.details if c.what == "removed")


@pytest.mark.parametrize("text", ["", "x", "eJw=", "AAAA"])
def test_damaged_details_are_refused(text: str) -> None:
    with pytest.raises(StoreError, match="损坏"):
        unpack_details(text)
