"""Two workers deliver the same outbox: everybody is told once, nobody is forgotten."""

import pytest

from tests.build.machine import machine

READY = """
from datetime import UTC, datetime
from django.db import transaction
from kerong.notices import kinds, recipients
from kerong.notices.deliver import deliver_due
from kerong.notices.models import Notice, Outbox
from kerong.notices.recipients import Recipient
from kerong.notices.tell import tell
NOON = datetime(2026, 3, 6, 4, 0, tzinfo=UTC)
people = [Recipient(f"person:{no}", f"P{no}", email=f"p{no}@bank.example") for no in range(3)]
recipients.register_resolver(lambda to: people if to == "institution:4" else
                             [each for each in people if each.reference == to])
kinds.register_kind("tests.taken", "接下 {no}", "took {no}")
"""
TELL = (
    READY
    + """
for no in range(10):
    with transaction.atomic():
        tell(to="institution:4", kind="tests.taken", facts=dict(no=no), subject="case:N1", at=NOON)
"""
)
DELIVER = (
    READY
    + """
from django.core import mail
from django.test.utils import setup_test_environment
setup_test_environment()
for _ in range(6):
    deliver_due(NOON)
print(len(mail.outbox))
"""
)
COUNT = READY + "print(Notice.objects.count(), Outbox.objects.filter(delivered_at=None).count())"


@pytest.mark.both_databases
def test_two_workers_tell_thirty_readers_once_each(tmp_path):
    place = machine(tmp_path)
    try:
        place.run(TELL)
        mails = place.run_together([DELIVER, DELIVER])
        assert place.run(COUNT).split() == ["30", "0"]
        assert sum(map(int, mails)) == 30
    finally:
        place.close()
