"""Receipts on the screen: what a load changed, or would change."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ..graph.receipt import Change, Changes, Receipt
from ..graph.schema import schema
from .chinese import option
from .console import note, out, table

DRY = option("--dry-run", is_flag=True, help="只显示会有什么改动，不写入图库")
_AT_MOST = 20


def print_receipt(receipt: Receipt, *, dry: bool = False) -> None:
    """Print the documents, a table of counts by type, evidence by file, and facts that lost their last evidence."""
    if dry:
        out("试运行：以下改动没有写入图库。")
    _print_documents(receipt)
    s = schema()
    rows: list[tuple[str, int, int, int, int]] = []
    for kinds, changes in ((s.labels, receipt.nodes), (s.relationships, receipt.relationships)):
        for name, kind in kinds.items():
            numbers = _numbers(name, changes, receipt.after)
            if any(numbers[:3]) or (receipt.is_empty and any(numbers)):
                rows.append((f"{kind.title} {name}", *numbers))
    changed = [sum(numbers) for numbers in zip(*(row[1:4] for row in rows), strict=True)] or [0, 0, 0]
    table(("类型", "新增", "更改", "删除", "现有"), [*rows, ("合计", *changed, sum(receipt.after.values()))])
    if receipt.is_empty:
        out("图库已是最新，没有改动。")
        return
    _print_evidence(receipt.evidence)
    _print_lost(receipt.lost)
    if receipt.number and not dry:
        note(f"第 {receipt.number} 次改动，已记录；用 deltatrunk history {receipt.number} 可再看")


def print_changes(changes: Sequence[Change], *, structure: bool = False, most: int = _AT_MOST) -> None:
    """Print single changes: what, type, which, evidence gained and lost."""
    shown = [one for one in changes if structure or not one.is_structure]
    s = schema()
    titles = {name: kind.title for kinds in (s.labels, s.relationships) for name, kind in kinds.items()}
    words = {"added": "新增", "changed": "更改", "removed": "删除"}
    rows = [
        (words[one.what], titles.get(one.kind, one.kind), named(one), f"+{len(one.gained)}", f"-{len(one.lost)}")
        for one in shown[:most]
    ]
    table(("改动", "类型", "名称", "出处新增", "出处减少"), rows)
    if len(shown) > most:
        note(f"还有 {len(shown) - most} 条没有列出；加 --limit 或 --json 可看全部")


def named(one: Change) -> str:
    """Return the words of an id: without its label, and of a relationship both ends."""
    ends = one.id.split("|", 2)[1:] if one.kind in schema().relationships else []
    if len(ends) == 2:
        return " → ".join(end.partition(":")[2] for end in ends)
    return one.id.partition(":")[2] or one.id  # a name may hold the mark that parts the ends of a relationship


def _print_documents(receipt: Receipt) -> None:
    files = receipt.documents
    for title, names in (("加入", files.added), ("内容有变", files.changed), ("去掉", files.removed)):
        if names:
            out(f"{title}文件 {len(names)} 份：{_listed(names)}")
    for old, new in files.renewed:
        out(f"新版本：{new} 取代 {old}（标题相同）")


def _listed(names: Sequence[str]) -> str:
    return "、".join(names[:_AT_MOST]) + ("……" if len(names) > _AT_MOST else "")


def _print_evidence(evidence: Changes) -> None:
    files = sorted({*evidence.added, *evidence.removed})
    rows = [(file, evidence.added.get(file, 0), evidence.removed.get(file, 0)) for file in files[:_AT_MOST]]
    if len(files) > _AT_MOST:
        rest = files[_AT_MOST:]
        counts = (sum(evidence.added.get(f, 0) for f in rest), sum(evidence.removed.get(f, 0) for f in rest))
        rows.append((f"其余 {len(rest)} 份", *counts))
    if rows:
        table(("出处所在文件", "新增", "减少"), rows)


def _print_lost(lost: Sequence[Change]) -> None:
    if not lost:
        return
    out(f"失去最后一处出处而删除的事实 {len(lost)} 条：")
    s = schema()
    for one in lost[:_AT_MOST]:
        kind = s.labels.get(one.kind) or s.relationships.get(one.kind)
        out(f"  {kind.title if kind else one.kind}  {named(one)}")
    if len(lost) > _AT_MOST:
        out(f"  ……另有 {len(lost) - _AT_MOST} 条（加 --json 可看全部）")


def _numbers(name: str, changes: Changes, after: Mapping[str, int]) -> tuple[int, int, int, int]:
    return (
        changes.added.get(name, 0),
        changes.changed.get(name, 0),
        changes.removed.get(name, 0),
        after.get(name, 0),
    )
