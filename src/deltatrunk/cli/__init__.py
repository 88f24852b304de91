"""The command line. Only this package prints, exits and reads the environment."""

from .main import main

__all__ = ["main"]
