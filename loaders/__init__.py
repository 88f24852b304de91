"""Documents in, facts out: text with offsets, blocks, mentions, facts."""

from .bundled import bundled
from .folders import Build, Written, build, bundled_build, extract_lines, is_small
from .formats.texts import write_texts
from .pipeline import Extraction, extract
from .workers import cores

__all__ = [
    "Build",
    "Extraction",
    "Written",
    "build",
    "bundled",
    "bundled_build",
    "cores",
    "extract",
    "extract_lines",
    "is_small",
    "write_texts",
]
