"""Many events at once: chained as one after the other would have been, in a few statements."""

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from kerong.kernel.references import NotAReference
from kerong.trail.models import Event, Stream
from kerong.trail.reads import events_of
from kerong.trail.record import Entry
from kerong.trail.record_all import record_all
from kerong.trail.verify import verify
from tests.build.machine import machine
from tests.build.trail import CLERK, NOON, event

pytestmark = pytest.mark.both_databases
WRITERS, STEPS = 3, 15
# Each writes to the same streams in another order, one twice in a step, and one of its own.
WRITE = """
from datetime import UTC, datetime
from django.db import transaction
from kerong.kernel.actor import SYSTEM
from kerong.trail.record import Entry
from kerong.trail.record_all import record_all
keys = ["case:A1", "case:A2", "case:A3"]
keys = keys[{writer}:] + keys[:{writer}] + ["case:A2", "case:B{writer}"]
for step in range({steps}):
    entries = [Entry(stream=key, kind="case.noted", subject=key, facts=dict(step=step))
               for key in keys]
    with transaction.atomic():
        record_all(entries=entries, actor=SYSTEM, at=datetime.now(UTC))
"""
VERIFY = """
from kerong.trail.verify import verify
found = verify()
print(found.streams, found.events, len(found.faults))
"""


def entry(stream: str, step: int = 0) -> Entry:
    return Entry(stream=stream, kind="case.noted", subject=stream, facts={"step": step})


def written(*entries: Entry) -> int:
    """How many statements it took."""
    with transaction.atomic(), CaptureQueriesContext(connection) as statements:
        record_all(entries=entries, actor=CLERK, at=NOON)
    return len(statements)


@pytest.mark.django_db
def test_new_and_old_streams_go_on_where_they_stood():
    event("case:A1")
    written(entry("case:B1"), entry("case:A1", 1), entry("case:C1"), entry("case:A1", 2))
    event("case:A1")
    written(entry("case:A1", 3))

    assert [each.no for each in events_of("case:A1")] == [1, 2, 3, 4, 5]
    assert [each.facts.get("step") for each in events_of("case:A1")] == [None, 1, 2, None, 3]
    assert [each.no for each in events_of("case:B1")] == [1]
    assert (Stream.objects.count(), Event.objects.count()) == (3, 7)
    for stream in Stream.objects.all():
        assert stream.head == Event.objects.get(stream=stream.key, no=stream.last_no).hash
    assert verify().faults == []


@pytest.mark.django_db
def test_events_stand_in_the_order_they_were_given_in():
    written(entry("case:C1"), entry("case:A1"), entry("case:B1"))
    rows = Event.objects.order_by("pk").values_list("stream", flat=True)
    assert list(rows) == ["case:C1", "case:A1", "case:B1"]


@pytest.mark.django_db
def test_a_step_costs_three_statements_whatever_its_size():
    assert written(entry("case:A1"), entry("case:A2")) == 3
    assert written(*(entry(f"case:A{no}") for no in range(40))) == 3
    assert written() == 0


@pytest.mark.django_db
def test_more_than_one_statement_holds_is_chained_all_the_same():
    entries = [entry(f"case:A{no % 600}", no) for no in range(1_300)]
    written(*entries)
    assert (Stream.objects.count(), Event.objects.count()) == (600, 1_300)
    assert verify().faults == []


@pytest.mark.django_db(transaction=True)
def test_outside_a_transaction_and_under_no_name_nothing_is_recorded():
    with pytest.raises(RuntimeError):
        record_all(entries=[entry("case:A1"), entry("case:B1")], actor=CLERK, at=NOON)
    with pytest.raises(NotAReference):
        written(entry("case:A1"), entry("nonsense"))
    assert not Event.objects.exists()


def test_writers_of_the_same_streams_in_other_orders_neither_block_nor_fork(tmp_path):
    place = machine(tmp_path)
    try:
        place.run_together(WRITE.format(writer=no, steps=STEPS) for no in range(WRITERS))
        events = WRITERS * STEPS * 5
        assert place.run(VERIFY).split() == [str(3 + WRITERS), str(events), "0"]
    finally:
        place.close()
