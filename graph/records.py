"""Records: what a store keeps beside the graph, as nodes of a label of their own.

A *source* is a file that the graph was made from, with what is needed to change the set of files; a *receipt*
tells what one load changed; a *setting* is what all sources were joined by. Records are written in the
transaction of the graph that they belong to.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self

SOURCE, RECEIPT, SETTING = "source", "receipt", "setting"
KINDS = (SOURCE, RECEIPT, SETTING)


@dataclass(frozen=True, slots=True)
class Record:
    """A record: ``note`` is JSON to be read by anybody, ``data`` and ``body`` are packed by who wrote them.

    ``digest`` is the content's; a record that was listed without its body has it all the same.
    """

    key: str
    kind: str
    note: str
    data: str = ""
    body: str = ""
    digest: str = ""

    @classmethod
    def of(cls, kind: str, name: str, note: Mapping[str, Any], data: str = "", body: str = "") -> Self:
        """Make a record; its key is its kind and name."""
        text = json.dumps(note, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        digest = hashlib.sha256("\0".join((kind, name, text, data, body)).encode()).hexdigest()
        return cls(f"{kind}/{name}", kind, text, data, body, digest)

    @property
    def name(self) -> str:
        """What the record is about: a file's name, a receipt's number."""
        return self.key.removeprefix(f"{self.kind}/")

    @property
    def noted(self) -> dict[str, Any]:
        """The note's fields."""
        found: dict[str, Any] = json.loads(self.note)
        return found

    @property
    def is_whole(self) -> bool:
        """Whether the content is what the digest says."""
        return Record.of(self.kind, self.name, self.noted, self.data, self.body).digest == self.digest
