"""Documents in, facts out: text with offsets, blocks, mentions, facts."""

from .bundled import bundled
from .folders import Written, extract, extract_lines, is_small
from .formats.texts import write_texts
from .pipeline import Extraction
from .workers import cores

__all__ = ["Extraction", "Written", "bundled", "cores", "extract", "extract_lines", "is_small", "write_texts"]
