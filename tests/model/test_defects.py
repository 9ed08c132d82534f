"""Each planted defect is found within its examples: a model that finds nothing proves nothing."""

import sys

import pytest

from tests.model.defects import DEFECTS, replaced
from tests.model.lives import ended_at, lived

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
WITHIN = 500


@pytest.mark.parametrize("defect", sorted(DEFECTS))
def test_a_planted_defect_is_found(defect: str, world: None) -> None:
    with replaced(*DEFECTS[defect]), pytest.raises(AssertionError):
        lived(WITHIN, 30)

    sys.stdout.write(f"\n{defect}: found in example {ended_at()}\n")
    sys.stdout.flush()
    assert ended_at() <= WITHIN
