"""Leases are renewed while work goes on and end with it."""

import time

from django.db import OperationalError

from kerong.jobs.lease import Lease

SOON = 0.01


def waited(until):
    for _ in range(500):
        if until():
            return True
        time.sleep(SOON)
    return False


def test_a_lease_is_renewed_again_and_again_until_its_work_ends():
    renewals = []
    with Lease(lambda: renewals.append(1) or True, seconds=SOON) as lease:
        assert waited(lambda: len(renewals) >= 3)
    count = len(renewals)
    time.sleep(5 * SOON)
    assert len(renewals) == count
    assert lease.lost is False


def test_renewing_stops_once_the_work_went_to_somebody_else():
    renewals = []
    with Lease(lambda: bool(renewals.append(1)), seconds=SOON) as lease:
        assert waited(lambda: lease.lost)
        time.sleep(5 * SOON)
    assert len(renewals) == 1


def test_a_database_that_stumbles_does_not_end_the_lease():
    renewals = []

    def renew():
        renewals.append(1)
        if len(renewals) == 1:
            raise OperationalError("away")
        return True

    with Lease(renew, seconds=SOON) as lease:
        assert waited(lambda: len(renewals) >= 2)
    assert lease.lost is False


def test_short_work_never_renews():
    renewals = []
    with Lease(lambda: renewals.append(1) or True):
        pass
    assert renewals == []
