"""Races and crashes run in processes of their own, on a database of their own."""

import pytest

from tests.races.lanes import Lane, lane_in


@pytest.fixture(scope="session")
def lane(tmp_path_factory: pytest.TempPathFactory) -> Lane:
    return lane_in(tmp_path_factory.mktemp("races"))
