"""The order in which reasons are asked: a person, the document's own place, registers, legal names, labels."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from . import rules
from .decisions import NO_DECISIONS, Decisions
from .joining import Joiner
from .local import local_names, own_aliases
from .model import Ballot, Merge, Resolution, total


def settle(ballots: tuple[Ballot, ...], decisions: Decisions = NO_DECISIONS) -> Resolution:
    """Decide over all documents which keys are one, from their ballots; cost grows with names, not with pairs.

    Ballots are what a load keeps of each document after its facts are written; their order does not matter.
    """
    ballots = tuple(sorted(ballots, key=lambda ballot: ballot.where))
    as_written, _ = total(ballots)
    local, merges = local_names(ballots, as_written, decisions)
    votes, aliases = total(rules.placed(ballots, local))
    joiner = Joiner(decisions)
    joiner.decide(votes, aliases)
    rules.documents(votes, joiner)
    rules.registered(votes, joiner)
    rules.companies(votes, aliases, joiner)
    owners = rules.stated_aliases(votes, aliases, joiner)
    rules.programmes(votes, joiner)
    rules.one_label(votes, joiner)
    rules.same_fold(votes, joiner)
    merges += own_aliases(ballots, owners, local)
    return Resolution(
        {key: joiner.end(key) for key in votes if joiner.joined(key)},
        {
            where: {key: joiner.end(target) for key, target in mapped.items()}
            for where, mapped in local.items()
        },
        tuple(sorted(_sourced(ballots, {*merges, *joiner.merges}))),
        tuple(sorted(set(joiner.apart))),
        tuple(joiner.skips),
    )  # fmt: skip


def _sourced(ballots: Iterable[Ballot], merges: Iterable[Merge]) -> Iterator[Merge]:
    """Name for each merge the first document that states the alias, else the name, that it rests on."""
    found = tuple(merges)
    pairs = {(m.form, m.into) for m in found}
    names = {m.into for m in found}
    gives: dict[tuple[str, str], str] = {}
    uses: dict[str, str] = {}
    for ballot in ballots:
        for key in ballot.votes:
            if key.name in names:
                uses.setdefault(key.name, ballot.where[1])
        for key, aliases in ballot.aliases.items():
            for alias in aliases:
                if (alias, key.name) in pairs:
                    gives.setdefault((alias, key.name), ballot.where[1])
    for merge in found:
        source = gives.get((merge.form, merge.into)) or uses.get(merge.into, "")
        yield replace(merge, source=merge.document or source)
