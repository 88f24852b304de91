"""A corpus of any size for measuring: invented plans in the genre, with the facts that they state written beside.

    python benchmarks/synthetic_corpus.py --documents 1000 --seed 1 -o FOLDER [--least 2] [--most 20] [--no-facts]

Writes ``FOLDER/documents/NNN/NNNNNN.txt`` (a thousand files a folder) and ``FOLDER/facts.jsonl``. A document follows
from the seed and its number alone: the first 1,000 documents of 10,000 are those of 1,000, and equal arguments give
equal bytes on every machine. Sizes in KB of UTF-8 lie between ``--least`` and ``--most``, most of them near the lower
end. About eight plans come from one district; companies are shared as :mod:`synthetic_names` says.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random

from synthetic_names import Company, district, own_company, pick, shared_company, shared_rank, zone
from synthetic_writing import (
    Draft,
    chain_table,
    chains,
    goals,
    head,
    indicators,
    measures,
    partners,
    projects,
    safeguards,
    spaces,
)

LEAST, MOST = 2, 20
_OF_A_DISTRICT = 8
_OWN_DISTRICT, _OWN_COMPANY = 0.75, 0.45
_HEAD = 30.0
"""Rank of the shared names up to which they are about equally frequent: the first stands in a tenth of all plans."""
_A_FOLDER = 1000
_KINDS: tuple[tuple[str, tuple[Callable[[Draft], None], ...]], ...] = (
    ("{zone}{area}行动方案（{first}—{last}年）", (goals, spaces, measures, chains)),
    ("{area}{zone}发展规划（{first}—{last}年）", (indicators, spaces, measures)),
    ("{area}数字经济高质量发展实施方案（{first}—{last}年）", (goals, measures, projects)),
    ("{area}重点产业链提升行动计划（{first}—{last}年）", (goals, chain_table, chains)),
    ("{area}先进制造业重点项目实施方案（{first}—{last}年）", (projects, measures)),
)
_MORE: tuple[Callable[[Draft], None], ...] = (measures, measures, measures, chains, spaces, projects)
"""What makes a plan longer than its frame."""
_MOST_CHAPTERS = 40
_SHORT = 1500
"""Bytes under which a document has one chapter and no closing ones."""


@dataclass(frozen=True, slots=True)
class Written:
    """A document: its file below the corpus' folder, its text, the facts that it states."""

    file: str
    text: str
    facts: tuple[dict[str, object], ...]


def document(number: int, seed: int, *, least: float = LEAST, most: float = MOST) -> Written:
    """Return document ``number`` of a corpus; ``least`` and ``most`` are its size in KB."""
    rng = Random(f"{seed}/{number}")
    own = number // _OF_A_DISTRICT
    of = own if rng.random() < _OWN_DISTRICT else int(rng.random() * (own + 1))
    place = district(of)
    title, parts = pick(rng, _KINDS)
    year = 2021 + int(rng.random() * 5)
    space = zone(place, int(rng.random() * 3))
    name = title.format(zone=space, area=place.name, first=year, last=year + 2)
    draft = Draft(rng, place, name, year, space, _companies(rng, of))
    wanted = 1000 * least * (most / least) ** ((rng.random() + rng.random()) / 2 if most > least else 0.0)
    head(draft)
    for part in parts:
        if draft.size < wanted:
            part(draft)
    while draft.size < wanted and draft.headings < _MOST_CHAPTERS:
        pick(rng, _MORE)(draft)
    if wanted >= _SHORT:
        safeguards(draft)
        if rng.random() < 0.4:
            partners(draft)
    return Written(f"{number // _A_FOLDER:03d}/{number:06d}.txt", "\n".join(draft.lines) + "\n", tuple(draft.facts))


def _companies(rng: Random, of: int) -> list[Company]:
    """The companies that a plan speaks of: some of its own district, the rest shared by all."""
    found: dict[str, Company] = {}
    for _ in range(8 + int(rng.random() * 16)):
        own = rng.random() < _OWN_COMPANY
        one = own_company(district(of), of, shared_rank(rng, 12.0)) if own else shared_company(shared_rank(rng, _HEAD))
        found[one.legal] = one
    return list(found.values())


def corpus(documents: int, seed: int, *, least: float = LEAST, most: float = MOST) -> Iterator[Written]:
    """Yield the documents of a corpus one by one."""
    for number in range(documents):
        yield document(number, seed, least=least, most=most)


def write(
    folder: Path, documents: int, seed: int, *, least: float = LEAST, most: float = MOST, facts: bool = True
) -> int:
    """Write a corpus and return its size in bytes, without the facts beside it."""
    size = 0
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "facts.jsonl").open("w", encoding="utf-8", newline="\n") as known:
        for one in corpus(documents, seed, least=least, most=most):
            path = folder / "documents" / one.file
            if one.file.endswith("000.txt"):
                path.parent.mkdir(parents=True, exist_ok=True)
            data = one.text.encode()
            path.write_bytes(data)
            size += len(data)
            if facts:
                known.writelines(
                    json.dumps({"file": one.file, **fact}, ensure_ascii=False) + "\n" for fact in one.facts
                )
    if not facts:
        (folder / "facts.jsonl").unlink()
    return size


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, default=1000, metavar="N", help="how many (1000)")
    parser.add_argument("--seed", type=int, default=1, metavar="N", help="another seed, another corpus (1)")
    parser.add_argument("--least", type=float, default=LEAST, metavar="KB", help=f"the shortest document ({LEAST})")
    parser.add_argument("--most", type=float, default=MOST, metavar="KB", help=f"the longest document ({MOST})")
    parser.add_argument("--no-facts", action="store_true", help="write no facts.jsonl")
    parser.add_argument("-o", "--output", type=Path, required=True, metavar="FOLDER")
    given = parser.parse_args()
    if given.documents < 1 or not 0 < given.least <= given.most:
        parser.error("at least one document, and 0 < --least <= --most")
    size = write(
        given.output, given.documents, given.seed, least=given.least, most=given.most, facts=not given.no_facts
    )
    print(f"{given.documents} documents, {size / 1e6:.1f} MB, below {given.output / 'documents'}")


if __name__ == "__main__":
    main()
