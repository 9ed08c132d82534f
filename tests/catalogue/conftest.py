"""What every catalogue test starts from."""

from pathlib import Path

import pytest

from kerong.catalogue.models import Revision
from tests.build import catalogue as build


@pytest.fixture
def small_loan(tmp_path: Path, db: None) -> Revision:
    """The pack of a small loan, published."""
    return build.published(tmp_path / "small-loan")
