"""A process that acts and is gone, or sees its database fail, before or after the k-th statement.

The statements of Django's connection are the points, and the commits: before one, and after it
but before anybody hears of it.
"""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.db import OperationalError, connection, connections, transaction

DONE, FAILED, KILLED = 0, 1, 9
DIE, FAIL_ONCE, FAIL_ON = "die", "fail_once", "fail_on"


@dataclass(slots=True)
class Watch:
    """Counts points; at number `at` the process dies, or its database fails once or from then on.

    Odd numbers lie before a statement, even ones after it; 0 lets it live and only counts. `kept`
    is called whenever something may have come to stay.
    """

    at: int = 0
    mode: str = DIE
    kept: Callable[[], object] | None = None
    seen: int = 0

    def point(self) -> None:
        self.seen += 1
        if not self.at or self.seen < self.at:
            return
        if self.mode == DIE:
            os._exit(KILLED)
        if self.seen == self.at or self.mode == FAIL_ON:
            raise OperationalError("the database is gone")

    def __call__(self, execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        self.point()
        done = execute(sql, params, many, context)
        if not connection.in_atomic_block and not sql.startswith("SELECT"):
            self._keep()
        self.point()
        return done

    def _keep(self) -> None:
        """Something may have come to stay."""
        if self.kept is not None:
            self.kept()

    @contextmanager
    def watching(self) -> Iterator[None]:
        """Also before and after every commit; without one nothing was written."""
        commit = connection._commit

        def watched() -> None:
            self.point()
            commit()
            self._keep()
            self.point()

        connection._commit = watched  # type: ignore[method-assign]
        try:
            with connection.execute_wrapper(self):
                yield
        finally:
            connection._commit = commit  # type: ignore[method-assign]


def in_a_process(act: Callable[[], object], watch: Watch, *, wrapped: bool = True) -> int:
    """How a forked process ended that acts; without `wrapped` every statement commits alone."""
    connections.close_all()
    child = os.fork()
    if child == 0:
        os._exit(_acted(act, watch, wrapped=wrapped))
    _, status = os.waitpid(child, 0)
    return os.waitstatus_to_exitcode(status)


def _acted(act: Callable[[], object], watch: Watch, *, wrapped: bool) -> int:
    if not wrapped:
        transaction.atomic = no_transaction  # type: ignore[assignment]
    try:
        with watch.watching():
            act()
    except BaseException as fault:
        return _told(fault, provoked=not wrapped or (bool(watch.at) and watch.mode != DIE))
    return DONE


def _told(fault: BaseException, *, provoked: bool) -> int:
    """A fault nobody provoked is shown."""
    if not provoked:
        import traceback

        traceback.print_exception(fault)
    return FAILED


@contextmanager
def no_transaction(using: Any = None, savepoint: bool = True, durable: bool = False) -> Any:
    """The control: what looks like a transaction, while every statement commits alone."""
    outer, connection.in_atomic_block = connection.in_atomic_block, True
    try:
        yield
    finally:
        connection.in_atomic_block = outer
