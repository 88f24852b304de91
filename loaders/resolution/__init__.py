"""Which names are one thing, over all documents that are loaded together, and why.

observe   what one document contributes: its names, its own place
local     what a name means in that document: 市科委 of a 合肥 plan, 普陀区 of a 舟山 plan
rules     what is one over all documents: legal names, registers, stated aliases, one label a name
guards    what keeps names apart that look alike
decisions what a person decided; wins over all of them
lookalikes pairs that a person may want to decide
"""

from .model import Merge, Names, Resolution, observe
from .resolve import settle

__all__ = ["Merge", "Names", "Resolution", "observe", "settle"]
