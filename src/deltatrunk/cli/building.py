"""``build`` and ``extract``: documents to a graph, to a store or a file."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from ..graph.facts import Skip
from ..graph.schema import schema
from .app import PATH, App, common
from .chinese import ChineseCommand, option
from .console import note, out
from .deciding import DECISIONS, decisions_of
from .journal import log_receipt, log_unusable
from .receipts import DRY, print_receipt
from .reporting import check_target, give

if TYPE_CHECKING:
    from ..graph.errors import InputError
    from ..loaders import Build
    from .console import Working

_STAGES = {"read": "读取", "extract": "提取"}
_STEPS = {"read": "读取", "sentences": "提取", "facts": "归并", "kept": "比对"}


_JOBS = option(
    "--jobs", type=click.IntRange(min=1), metavar="N", help="用几个进程；默认：文件少时 1 个，多时与处理器核数相同"
)
_TEXTS = option("--texts", type=PATH, metavar="文件夹", help="把从 Word、PDF、网页、表格中取出的文字另存到这里")


@click.command(cls=ChineseCommand)
@click.argument("paths", nargs=-1, type=PATH, metavar="[文件或文件夹]...")
@option("--strict", is_flag=True, help="有一个文件不能用就停止，图库保持原样")
@DRY
@_JOBS
@_TEXTS
@DECISIONS
@common
@click.pass_obj
def build(
    app: App, paths: tuple[Path, ...], *, strict: bool, dry_run: bool, jobs: int | None, texts: Path | None,
    decisions: Path | None,
) -> int:  # fmt: skip
    """从文件建图并写入图库；不给路径时载入随附的五份文件的事实。

    图库会与这些文件完全一致：只写入有变化的部分，重复运行不会产生重复。只想加入或去掉几份文件，用 add 和 remove。
    """
    with (
        app.opening() as opening,
        _built(app, paths, strict=strict, jobs=jobs, decisions=decisions, on_read=opening.start) as found,
    ):
        with app.work("打开图库"):
            store = opening.store()
        with app.work("比较" if dry_run else "写入图库"):
            receipt = store.load(found.graph, found.records, command=app.command, dry=dry_run)
        log_receipt(receipt)
        if not dry_run:
            _write_texts(app, paths, texts)
        if app.machine:
            listed = _listed(found.graph.counts(), found.graph.skipped, found.problems)
            out(json.dumps({"receipt": receipt.as_dict(), **listed}, ensure_ascii=False, indent=2))
        else:
            print_receipt(receipt, dry=dry_run)
            _print_skips(app, found.graph.skipped)
    return name_problems(found.problems)


@contextmanager
def _built(
    app: App,
    paths: Sequence[Path],
    *,
    strict: bool,
    jobs: int | None,
    decisions: Path | None,
    on_read: Callable[[], None],
) -> Iterator[Build]:
    """Give what the store is to load: the documents' facts, or without paths those that come with the package."""
    from .. import loaders

    if not paths:
        if decisions is not None:
            app.note("随附的事实已经归一；归一决定只用于从文件建图")
        on_read()
        with app.work("读取随附的事实"):
            found = loaders.bundled_build()
        yield found
        return
    decided = decisions_of(decisions)
    with ExitStack() as kept:
        with app.work("读取并提取") as working:
            jobs = jobs or (1 if loaders.is_small(paths) else loaders.cores())
            building = loaders.build(
                paths, strict=strict, jobs=jobs, decisions=decided, on_step=print_steps(working), on_read=on_read
            )
            found = kept.enter_context(building)
        _say_stages(app, found.seconds, found.files)
        if found.problems and not found.files:
            _raise_first(found.problems)
        yield found


@click.command(cls=ChineseCommand)
@click.argument("paths", nargs=-1, type=PATH, required=True, metavar="文件或文件夹...")
@option("-o", "--output", type=PATH, required=True, metavar="文件.jsonl", help="写到哪里；- 为标准输出")
@option("--strict", is_flag=True, help="有一个文件不能用就停止")
@option("--no-text", is_flag=True, help="不写入段落原文")
@option("--report", type=PATH, metavar="文件", help="把看到而未能归位的写成 .xlsx、.csv、.jsonl 或 .md；- 显示在屏幕上")
@_JOBS
@_TEXTS
@DECISIONS
@common
@click.pass_obj
def extract(
    app: App, paths: tuple[Path, ...], output: Path, *, strict: bool, no_text: bool, report: Path | None,
    jobs: int | None, texts: Path | None, decisions: Path | None,
) -> int:  # fmt: skip
    """从文件提取事实，写成 JSON 行，不用图库。

    文件再多，占用的内存也有限；用几个进程，结果都一样。
    """
    from .. import loaders

    check_target(report, output)
    if jobs is None and loaders.is_small(paths):
        problems = _extract_small(app, paths, output, report, strict=strict, text=not no_text, decisions=decisions)
        _write_texts(app, paths, texts)
        return problems
    decided = decisions_of(decisions)
    with app.work("读取并提取") as working:
        written = loaders.extract_lines(
            paths, lambda lines: _write_lines(output, lines, working),
            strict=strict, text=not no_text, jobs=jobs or loaders.cores(), decisions=decided,
            on_step=print_steps(working),
        )  # fmt: skip
    if written.problems and not written.files:
        _raise_first(written.problems)
    _write_texts(app, paths, texts)
    if str(output) != "-":
        schema_labels = schema().labels
        nodes = sum(n for kind, n in written.counts.items() if kind in schema_labels)
        _say_written(
            app,
            output,
            nodes,
            sum(written.counts.values()) - nodes,
            written.skipped,
            _listed(written.counts, written.skipped, written.problems),
        )
    _give_report(app, written.skipped, paths, report)
    return name_problems(written.problems)


