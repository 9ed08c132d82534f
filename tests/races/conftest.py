"""Races and crashes run in processes of their own, on a database of their own."""

import pytest

from tests.races.lanes import Lane


@pytest.fixture(scope="session")
def lane(tmp_path_factory: pytest.TempPathFactory) -> Lane:
    return Lane(tmp_path_factory.mktemp("races"))
