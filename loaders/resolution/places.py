"""Places of a name: which of several 普陀区 or 鼓楼区 a document means, and a document's own place.

A homonym is decided by the place written before it, else by the document's own place, else by the
one of its upper places that the document names; where none decides, it is left open.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from .. import lexicon
from ..findings import Findings, Mention
from ..lexicon_files import Term

_LONGEST = 12
_LEVELS = ("省", "市", "区县", "街镇")


@dataclass(frozen=True, slots=True)
class Setting:
    """The place that a document is about or comes from, with what lies above it, the most local first."""

    chain: tuple[Term, ...] = ()

    @property
    def place(self) -> Term | None:
        """The document's own place."""
        return self.chain[0] if self.chain else None

    def at(self, level: str) -> Term | None:
        """Return the chain's place of a level as documents speak of it: 省, 市 or 区县 (县).

        市 is the municipality or the city above a district, and a county-level city itself.
        """
        if level == "市":
            return next((t for t in self.chain if t.name.endswith("市") and t.level != "街镇"), None)
        if level == "省":
            return next((t for t in self.chain if t.level == "省" and not t.name.endswith("市")), None)
        return next((t for t in self.chain if t.level == "区县" and not t.name.endswith("市")), None)

    @property
    def seat(self) -> Term | None:
        """The most local place that has departments of its own: a town's plan speaks of its district's."""
        return next((t for t in self.chain if t.level in _LEVELS[:3]), None)


def terms(form: str) -> tuple[Term, ...]:
    """Return the administrative places that a form may mean; regions and city clusters are none."""
    return tuple(t for t in lexicon.places().find(form) if t.level in _LEVELS)


@cache
def above(term: Term) -> tuple[Term, ...]:
    """Return the places above a place, the nearest first; an upper place with homonyms ends the chain."""
    found: list[Term] = []
    while term.parent:
        upper = [t for t in lexicon.places().find(term.parent) if t.name == term.parent and t not in found]
        if len(upper) != 1:
            break
        term = upper[0]
        found.append(term)
    return tuple(found)


@cache
def read_place(name: str) -> tuple[tuple[Term, ...], tuple[Term, ...]]:
    """Read a whole name as places one in the other: (what its last word may mean, the places before it).

    上海市青浦区 and 上海青浦 are 青浦区; a last word that does not lie in what stands before it is
    no place inside a place, and nothing is returned.
    """
    whole = terms(name)
    if whole:
        return whole, ()
    for cut in range(2, len(name) - 1):
        inner, front = terms(name[cut:]), read_place(name[:cut])[0]
        lying = tuple(t for t in inner if any(u in above(t) for u in front))
        if lying:
            upper = tuple(u for u in front if any(u in above(t) for t in lying))
            return lying, upper
    return (), ()


def level(name: str) -> str:
    """Return the administrative level of a place's name (舟山市普陀区: 区县), or an empty string."""
    known = lexicon.places().find(name) or read_place(name)[0]
    return known[0].level if known else ""


def opening(name: str) -> tuple[Term, int] | None:
    """Return the place that opens a name and where the rest begins; None where none or several may be meant."""
    for end in range(min(len(name) - 1, _LONGEST), 1, -1):
        meant, before = read_place(name[:end])
        if len(meant) == 1 and (before or not lexicon.places().is_ambiguous(name[:end])):
            return meant[0], end
    return None


def chain_of(term: Term) -> Setting:
    """Return a place with all that lies above it."""
    return Setting((term, *above(term)))


def setting(findings: Findings) -> Setting:
    """Return a document's own place: the theme's, else the issuer's, else the one that opens its title."""
    issuers = [m.key.name for m in findings.mentions if m.place.rule == "head.issuer"]
    themes = [m.key.name for m in findings.mentions if m.place.rule == "head.theme" and m.key.label == "Place"]
    words = (findings.document.name, *issuers)
    for name in (*themes, *issuers, re.sub(r"^关于(?:《|印发《?|加快|推进)*", "", findings.document.name)):
        found = _one(_named(name), words)
        if found is not None:
            return chain_of(found)
    return Setting()


def _named(words: str) -> tuple[Term, ...]:
    """What the longest place at the start of a text may mean."""
    for end in range(min(len(words), _LONGEST), 1, -1):
        meant, _ = read_place(words[:end])
        if meant and (len(meant) > 1 or meant[0].name == words[:end] or words[:end] not in meant[0].ambiguous):
            return meant
    return ()


def _one(meant: tuple[Term, ...], words: Iterable[str]) -> Term | None:
    """Decide between homonyms by the upper places that a title or an issuer names."""
    if len(meant) < 2:
        return meant[0] if meant else None
    text = "".join(words)
    fitting = [t for t in meant if any(form in text for u in above(t) for form in u.forms if len(form) > 1)]
    return fitting[0] if len(fitting) == 1 else None


def named_before(findings: Findings) -> dict[str, str]:
    """Return, for homonymous places that a document mentions, the upper place written right before the name."""
    wanted = {
        m.key.name: meant for m in findings.mentions if m.key.label == "Place" and len(meant := terms(m.key.name)) > 1
    }
    found: dict[str, str] = {}
    if not wanted:
        return found
    for mention, text in _words_before(findings, [m for m in findings.mentions if m.key.name in wanted]):
        upper = [
            t for t in wanted[mention.key.name]
            if any(text.endswith(form) for u in above(t) for form in u.forms if len(form) > 1)
        ]  # fmt: skip
        if len(upper) == 1:
            found.setdefault(mention.key.name, upper[0].parent)
    return found


def _words_before(findings: Findings, mentions: list[Mention]) -> Iterator[tuple[Mention, str]]:
    """Yield mentions with the words before them in their passage."""
    ordered = sorted(findings.passages, key=lambda p: p.view.start)
    starts = [p.view.start for p in ordered]
    for mention in mentions:
        k = bisect_right(starts, mention.place.start) - 1
        if k >= 0 and mention.place.start < ordered[k].view.end:
            view = ordered[k].view
            at = bisect_left(view.starts, mention.place.start)
            yield mention, view.text[max(0, at - _LONGEST) : at]


def decide(meant: tuple[Term, ...], before: str, here: Setting, mentioned: frozenset[str]) -> tuple[Term, str] | None:
    """Choose one of several places of a name; returns it with the reason in Chinese, or None."""
    if not meant:
        return None
    if len(meant) == 1:
        return meant[0], "地名表只有一处叫这个名字"
    for fitting, why in (
        ([t for t in meant if before and t.parent == before], f"前面写着“{before}”"),
        ([t for t in meant if t in here.chain], "文件自己的地方"),
        ([t for t in meant if any(u in here.chain for u in above(t)[:1])], "在文件自己的地方之内"),
        (
            [t for t in meant if here.chain and any(t.parent == u.parent for u in here.chain)],
            "与文件自己的地方同属一地",
        ),
        ([t for t in meant if t.parent in mentioned], "文件只提到了其中一处的上级"),
        ([t for t in meant if any(u in here.chain for u in above(t))], "与文件同省"),
    ):
        if len(fitting) == 1:
            return fitting[0], why
    return None
