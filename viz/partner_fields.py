"""Which field a partner stands in: districts and parks from west to east, then industries, then tasks only."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ..graph.model import Node, Relationship
from .partner_parts import Partner
from .spaces import directions

UNKNOWN_DISTRICT = "区县未写明"
UNSEATED = "所在未写明"
UNRANKED = -1


@dataclass(frozen=True, slots=True)
class Group:
    """Partners of one industry, in order; without a name where documents tell none."""

    name: str
    partners: tuple[Partner, ...]


@dataclass(frozen=True, slots=True)
class PartnerField:
    """A field: its district, the park or zone at its head (None for those without one), its groups."""

    district: str
    seat: Node | None
    groups: tuple[Group, ...]

    @property
    def partners(self) -> tuple[Partner, ...]:
        """Everyone in the field."""
        return tuple(partner for group in self.groups for partner in group.partners)

    def link(self, partner: Partner) -> Relationship | None:
        """Return what ties a partner to the head of the field."""
        return next((link for link, seat in partner.seats if self.seat and seat.id == self.seat.id), None)


def fields_of(partners: Sequence[Partner]) -> tuple[tuple[PartnerField, ...], tuple[Partner, ...]]:
    """Return the fields from west to east, and the partners of whom nothing more is said."""
    seated: dict[tuple[str, str], list[Partner]] = {}
    seats: dict[str, Node] = {}
    loose = []
    for partner in partners:
        if partner.seats:
            seat = partner.seats[0][1]
            seats[seat.id] = seat
            district = partner.districts[0].name if partner.districts else ""
            seated.setdefault((district, seat.id), []).append(partner)
        else:
            loose.append(partner)
    rank = {key: _rank(name for p in held for name in _places(p)) for key, held in seated.items()}
    # A district stays together: it lies where the westernmost of its parks does.
    west = {key[0]: min(rank[other] for other in seated if other[0] == key[0]) for key in seated}
    keys = sorted(seated, key=lambda key: (key[0] == "", west[key[0]], key[0], rank[key]))
    fields = [PartnerField(key[0] or UNKNOWN_DISTRICT, seats[key[1]], _groups(seated[key])) for key in keys]
    told = [p for p in loose if p.industries or p.steps]
    if told:
        fields.append(PartnerField(UNSEATED, None, _groups(told)))
    return tuple(fields), tuple(p for p in loose if not (p.industries or p.steps))


def _places(partner: Partner) -> tuple[str, ...]:
    return (*(seat.name for _, seat in partner.seats), *(district.name for district in partner.districts))


def _rank(names: Iterable[str]) -> int:
    """Return how far east a place of these names lies; what no known name stands in comes first."""
    rank = directions().of(*names)
    return UNRANKED if rank is None else rank


def _groups(partners: Iterable[Partner]) -> tuple[Group, ...]:
    """Group by industry, the largest first, those without one at the end."""
    found: dict[str, list[Partner]] = {}
    for partner in partners:
        found.setdefault(partner.industries[0].name if partner.industries else "", []).append(partner)
    order = sorted(found, key=lambda name: (name == "", -len(found[name])))
    return tuple(Group(name, tuple(found[name])) for name in order)