def _extract_small(
    app: App, paths: tuple[Path, ...], output: Path, report: Path | None, *, strict: bool, text: bool,
    decisions: Path | None,
) -> int:  # fmt: skip
    from .. import loaders
    from ..graph.export import write
    from ..graph.jsonl import to_lines

    decided = decisions_of(decisions)
    with app.work("读取并提取") as working:
        found = loaders.extract(paths, strict=strict, text=text, decisions=decided, on_step=print_steps(working))
    _say_stages(app, found.seconds, len(found.read))
    if found.problems and not found.read:
        _raise_first(found.problems)
    graph = found.graph
    if str(output) == "-":
        for line in to_lines(graph):
            out(line)
    else:
        write(graph, "jsonl", output)
        listed = _listed(graph.counts(), graph.skipped, found.problems)
        _say_written(app, output, len(graph.nodes), len(graph.relationships), graph.skipped, listed)
    _give_report(app, graph.skipped, paths, report)
    return name_problems(found.problems)


def _say_stages(app: App, seconds: Mapping[str, float], files: int) -> None:
    for stage, took in seconds.items():
        app.journal.event("stage", stage=_STAGES.get(stage, stage), seconds=took, documents=files)
        if app.verbose:
            note(f"  其中{_STAGES.get(stage, stage)}：{took:.2f} 秒")


def _give_report(app: App, skipped: Sequence[Skip], paths: tuple[Path, ...], report: Path | None) -> None:
    if report is not None:
        from ..loaders.report import sources_of, unplaced

        with app.work("写报告"):
            give(app, unplaced(skipped, sources_of(paths, skipped)), report)


def _write_lines(output: Path, lines: Iterator[str], working: Working) -> None:
    from ..graph.export import write_chunks

    working.say("写出")
    if str(output) == "-":
        for line in lines:
            out(line)
    else:
        write_chunks(output, (f"{line}\n".encode() for line in lines))


def _say_written(
    app: App, output: Path, nodes: int, relationships: int, skipped: Sequence[Skip], report: Mapping[str, object]
) -> None:
    if app.machine:
        out(json.dumps({"output": str(output), **report}, ensure_ascii=False, indent=2))
    else:
        app.note(f"写入 {output}：{nodes} 个节点，{relationships} 个关系")
        _print_skips(app, skipped)


def print_steps(working: Working) -> Callable[[str, str, int, int], None]:
    """Return what shows a load's steps as progress."""

    def step(stage: str, name: str, done: int, total: int) -> None:
        working.step(f"{_STEPS[stage]} {name}", done, total)

    return step


def _write_texts(app: App, paths: Sequence[Path], folder: Path | None) -> None:
    """Keep the extracted texts where the user wants them: what the spans of the formats slice."""
    if folder is None:
        return
    from .. import loaders

    with app.work("另存文字"):
        names = loaders.write_texts(paths, folder)
    app.note(f"文字另存于 {folder}：{len(names)} 个文件")


def _raise_first(problems: Sequence[InputError]) -> NoReturn:
    """Nothing can be used: name the other reasons and stop with the first."""
    for problem in problems[1:]:
        note(f"不能用：{problem}（{problem.hint}）")
    raise problems[0]


def name_problems(problems: Sequence[InputError]) -> int:
    """Name what could not be used; the exit code says whether there was any."""
    log_unusable(problems)
    for problem in problems:
        note(f"不能用，已略过：{problem}" + (f"\n  请：{problem.hint.removeprefix('请')}" if problem.hint else ""))
    return 1 if problems else 0


def _listed(counts: Mapping[str, int], skipped: Sequence[Skip], problems: Sequence[InputError]) -> dict[str, object]:
    return {
        "counts": dict(counts),
        "skipped": dict(sorted(Counter(skip.kind for skip in skipped).items())),
        "unusable": [{"where": p.where, "what": p.what, "hint": p.hint} for p in problems],
    }


def _print_skips(app: App, skipped: Sequence[Skip]) -> None:
    if not skipped or app.quiet:
        return
    from ..loaders.report import title_of

    counted = Counter(skip.kind for skip in skipped)
    listed = "，".join(f"{title_of(kind)} {n} 处" for kind, n in sorted(counted.items()))
    note(f"看到而未能归位：{listed}" + ("" if app.verbose else "（加 -v 逐条列出）"))
    if app.verbose:
        for skip in skipped:
            place = f"{skip.file}:{skip.start}-{skip.end}" if skip.file else ""
            note(f"  {title_of(skip.kind)}  {place}  {skip.detail}")
