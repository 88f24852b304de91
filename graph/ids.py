"""Stable identifiers made of natural parts (ontology rule 1).

An id reads ``Label:name`` or ``Label:scope/name``; a relationship's id reads ``TYPE|head|tail``.
Two machines and two runs derive the same ids because nothing but the label, the folded name and
what the thing belongs to goes in.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_WIDE = str.maketrans({
    "“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "「": '"', "」": '"', "『": '"', "』": '"',
    "‘": "'", "’": "'", "‛": "'",
    "〔": "(", "〕": ")", "［": "(", "］": ")", "【": "(", "】": ")", "[": "(", "]": ")",
    "～": "-", "~": "-", "—": "-", "–": "-", "－": "-", "─": "-", "‑": "-",
    "•": "·", "・": "·", "．": ".",
})  # fmt: skip
_SPACE = re.compile(r"\s+")
_DASHES = re.compile(r"-{2,}")


@lru_cache(maxsize=1 << 16)
def fold(name: str) -> str:
    """Return the form of a name that compares equal across widths, spaces, quotes and dashes.

    >>> fold("长三角数字干线青浦区行动方案 （2022～2023 年）")
    '长三角数字干线青浦区行动方案(2022-2023年)'
    """
    text = _SPACE.sub("", unicodedata.normalize("NFKC", name).translate(_WIDE))
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text).translate(_WIDE)  # what a space kept apart may join
    return _DASHES.sub("-", text)


def node_id(label: str, name: str, scope: str = "") -> str:
    """Return the id of a node from its core label, its canonical name and what it belongs to.

    >>> node_id("Company", "华为技术有限公司")
    'Company:华为技术有限公司'
    """
    return f"{label}:{scope}/{fold(name)}" if scope else f"{label}:{fold(name)}"


def relationship_id(type_: str, head: str, tail: str) -> str:
    """Return the id of the one relationship of a type between two nodes.

    >>> relationship_id("LEADS", "Company:a", "IndustryChain:b")
    'LEADS|Company:a|IndustryChain:b'
    """
    return f"{type_}|{head}|{tail}"
