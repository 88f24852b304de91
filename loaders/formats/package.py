"""The XML parts of .docx and .xlsx files, parsed without entities, network or unlimited depth."""

from __future__ import annotations

from lxml import etree

from ...graph.errors import UnreadableFile
from .zipped import Zipped

_DOCTYPE = tuple("<!DOCTYPE".encode(e) for e in ("utf-8", "utf-16-le", "utf-16-be"))


def check_package(zipped: Zipped, main: str, program: str) -> None:
    """Refuse a package without its main part, with macros' kin aside, or with entity declarations in its XML.

    Office writes no document types; one in a part is there to expand entities. Raises
    :class:`UnreadableFile`.
    """
    if main not in zipped.members:
        raise UnreadableFile(
            f"不是 {program} 文件，或者已损坏", where=zipped.file, hint=f"请用 {program} 或 WPS 打开后重新另存"
        )
    for name in zipped.members:
        if name.endswith((".xml", ".rels")):
            check_xml(zipped.read(name), zipped.file)


def check_xml(data: bytes, file: str) -> None:
    """Refuse XML that declares a document type."""
    if any(mark in data for mark in _DOCTYPE):
        raise UnreadableFile("内部含有实体声明，不是 Office 写出来的，没有读", where=file, hint="请确认文件来源")


def part(zipped: Zipped, name: str) -> etree._Element | None:
    """Parse one part; None where the package has no such part."""
    if name not in zipped.members:
        return None
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=False)
    try:
        return etree.fromstring(zipped.read(name), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise UnreadableFile(
            "内部的 XML 已损坏或嵌套过深", where=zipped.file, hint="请用 Office 或 WPS 打开后重新另存"
        ) from error
