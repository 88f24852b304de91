"""Documents in, facts out: text with offsets, blocks, mentions, facts."""

from .bundled import bundled
from .pipeline import Extraction, extract

__all__ = ["Extraction", "bundled", "extract"]
