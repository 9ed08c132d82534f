"""The throw-away server itself."""

import pytest
from django.db import connection

from tests.conftest import ON_POSTGRES


@pytest.mark.both_databases
@pytest.mark.django_db
def test_the_lane_runs_on_the_database_it_says() -> None:
    assert connection.vendor == ("postgresql" if ON_POSTGRES else "sqlite")


@pytest.mark.postgres
@pytest.mark.django_db
def test_it_is_reached_by_socket_only() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SHOW listen_addresses")
        assert cursor.fetchone()[0] == ""
