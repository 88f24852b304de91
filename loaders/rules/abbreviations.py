"""Short names that a text gives itself: X（以下简称“Y”）."""

from __future__ import annotations

import re

from ..chunks import Chunker
from ..findings import Key
from ..naming import guess, known_words
from ..reading import Reading, passages_of

_SHORT = re.compile(r"（(?:以下)?(?:简称|统称)(?:为)?“(?P<short>[^“”《》]{2,16})”）")
_REACH = 60
_SURE = 0.9


def read_abbreviations(reading: Reading) -> None:
    """Record the full name before the bracket with the short one as its alias; documents are read elsewhere."""
    chunker = Chunker(known_words())
    for passage in passages_of(reading.root):
        for match in passage.view.finditer(_SHORT):
            start = max(0, match.start() - _REACH)
            before = passage.view.part(start, match.start())
            ends = [p for p in chunker.phrases(before) if p.end == len(before)]
            if not ends:
                continue
            phrase = ends[-1]
            found = guess(phrase.text)
            if reading.area is not None and phrase.text.endswith(reading.area.name):
                key, at = reading.area, phrase.end - len(reading.area.name)
            elif found is not None and found.confidence >= 0.6:
                key, at = Key(found.label, phrase.text), phrase.start
            else:
                continue
            reading.recorder.mention(
                key, before.part(at, len(before)), "sentence.short", _SURE, aliases=(match["short"],)
            )
