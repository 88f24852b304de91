"""What a trial of all queries says."""

from __future__ import annotations

from collections.abc import Mapping

from deltatrunk.graph.errors import QueryFailed
from deltatrunk.graph.rows import Rows
from deltatrunk.queries import bundled
from deltatrunk.queries.trial import try_out


class Server:
    """Answers every statement alike and remembers what it was asked."""

    def __init__(self, rows: int, *, fails: bool = False) -> None:
        self.rows, self.fails = rows, fails
        self.asked: list[Mapping[str, object]] = []

    def read(self, text: str, parameters: Mapping[str, object] | None = None) -> Rows:
        self.asked.append(parameters or {})
        if self.fails:
            raise QueryFailed("看不懂")
        return Rows(("value",), (("x",),) * self.rows)


def test_a_trial_says_empty_slow_and_failed() -> None:
    queries = [bundled().find("about")]
    ticks = iter((0.0, 0.2, 1.0, 1.01))
    (empty,) = try_out(Server(0), queries, clock=lambda: next(ticks))
    assert (empty.rows, empty.verdict()) == (0, "没有结果；慢于 50 毫秒")
    (fine,) = try_out(Server(3), queries, clock=lambda: next(ticks))
    assert (fine.rows, fine.verdict()) == (3, "")
    (failed,) = try_out(Server(0, fails=True), queries)
    assert failed.verdict() == "失败：看不懂"


def test_a_required_parameter_is_tried_with_its_example() -> None:
    server = Server(1)
    list(try_out(server, [bundled().find("about")]))
    assert server.asked[-1] == {"name": "长三角数字干线", "min_confidence": 0.5}
