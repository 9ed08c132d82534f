"""The small town is made once a module, in a transaction that is never kept."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction

from tests.model.machine import Machine
from tests.model.world import made


@pytest.fixture(scope="module")
def world(django_db_setup: Any, django_db_blocker: Any) -> Iterator[None]:
    """Every example goes back to it."""
    with django_db_blocker.unblock(), transaction.atomic():
        Machine.world_made = made()
        yield
        transaction.set_rollback(True)
