"""Acts on one stream at once: real processes, both databases, no error and no fork."""

import pytest

from tests.build.machine import machine

pytestmark = pytest.mark.both_databases
WRITERS, EVENTS = 3, 25

WRITE = """
from datetime import UTC, datetime
from django.db import transaction
from kerong.kernel.actor import SYSTEM
from kerong.trail.record import record
for step in range({events}):
    with transaction.atomic():
        for stream in ("case:A1", "case:B{writer}"):
            record(stream=stream, kind="case.noted", actor=SYSTEM, at=datetime.now(UTC),
                   subject=stream, facts=dict(step=step))
"""
SEAL = """
import time
from datetime import UTC, datetime
from kerong.trail.seal import seal
for _ in range(25):
    seal(datetime.now(UTC))
    time.sleep(0.02)
"""
VERIFY = """
from kerong.trail.verify import verify
found = verify()
print(found.streams, found.events, found.sealed + found.unsealed, len(found.faults))
"""


def test_many_writers_on_one_stream_get_one_unbroken_chain(tmp_path):
    place = machine(tmp_path)
    try:
        place.run_together(WRITE.format(writer=writer, events=EVENTS) for writer in range(WRITERS))
        events = 2 * WRITERS * EVENTS
        assert place.run(VERIFY).split() == [str(1 + WRITERS), str(events), str(events), "0"]
    finally:
        place.close()


def test_two_sealers_and_a_verifier_among_writers_find_nothing_wrong(tmp_path):
    place = machine(tmp_path)
    try:
        place.run(SEAL)  # makes the key before two could want to
        writers = [WRITE.format(writer=writer, events=EVENTS) for writer in range(2)]
        outputs = place.run_together([*writers, SEAL, SEAL, VERIFY])
        assert outputs[-1].split()[-1] == "0"
        place.run(SEAL)
        events = str(4 * EVENTS)
        assert place.run(VERIFY).split() == ["3", events, events, "0"]
    finally:
        place.close()
