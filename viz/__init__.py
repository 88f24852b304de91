"""Views: graph -> positions -> one offline HTML file."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pyvis.network import Network

    from ..graph.model import Graph
    from ..queries.atlas import Answers
    from ..queries.dossier import Dossier
    from ..queries.heatmap import Heatmap
    from .registry import ViewSpec
    from .view import View

__all__ = [
    "build",
    "from_pyvis",
    "render",
    "to_pyvis",
    "views",
    "write_atlas",
    "write_dossier",
    "write_dossiers",
    "write_heatmap",
    "write_maps",
]


def views() -> tuple[ViewSpec, ...]:
    """Return every map with its name, Chinese title, one line and options."""
    from .registry import views as known  # noqa: PLC0415

    return known()


def build(name: str, graph: Graph, /, **options: object) -> View:
    """Build a map by its name.

    Raises :class:`~deltatrunk.graph.errors.ViewError` for an unknown map or option, or where there
    is nothing to draw.
    """
    from .registry import build as built  # noqa: PLC0415

    return built(name, graph, **options)


def render(view: View, path: str | os.PathLike[str]) -> Path:
    """Write a view as one HTML file that needs no network, and return its path.

    A file at that path is replaced whole or not at all. Raises
    :class:`~deltatrunk.graph.errors.ExportError` where it cannot be written.
    """
    from ..graph.export import write_text  # noqa: PLC0415
    from .html import to_html  # noqa: PLC0415

    target = Path(path)
    write_text(target, to_html(view))
    return target


def to_pyvis(drawn: Graph | View) -> Network:
    """Return a graph or a view as a ``pyvis.network.Network``, for notebooks that speak pyvis."""
    from .pyvis_bridge import to_pyvis as bridged  # noqa: PLC0415

    return bridged(drawn)


def from_pyvis(network: Network) -> View:
    """Return a ``pyvis.network.Network`` as a view: places are kept or computed, titles become text.

    Raises :class:`~deltatrunk.graph.errors.ViewError` where the network has no nodes.
    """
    from .pyvis_bridge import from_pyvis as bridged  # noqa: PLC0415

    return bridged(network)


def write_heatmap(heatmap: Heatmap, path: str | os.PathLike[str]) -> Path:
    """Write a heatmap as one HTML file that needs no network, and return its path.

    Raises :class:`~deltatrunk.graph.errors.ExportError` where it cannot be written.
    """
    from ..graph.export import write_text  # noqa: PLC0415
    from .heatmap_page import heatmap_html  # noqa: PLC0415

    target = Path(path)
    write_text(target, heatmap_html(heatmap))
    return target


def write_dossier(dossier: Dossier, path: str | os.PathLike[str], *, date: str = "") -> Path:
    """Write a chain's page as one HTML file without scripts, and return its path; ``date`` is printed as given.

    Raises :class:`~deltatrunk.graph.errors.ExportError` where it cannot be written.
    """
    from ..graph.export import write_text  # noqa: PLC0415
    from .dossier_page import dossier_html  # noqa: PLC0415

    target = Path(path)
    write_text(target, dossier_html(dossier, date=date))
    return target


def write_dossiers(dossiers: Sequence[Dossier], folder: str | os.PathLike[str], *, date: str = "") -> Path:
    """Write one page a chain and an index into a folder, which is made; return the index's path."""
    from .dossier_page import write_dossiers as written  # noqa: PLC0415

    return written(dossiers, folder, date=date)


def write_maps(
    graph: Graph, folder: str | os.PathLike[str], chain: str | None = None, *, borderline: bool = False
) -> Path:
    """Write 四图 and the chain leaders' map of a chain, or of all chains, with an index; return the index's path.

    The folder is made. Raises :class:`~deltatrunk.graph.errors.ViewError` for an unknown chain or where
    no map can be drawn, :class:`~deltatrunk.graph.errors.ExportError` where a file cannot be written.
    """
    from .map_set import write_map_set  # noqa: PLC0415

    return write_map_set(graph, folder, chain=chain, borderline=borderline)[0]


def write_atlas(
    graph: Graph,
    answers: Answers,
    path: str | os.PathLike[str],
    *,
    title: str = "",
    date: str = "",
    borderline: bool = False,
) -> Path:
    """Write maps, entities, lists and indicators as one HTML file that needs no network, and return its path.

    ``answers`` are those of :func:`deltatrunk.queries.atlas.ask_atlas` over the store that holds the graph
    (``Store.atlas`` does both). ``date`` is printed as given. Raises :class:`~deltatrunk.graph.errors.ViewError`
    for an empty graph and :class:`~deltatrunk.graph.errors.ExportError` where the file cannot be written.
    """
    from ..graph.export import write_text  # noqa: PLC0415
    from .atlas import build_atlas  # noqa: PLC0415
    from .atlas_page import atlas_html  # noqa: PLC0415

    target = Path(path)
    write_text(target, atlas_html(build_atlas(graph, answers, title=title, date=date, borderline=borderline)))
    return target
