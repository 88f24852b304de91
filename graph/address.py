"""Where a store is: a folder for the embedded server, or the address of a Neo4j."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote, urlsplit

from .errors import StoreUnavailable

BOLT_SCHEMES = ("neo4j", "neo4j+s", "neo4j+ssc", "bolt", "bolt+s", "bolt+ssc")
_HINT = "请写成文件夹路径，或 neo4j://主机:7687、bolt://主机:7687"


@dataclass(frozen=True, slots=True)
class Credentials:
    """User, password and database. The password never shows in a repr, a message or a command line.

    An empty ``database`` is the server's own default.
    """

    user: str = "neo4j"
    password: str = field(default="", repr=False)
    database: str = ""


@dataclass(frozen=True, slots=True)
class EmbeddedAddress:
    """A store folder of this machine."""

    folder: Path

    def __str__(self) -> str:
        return str(self.folder)


@dataclass(frozen=True, slots=True)
class BoltAddress:
    """A server that speaks Bolt. ``uri`` carries no credentials, so it can be shown."""

    uri: str
    credentials: Credentials

    def __str__(self) -> str:
        return self.uri


def parse_address(where: str | Path, credentials: Credentials | None = None) -> EmbeddedAddress | BoltAddress:
    """Tell a folder from a server address.

    A server address may carry ``user:password@`` and ``/database``; given ``credentials`` win over
    them. Raises :class:`StoreUnavailable` for another scheme, a missing host or a port that is none;
    the message repeats no part of the address that may be a password.

    >>> parse_address("neo4j://reader:secret@graph.example:7687/trunk")
    BoltAddress(uri='neo4j://graph.example:7687', credentials=Credentials(user='reader', database='trunk'))
    """
    text = str(where).strip()
    scheme, marker, _ = text.partition("://")
    if isinstance(where, Path) or not marker:
        if not text:
            raise StoreUnavailable("没有给出图库的位置", hint=_HINT)
        return EmbeddedAddress(Path(text).expanduser())
    if scheme.lower() not in BOLT_SCHEMES:
        raise StoreUnavailable(f"不认识以 {scheme}:// 开头的图库地址", hint=_HINT)
    try:
        parts = urlsplit(text)
        host, port = parts.hostname, parts.port
    except ValueError as error:
        raise StoreUnavailable("图库地址的主机或端口写错了", hint=_HINT) from error
    if not host or parts.query or parts.fragment:
        raise StoreUnavailable("图库地址的主机或端口写错了", hint=_HINT)
    found = credentials or Credentials(
        user=unquote(parts.username or "") or "neo4j",
        password=unquote(parts.password or ""),
        database=unquote(parts.path.strip("/")),
    )
    name = f"[{host}]" if ":" in host else host
    return BoltAddress(f"{scheme.lower()}://{name}" + (f":{port}" if port else ""), found)
