"""The full crash sweeps from a shell; one JSON line a life: points, states, seconds, faults.

    .venv/bin/python -m tests.races                       # every point of every life, SQLite
    .venv/bin/python -m tests.races claw_back --database postgres --mode fail_once
    .venv/bin/python -m tests.races --mode wear           # the batch of a thousand, worn down

`--first 2 --stride 2` strikes every other point and leaves the rest to a second process.

Points on SQLite and on PostgreSQL: take_up 44 and 36, acceptance 52 and 42, disbursement 200 and
176, claw_back 482 and 428, compensation 564 and 512, subsidies 682 and 622. A point costs from a
tenth of a second of a processor to two. The batch of a thousand is worn down by 17 and 16 kills.
"""

import argparse
import json
import os
import sys
import tempfile
import time
from pathlib import Path

from tests.postgres import server as postgres
from tests.races.killing import DIE, FAIL_ON, FAIL_ONCE
from tests.races.lanes import Lane

HOURS = 12 * 3600
WEAR = "wear"
SWEPT = ("take_up", "acceptance", "disbursement", "compensation", "claw_back", "subsidies")


def main() -> int:
    """1 where anything went wrong."""
    asked = _asked()
    server = None
    if asked.database == "postgres":
        server = postgres.start()
        os.environ |= {"KERONG_TEST_DB": "postgres", "KERONG_TEST_POSTGRES_URL": server.url()}
    try:
        with tempfile.TemporaryDirectory(prefix="kerong-lives-") as folder:
            sound = [_swept(Lane(Path(folder)), name, asked) for name in _named(asked)]
    finally:
        if server is not None:
            server.stop()
    return 0 if all(sound) else 1


def _asked() -> argparse.Namespace:
    asked = argparse.ArgumentParser(prog="python -m tests.races", description=__doc__)
    asked.add_argument("lives", nargs="*")
    asked.add_argument("--database", choices=["sqlite", "postgres"], default="sqlite")
    asked.add_argument("--mode", choices=[DIE, FAIL_ONCE, FAIL_ON, WEAR], default=DIE)
    asked.add_argument("--first", default="1")
    asked.add_argument("--stride", default="1")
    asked.add_argument("--every", default="999", help="points between two kills of the wear")
    return asked.parse_args()


def _named(asked: argparse.Namespace) -> tuple[str, ...]:
    return tuple(asked.lives) or (("subsidies_1000",) if asked.mode == WEAR else SWEPT)


def _swept(lane: Lane, name: str, asked: argparse.Namespace) -> bool:
    began = time.monotonic()
    if asked.mode == WEAR:
        command = ["life_wear", name, asked.every]
    else:
        command = ["life_sweep", name, "wrapped", asked.mode, asked.first, asked.stride]
    found = lane.run(*command, seconds=HOURS)
    told = {"life": name, "database": asked.database, "mode": asked.mode,
            "seconds": round(time.monotonic() - began, 1), **found}  # fmt: skip
    sys.stdout.write(json.dumps(told, ensure_ascii=False) + "\n")
    sys.stdout.flush()
    return not found["faults"]
