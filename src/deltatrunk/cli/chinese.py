"""Click in Chinese: help pages, option types and what is said about wrong usage.

Click takes its words from gettext, whose language depends on the machine; here they are always
Chinese, whatever the locale.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

import click

F = TypeVar("F", bound=Callable[..., Any])
_HELP = "显示帮助并退出"
_WORDS = (("[required]", "[必填]"), ("[default: ", "[默认："), ("; required]", "；必填]"))
_MESSAGES = (
    (r"No such command '(.*)'\.", r"没有命令 \1"),
    (r"Missing command\.", "没有写明命令"),
    (r"Got unexpected extra arguments? \((.*)\)", r"多出来的内容：\1"),
    (r"Option '(.*)' requires an argument\.", r"选项 \1 后面缺少内容"),
    (r"Option '(.*)' requires (\d+) arguments\.", r"选项 \1 后面需要 \2 项内容"),
    (r"Option '(.*)' does not take a value\.", r"选项 \1 后面不带内容"),
    (r"'(.*)' is not one of (.*)\.", r"\1 不是 \2 之一"),
    (r"'(.*)' is not a valid integer\.", r"\1 不是整数"),
    (r"'(.*)' is not a valid float\.", r"\1 不是数字"),
    (r"(?:File|Directory|Path) '(.*)' does not exist\.", r"\1 不存在"),
    (r"(?:File|Path) '(.*)' is a directory\.", r"\1 是文件夹，不是文件"),
    (r"Directory '(.*)' is a file\.", r"\1 是文件，不是文件夹"),
    (r"(?:File|Directory|Path) '(.*)' is not (readable|writable)\.", r"\1 没有权限"),
)


class ChineseOption(click.Option):
    """An option whose help carries Chinese marks."""

    def get_help_record(self, ctx: click.Context) -> tuple[str, str] | None:
        """Return the option's two columns."""
        record = super().get_help_record(ctx)
        if record is None:
            return None
        text = record[1]
        for english, chinese in _WORDS:
            text = text.replace(english, chinese)
        return record[0], text


class _ChineseHelp(click.Command):
    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = _HELP
        return option

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        pieces = [piece.replace("[OPTIONS]", "[选项]") for piece in self.collect_usage_pieces(ctx)]
        pieces = [piece.replace("COMMAND [ARGS]...", "命令 [内容]...") for piece in pieces]
        formatter.write_usage(ctx.command_path, " ".join(pieces), prefix="用法：")

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        options = (p for p in self.get_params(ctx) if isinstance(p, click.Option))
        records = [record for p in options if (record := p.get_help_record(ctx)) is not None]
        if records:
            with formatter.section("选项"):
                formatter.write_dl(records)


class ChineseCommand(_ChineseHelp):
    """A command whose help page is Chinese."""


class ChineseGroup(_ChineseHelp, click.Group):
    """A group whose help page is Chinese; its commands stay in the order in which they were added."""

    command_class = ChineseCommand

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """Return the names in their own order."""
        return list(self.commands)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write options, then commands."""
        super().format_options(ctx, formatter)
        rows = []
        for name in self.list_commands(ctx):
            command = self.get_command(ctx, name)
            if command is not None and not command.hidden:
                rows.append((name, command.get_short_help_str(limit=80)))
        if rows:
            with formatter.section("命令"):
                formatter.write_dl(rows)


ChineseGroup.group_class = ChineseGroup


def option(*declarations: str, **attributes: Any) -> Callable[[F], F]:
    """Declare an option; as ``click.option``, in Chinese."""
    return click.option(*declarations, cls=ChineseOption, **attributes)


def explain(error: click.UsageError) -> str:
    """Say in Chinese what was wrong about the words on the command line."""
    match error:
        case click.NoSuchOption():
            return f"没有选项 {error.option_name}{_perhaps(error.possibilities)}"
        case click.MissingParameter():
            return f"缺少 {_named(error.param)}"
        case click.BadParameter() if error.param is not None:
            return f"{_named(error.param)}：{_translated(error.message)}"
    return _translated(error.message)


def _perhaps(possibilities: Sequence[str] | None) -> str:
    return f"（是否想写 {'、'.join(sorted(possibilities))}）" if possibilities else ""


def _named(parameter: click.Parameter | None) -> str:
    if parameter is None:
        return "参数"
    if isinstance(parameter, click.Option):
        return f"选项 {'/'.join(parameter.opts)}"
    return parameter.metavar or (parameter.name or "参数").upper()


def _translated(message: str) -> str:
    for english, chinese in _MESSAGES:
        found = re.fullmatch(english + r"(?P<rest>\s.*)?", message.strip(), re.DOTALL)
        if found:
            return re.sub(english, chinese, message.strip().removesuffix(found["rest"] or ""))
    return message
