"""What a name means in its document: homonymous places, departments and nameless zones that belong to a place.

Within the documents of one place nothing changes: 市科委 stays 市科委. Where the loaded documents mean
two things by one name, each gets the name of what it belongs to before it (合肥市科委, 舟山市普陀区).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from ..findings import Key
from .decisions import Decisions
from .departments import GOVERNMENT, Organ, is_kind, organ_of
from .model import Ballot, Merge, Where
from .places import decide, read_place

_OF_A_CITY = ("Zone", "Park", "Platform", "Organization")

Identity = tuple[str, ...]
"""What makes a place or a department one thing: its own full name and the names of what it belongs to."""


@dataclass(frozen=True, slots=True)
class _Use:
    """A key in one document with what it means there and why."""

    key: Key
    where: Where
    identity: Identity
    because: str
    organ: Organ | None = None


def local_names(
    ballots: Sequence[Ballot], votes: Mapping[Key, float], decisions: Decisions
) -> tuple[dict[Where, dict[Key, Key]], list[Merge]]:
    """Return, document by document, the keys that mean something else than their words, with the reasons."""
    placed = list(_places(ballots))
    names = _place_names(placed)
    local: dict[Where, dict[Key, Key]] = defaultdict(dict)
    merges: list[Merge] = []
    _apply(placed, names, ballots, local, merges)
    organs = list(_organs(ballots, decisions))
    _apply(organs, _organ_names(organs, votes, names), ballots, local, merges)
    kinds = list(_kinds(ballots))
    _apply(kinds, _kind_names(kinds, names), ballots, local, merges)
    titles = list(_titles(ballots))
    _apply(titles, _kind_names(titles, names), ballots, local, merges)
    return local, merges


def _places(ballots: Iterable[Ballot]) -> Iterable[_Use]:
    for ballot in ballots:
        named = frozenset(k.name for k in ballot.votes if k.label == "Place")
        for key in ballot.votes:
            if key.label != "Place":
                continue
            meant, upper = read_place(key.name)
            if (
                len(meant) == 1
                and not upper
                and key.name in meant[0].ambiguous
                and meant[0] not in ballot.setting.chain
            ):
                continue  # 朝阳, 太湖: an ordinary word until something supports it
            before = upper[0].name if upper else ballot.before.get(key.name, "")
            found = decide(meant, before, ballot.setting, named)
            if found is not None:
                term, why = found
                yield _Use(key, ballot.where, (term.name, term.parent), why)


def _place_names(uses: Iterable[_Use]) -> dict[Identity, str]:
    """Name every place; places of one name get the upper place's name before theirs."""
    of: dict[str, set[Identity]] = defaultdict(set)
    for use in uses:
        of[use.identity[0]].add(use.identity)
    return {one: one[0] if len(homonyms) == 1 else one[1] + one[0] for homonyms in of.values() for one in homonyms}


def _organs(ballots: Iterable[Ballot], decisions: Decisions) -> Iterable[_Use]:
    forms: dict[Identity, list[Key]] = defaultdict(list)
    for ballot in ballots:
        for key in ballot.votes:
            organ = organ_of(key.name, ballot.setting) if key.label == "Organization" else None
            if organ is None:
                continue
            identity = (organ.core, organ.place.name, organ.place.parent)
            if decisions.forbid_any(key.name, [k.name for k in forms[identity]]):
                continue  # a person says that this form is another organ
            if key not in forms[identity]:
                forms[identity].append(key)
            why = f"“{organ.core}”的写法，属{organ.place.name}"
            why += "（名称中写明）" if organ.stated else "（文件自己的地方）"
            yield _Use(key, ballot.where, identity, why, organ)


def _organ_names(
    uses: Sequence[_Use], votes: Mapping[Key, float], places: Mapping[Identity, str]
) -> dict[Identity, str]:
    """Name every organ by the short form that documents use most; a government by its fullest form."""
    forms: dict[Identity, dict[str, Organ]] = defaultdict(dict)
    users: dict[str, set[Identity]] = defaultdict(set)
    for use in uses:
        if use.organ is not None:
            forms[use.identity].setdefault(use.key.name, use.organ)
            users[use.key.name].add(use.identity)
    names: dict[Identity, str] = {}
    for identity, known in forms.items():
        short = [n for n, organ in known.items() if not organ.stated] or list(known)
        name = min(short, key=lambda n: (-votes[Key("Organization", n)], len(n), n))
        if identity[0] in GOVERNMENT:
            name = max(known, key=lambda n: (len(n), n))
        if len(users[name]) > 1:
            place = places.get((identity[1], identity[2]), identity[1])
            name = place + known[name].form
        names[identity] = name
    return names


