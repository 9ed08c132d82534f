"""Take-ups a second with everything they write, beside the conditional update alone.

The same needs, threads and database: only the guard's UPDATE in a transaction of its own, then the
update with its trail event, in turns, so that a busy moment of the machine meets both; then once
the whole act with its row, its consent, its notice and its two trail events. On SQLite and on a
throw-away PostgreSQL that writes to the disk as in production.
"""

import json
import os
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.postgres.server import start

NEEDS, THREADS, TURNS = 400, 4, 7


def main() -> None:
    print(
        f"{'database':<14} {'update alone':>14} {'with trail':>12} {'share':>7} {'whole act':>11}"
    )
    _print("SQLite", _measured(None))
    server = start(durable=True)
    try:
        _print("PostgreSQL", _measured(server.url()))
    finally:
        server.stop()


def _print(title: str, found: dict[str, float]) -> None:
    print(
        f"{title:<14} {found['update']:>12.0f}/s {found['trail']:>10.0f}/s"
        f" {found['share']:>6.0%} {found['act']:>9.0f}/s",
        flush=True,
    )


def _measured(address: str | None) -> dict[str, float]:
    environment = {key: value for key, value in os.environ.items() if key != "DATABASE_URL"}
    if address:
        environment["DATABASE_URL"] = address
    with tempfile.TemporaryDirectory(prefix="kerong-bench-") as folder:
        command = [sys.executable, "-m", "bench.writers", folder]
        done = subprocess.run(command, check=True, capture_output=True, text=True, env=environment)
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return found


def child(folder: Path) -> None:
    from bench.world import fill
    from bench.world import start as start_world

    start_world(folder)
    from django.utils.timezone import now

    fill(now(), NEEDS)
    nos = _nos()
    turns = [(_rate(nos, _update_alone), _rate(nos, _update_with_trail)) for _ in range(TURNS)]
    found = {
        "update": statistics.median(update for update, _ in turns),
        "trail": statistics.median(trail for _, trail in turns),
        "share": statistics.median(trail / update for update, trail in turns),
        "act": _rate(nos, _whole_act),
    }
    print(json.dumps(found))


def _nos() -> list[str]:
    from kerong.cases.models import Case

    return list(Case.objects.order_by("pk").values_list("no", flat=True)[:NEEDS])


def _rate(nos: list[str], act: Callable[[str], None]) -> float:
    """Acts a second over all needs, shared out to threads with a connection each."""
    parts = [nos[at::THREADS] for at in range(THREADS)]
    threads = [threading.Thread(target=_all_of, args=(part, act)) for part in parts]
    began = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return len(nos) / (time.perf_counter() - began)


def _all_of(nos: list[str], act: Callable[[str], None]) -> None:
    from django.db import connections

    for no in nos:
        act(no)
    connections.close_all()


def _update_alone(no: str) -> None:
    from django.db import transaction

    with transaction.atomic():
        _claim(no)


def _update_with_trail(no: str) -> None:
    from django.db import transaction
    from django.utils.timezone import now

    from kerong.kernel.actor import SYSTEM
    from kerong.trail.record import record

    with transaction.atomic():
        _claim(no)
        record(
            stream=f"case:{no}",
            kind="bench.claimed",
            actor=SYSTEM,
            at=now(),
            subject=f"case:{no}",
            facts={"slot": 1},
        )


def _claim(no: str) -> None:
    """The guard's statement. It turns nought into one and back, so that the row really changes:
    SQLite neither writes a row that stays as it was nor waits for the disk.
    """
    from django.db.models import F

    from kerong.cases.models import Case

    open_place = Case.objects.filter(no=no, state=Case.State.OPEN, taken__lt=F("places"))
    assert open_place.update(taken=1 - F("taken"))


def _whole_act(no: str) -> None:
    from django.utils.timezone import now

    from kerong.cases.take_up_need import take_up_need

    take_up_need(actor=_clerk(), case_no=no, at=now())


_held: dict[str, Any] = {}


def _clerk() -> Any:
    """The demo's bank clerk, at a desk with room for all."""
    if "clerk" not in _held:
        from django.utils.timezone import now

        from kerong.cases.set_desk_limit import set_desk_limit
        from kerong.parties.actors import actor_for
        from kerong.parties.models import Mandate

        officer = Mandate.objects.get(person__login="officer")
        mandate = Mandate.objects.get(person__login="bank-clerk")
        assert mandate.institution_id is not None
        set_desk_limit(
            actor=actor_for(officer.person, officer.pk, second_factor=True),
            institution_id=mandate.institution_id,
            limit=NEEDS + 1,
            words="bench",
            at=now(),
        )
        _held["clerk"] = actor_for(mandate.person, mandate.pk, second_factor=True)
    return _held["clerk"]


if __name__ == "__main__":
    if len(sys.argv) > 1:
        child(Path(sys.argv[1]))
    else:
        main()
