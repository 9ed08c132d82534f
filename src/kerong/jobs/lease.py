"""Leases: whoever holds work says so again and again; who falls silent loses it."""

import logging
import threading
from collections.abc import Callable
from datetime import timedelta
from types import TracebackType

from django.db import DatabaseError, connection

LEASE = timedelta(seconds=30)
SKEW = timedelta(minutes=10)  # how far the clocks of two machines may be apart
RENEW_SECONDS = LEASE.total_seconds() / 3
_log = logging.getLogger(__name__)


class Lease:
    """Renews in a thread of its own, with a connection of its own, while the work is done.

    `renew` returns False once somebody else holds the work; then renewing ends and `lost` says so.
    """

    def __init__(self, renew: Callable[[], bool], seconds: float = RENEW_SECONDS) -> None:
        self._renew, self._seconds = renew, seconds
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._keep, name="lease", daemon=True)
        self.lost = False

    def __enter__(self) -> "Lease":
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        fault: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.end()

    def end(self) -> None:
        """No renewal happens after this returns; may be called twice."""
        self._over.set()
        self._thread.join()

    def _keep(self) -> None:
        try:
            while not self._over.wait(self._seconds) and not self.lost:
                self._renew_once()
        finally:
            connection.close()

    def _renew_once(self) -> None:
        try:
            self.lost = not self._renew()
        except DatabaseError:  # the next round may succeed; if none does, the lease runs out
            _log.warning("lease not renewed", exc_info=True)
