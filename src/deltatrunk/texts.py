"""The texts of a folder of documents, for sentences that a store does not hold."""

from __future__ import annotations

from pathlib import Path

from .graph.errors import InputError


class Folder:
    """The texts of a folder by the SHA-256 of their files' bytes, read when the first is asked for.

    So a text counts only where it is the very one that the graph was made from.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._texts: dict[str, str] | None = None

    def text(self, sha256: str) -> str | None:
        """Return the text of a file, None where the folder does not hold it."""
        if self._texts is None:
            self._texts = dict(read_texts(self.path))
        return self._texts.get(sha256)


def read_texts(folder: Path) -> list[tuple[str, str]]:
    """Read SHA-256 and text of every document of a folder; raises :class:`InputError` where there is none."""
    from .loaders.text import find_files, read_source  # noqa: PLC0415 - most calls need no file

    listed, problems = find_files((folder,))
    if not listed:
        raise problems[0] if problems else InputError("文件夹里没有可读的文件", where=str(folder))
    found = []
    for path, name in listed:
        try:
            source = read_source(path, name)
        except InputError:
            continue  # a file of another kind beside the documents
        found.append((source.sha256, source.text))
    return found
