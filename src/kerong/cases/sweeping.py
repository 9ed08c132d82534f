"""Working through rows one by one, so that one that cannot be worked on stops no other."""

import logging
from collections.abc import Callable, Iterable
from typing import TypeVar

from django.db import InterfaceError, OperationalError

K = TypeVar("K")
log = logging.getLogger(__name__)


class Sweep:
    """Every row has its turn; the first fault is raised at the end, so that the job counts as
    failed and is seen, but the clocks of the others ran.
    """

    def __init__(self) -> None:
        self._faults: list[Exception] = []

    def each(self, rows: Iterable[K], work: Callable[[K], bool]) -> int:
        """How many rows `work` said True for.

        A database that does not answer ends the sweep at once: the next row would fare no better.
        """
        done = 0
        for row in rows:
            try:
                done += work(row)
            except (OperationalError, InterfaceError):
                raise
            except Exception as fault:
                log.exception("a row of the sweep failed", extra={"row": str(row)})
                self._faults.append(fault)
        return done

    def end(self) -> None:
        if self._faults:
            raise self._faults[0]
