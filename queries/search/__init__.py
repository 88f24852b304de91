"""Find names, aliases and passages by words, as people type them."""

from .result import NameHit, PassageHit, SearchResult, marked_html
from .searcher import LIMIT, Choice, Searcher
from .words import Wanted, wanted

__all__ = ["LIMIT", "Choice", "NameHit", "PassageHit", "SearchResult", "Searcher", "Wanted", "marked_html", "wanted"]
