"""The command reference as a page of documentation, from the commands themselves."""

from __future__ import annotations

from collections.abc import Iterator

import click

_HEAD = """\
# deltatrunk 命令

本页由 `deltatrunk docs` 从命令本身生成；要改就改命令的说明。
每个命令都有 `--help`。退出码：0 完成，1 失败或有文件不能用，2 用法不对。
"""
_COMMON = ("--store", "--quiet", "--verbose", "--json", "--help")


def markdown(root: click.Group) -> str:
    """Write every command that is not hidden, with its arguments and options, as Markdown."""
    context = click.Context(root, info_name="deltatrunk")
    shared = [p for p in root.get_params(context) if isinstance(p, click.Option)]
    parts = [_HEAD, "## 所有命令都有的选项\n", _options(context, shared)]
    parts += [_page(command_context) for command_context in commands(context)]
    return "\n".join(parts).rstrip() + "\n"


def commands(context: click.Context) -> Iterator[click.Context]:
    """Yield a context for every command under a group that does something itself, depth first."""
    group = context.command
    if not isinstance(group, click.Group):
        raise TypeError(f"{group.name} is no group of commands")
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        if command is None or command.hidden:
            continue
        inner = click.Context(command, info_name=name, parent=context)
        if isinstance(command, click.Group):
            yield from commands(inner)
        else:
            yield inner


def _page(context: click.Context) -> str:
    command = context.command
    arguments = [p.make_metavar(context) for p in command.params if isinstance(p, click.Argument)]
    own = [p for p in command.get_params(context) if isinstance(p, click.Option) and not set(p.opts) & set(_COMMON)]
    usage = " ".join((context.command_path, *(["[选项]"] if own else []), *arguments))
    text = "\n".join(line.strip() for line in (command.help or "").strip().splitlines())
    return f"## {context.command_path}\n\n{text}\n\n    {usage}\n" + (f"\n{_options(context, own)}" if own else "")


def _options(context: click.Context, options: list[click.Option]) -> str:
    rows = ["| 选项 | 说明 |", "| --- | --- |"]
    for one in options:
        if one.hidden:
            continue
        metavar = "" if one.is_flag else f" {one.make_metavar(context)}"
        remarks = "；可多次使用" if one.multiple and "可多次使用" not in (one.help or "") else ""
        needed = "（必填）" if one.required else ""
        cells = (f"`{'`, `'.join(one.opts)}{metavar}`", f"{one.help or ''}{remarks}{needed}")
        rows.append(f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |")
    return "\n".join(rows) + "\n"
