"""Errors of the driver and the operating system, mapped once to the error tree."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from neo4j.exceptions import (
    AuthError,
    ConfigurationError,
    DriverError,
    Forbidden,
    Neo4jError,
    ServiceUnavailable,
    TransientError,
)

from .errors import QueryFailed, QueryTimeout, StoreBusy, StoreError, StoreUnavailable, WriteRefused

_START = "请确认图库已启动、地址正确；本机图库可用 deltatrunk store status 查看"
_NO_SPACE = ("no space left", "disk full", "not enough space")
_READ_ONLY_CODES = ("AccessMode", "Security.Forbidden", "ForbiddenOnReadOnlyDatabase")


@contextmanager
def mapped(where: str) -> Iterator[None]:
    """Raise what goes wrong inside as a :class:`StoreError` that names the store, not its credentials."""
    try:
        yield
    except (DriverError, Neo4jError, OSError) as error:
        raise to_store_error(error, where) from error


def to_store_error(error: Exception, where: str) -> StoreError:
    """Translate one error of the driver. ``where`` is the store's address without credentials."""
    if isinstance(error, Neo4jError):
        return _from_server(error, where)
    if isinstance(error, ServiceUnavailable | OSError):
        return StoreUnavailable("连不上图库", where=where, hint=_START)
    if isinstance(error, ConfigurationError):
        return StoreUnavailable("图库地址或驱动设置不可用", where=where, hint=_START)
    return StoreUnavailable("与图库的连接中断了", where=where, hint=_START)


def too_slow(where: str) -> QueryTimeout:
    """Say that a statement was ended because its time was over."""
    return QueryTimeout("语句超过了时间限制，已中止", where=where, hint="请加条件或 LIMIT，或用 --timeout 秒数 放宽")


def _from_server(error: Neo4jError, where: str) -> StoreError:
    code, said = error.code or "", _first_line(error.message or "")
    if isinstance(error, AuthError) and not isinstance(error, Forbidden):
        return StoreUnavailable("图库拒绝了用户名或密码", where=where, hint="请检查 NEO4J_USERNAME 和 NEO4J_PASSWORD")
    if code.endswith("CredentialsExpired"):
        return StoreUnavailable("图库的密码已过期，要先换一个", where=where, hint="请在 Neo4j 里更改这个用户的密码")
    if code.endswith("AuthenticationRateLimit"):
        return StoreUnavailable("密码错得太多，图库暂时不再回答", where=where, hint="请过几分钟用正确的密码再试")
    if code.endswith(_READ_ONLY_CODES):
        return WriteRefused("这里只能读，图库拒绝了写入或管理语句", where=where, hint="要改动图，请用 deltatrunk build")
    if code.endswith(("TransactionTimedOut", "TransactionTimedOutClientConfiguration")):
        return too_slow(where)
    if code.endswith("Terminated"):
        return StoreBusy("图库中止了这条语句，什么也没有改变", where=where, hint="请稍后再试")
    if code.endswith(("DatabaseNotFound", "DatabaseUnavailable")):
        return StoreUnavailable("图库里没有这个数据库，或它没有启动", where=where, hint="请检查 NEO4J_DATABASE")
    if any(word in said.lower() for word in _NO_SPACE):
        return StoreUnavailable("磁盘空间不足，没有写入", where=where, hint="请腾出空间后重试")
    if "OutOfMemory" in code:
        return StoreError("图库的内存不够，没有写入", where=where, hint="请分次载入，或给图库更多内存")
    if isinstance(error, TransientError):
        return StoreBusy("图库正忙，没有在限定时间内完成", where=where, hint="请稍后再试")
    if code.endswith("ConstraintValidationFailed"):
        return StoreError(f"图库的约束不允许这样写入：{said}", where=where, hint="请换一个空的数据库")
    if code.endswith("ParameterMissing"):
        return QueryFailed(f"查询缺少参数：{said.rpartition(':')[2].strip()}", where=where, hint="请用 -p 名称=值 给出")
    return QueryFailed(f"图库不接受这条查询：{said}", where=where, hint="请检查查询语句和参数")


def _first_line(text: str) -> str:
    return text.strip().splitlines()[0][:300] if text.strip() else "（没有说明）"
