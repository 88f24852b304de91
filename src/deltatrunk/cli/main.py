"""The entry point: run a command, turn whatever goes wrong into two lines and an exit code."""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Sequence

import click

from ..graph.errors import DeltatrunkError, QueryError, StoreUnavailable, reason
from .app import App
from .chinese import ChineseGroup, explain
from .console import drop_output, out, report, use_utf8

DONE, FAILED, WRONG_USAGE = 0, 1, 2
_INTERRUPTED = ("已中断", "图库保持原样；需要时重新运行")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code.

    0: done. 1: failed, or a source was unusable and was left out. 2: wrong usage.
    """
    use_utf8()
    app = App(environment=os.environ, command=_said(sys.argv[1:] if arguments is None else arguments))
    try:
        return app.end(_run(app, None if arguments is None else list(arguments)))
    finally:
        app.journal.close()


def _run(app: App, arguments: list[str] | None) -> int:
    try:
        returned = _tree(arguments).main(args=arguments, prog_name="deltatrunk", standalone_mode=False, obj=app)
    except click.exceptions.NoArgsIsHelpError as error:
        out(error.message)
        return DONE
    except Exception as error:
        app.journal.failed(error)
        return _told(app, error)
    except KeyboardInterrupt as error:
        app.journal.failed(error)
        report(*_INTERRUPTED)
        return FAILED
    return returned if isinstance(returned, int) else DONE


def _said(arguments: Sequence[str]) -> str:
    """The command for receipts: without the store, whose address may hold a password."""
    kept: list[str] = []
    words = iter(arguments)
    for word in words:
        if word == "--store":
            next(words, "")
        elif not word.startswith("--store=") and "://" not in word:
            kept.append(word)
    return " ".join(kept)


def _tree(arguments: list[str] | None) -> click.Command:
    """Return the command tree; where a package is missing, ``doctor`` alone is left."""
    try:
        from .root import root
    except ImportError as error:
        from .doctor import doctor

        if "doctor" in (sys.argv[1:] if arguments is None else arguments):
            return ChineseGroup("deltatrunk", commands={"doctor": doctor})
        hint = "请运行 deltatrunk doctor 查看缺什么，或重新安装 deltatrunk"
        raise StoreUnavailable(f"安装不完整，加载不了 {error.name}", hint=hint) from error
    return root


def _told(app: App, error: Exception) -> int:
    """Say what went wrong in two lines; returns the exit code."""
    match error:
        case click.UsageError():
            command = error.ctx.command_path if error.ctx else "deltatrunk"
            report(explain(error), f"用 {command} --help 查看用法")
            return WRONG_USAGE
        case click.ClickException():
            report(error.format_message(), "检查路径和权限后再试")
        case click.Abort():
            report(*_INTERRUPTED)
        case DeltatrunkError():
            report(str(error), error.hint or "用 --help 查看用法")
            if app.verbose and error.__cause__ is not None:
                _trace(error.__cause__)
            return WRONG_USAGE if isinstance(error, QueryError) else FAILED
        case BrokenPipeError():
            drop_output()  # the reader of our output went away (`| head`): nothing to say, and nowhere to say it
        case OSError():
            report(f"写不出结果：{reason(error)}", "检查磁盘和输出的去向后再试")
            drop_output()
        case _ if _interrupted(error):
            report(*_INTERRUPTED)
        case _:
            report(
                f"程序内部出错（{type(error).__name__}：{error}）",
                "把这一行和所用的命令报告给开发者；加 -v 重新运行可看到出错的位置",
            )
            if app.verbose:
                _trace(error)
    return FAILED


def _interrupted(error: BaseException) -> bool:
    """Tell whether an error came up while an interrupt was on its way: a broken connection does not close well."""
    around = error.__context__
    return around is not None and (isinstance(around, KeyboardInterrupt) or _interrupted(around))


def _trace(error: BaseException) -> None:
    sys.stderr.write("".join(traceback.format_exception(error)))