def _kinds(ballots: Iterable[Ballot]) -> Iterable[_Use]:
    """Names made of kind words alone (软件产业园, 高新区, 管委会): each city has one of its own."""
    for ballot in ballots:
        place = ballot.setting.at("市") or ballot.setting.seat
        if place is None:
            continue
        for key in ballot.votes:
            organ = key.label == "Organization" and organ_of(key.name, ballot.setting) is not None
            if key.label in _OF_A_CITY and not organ and is_kind(key.name):
                yield _Use(key, ballot.where, (key.name, place.name, place.parent), f"通称，属{place.name}")


def _titles(ballots: Sequence[Ballot]) -> Iterable[_Use]:
    """Loaded documents by their title and place, and what cites one of the same place: cities share titles."""
    loaded: dict[Key, set[Identity]] = defaultdict(set)
    for ballot in ballots:
        if (place := ballot.setting.place) is not None:
            loaded[Key("Document", ballot.where[1])].add((ballot.where[1], place.name, place.parent))
    for ballot in ballots:
        for key in ballot.votes.keys() & loaded.keys():
            for place in ballot.setting.chain:
                identity = (key.name, place.name, place.parent)
                if identity in loaded[key]:
                    yield _Use(key, ballot.where, identity, f"同名文件，属{place.name}")
                    break


def _kind_names(uses: Iterable[_Use], places: Mapping[Identity, str]) -> dict[Identity, str]:
    users: dict[str, set[Identity]] = defaultdict(set)
    for use in uses:
        users[use.identity[0]].add(use.identity)
    return {
        one: one[0] if len(same) == 1 else places.get((one[1], one[2]), one[1]) + one[0]
        for same in users.values()
        for one in same
    }


def _apply(
    uses: Iterable[_Use],
    names: Mapping[Identity, str],
    ballots: Iterable[Ballot],
    local: dict[Where, dict[Key, Key]],
    merges: list[Merge],
) -> None:
    """Write down what each use stands for; a name that no document places joins the only one of its form."""
    meant: dict[Key, set[Identity]] = defaultdict(set)
    here: set[tuple[Where, Key]] = set()
    for use in uses:
        meant[use.key].add(use.identity)
        here.add((use.where, use.key))
        _stand(use.where, use.key, names[use.identity], use.because, local, merges)
    for ballot in ballots:
        for key in ballot.votes.keys() & meant.keys():
            if (ballot.where, key) not in here and len(meant[key]) == 1:
                (one,) = meant[key]
                _stand(ballot.where, key, names[one], "载入的文件里只有一处用这个写法", local, merges)


def _stand(
    where: Where, key: Key, name: str, because: str, local: dict[Where, dict[Key, Key]], merges: list[Merge]
) -> None:
    if name == key.name:
        return
    local[where][key] = Key(key.label, name)
    rule = {"Place": "place", "Organization": "department", "Document": "title"}.get(key.label, "of-a-city")
    merges.append(Merge(key.label, key.name, name, key.label, rule, because, where[1]))


def own_aliases(
    ballots: Iterable[Ballot], owners: Mapping[tuple[str, str], set[Key]], local: dict[Where, dict[Key, Key]]
) -> list[Merge]:
    """Let a short form that several documents define differently (以下简称示范区) mean what its own document says."""
    merges: list[Merge] = []
    for ballot in ballots:
        stated: dict[tuple[str, str], list[Key]] = defaultdict(list)
        for key, aliases in ballot.stated.items():
            for alias in aliases:
                stated[key.label, alias].append(key)
        for (label, alias), keys in stated.items():
            form = Key(label, alias)
            if len(owners.get((label, alias), ())) < 2 or form not in ballot.votes or form in keys or len(keys) > 1:
                continue
            here = local[ballot.where]
            if form not in here:
                here[form] = here.get(keys[0], keys[0])
                why = f"这份文件自己说“{alias}”是“{keys[0].name}”"
                merges.append(Merge(label, alias, keys[0].name, label, "stated", why, ballot.where[1]))
    return merges
