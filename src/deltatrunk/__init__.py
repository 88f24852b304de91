"""Chinese policy documents about the Yangtze Delta digital trunk as a property graph."""

from __future__ import annotations

__version__ = "0.1.0"
