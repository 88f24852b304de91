"""Documents in, facts out: text with offsets, blocks, mentions, facts."""

from .pipeline import Extraction, extract

__all__ = ["Extraction", "extract"]
