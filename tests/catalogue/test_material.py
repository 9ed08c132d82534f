"""What runs over many firms stand on: the shelf of a day."""

from datetime import UTC, date, datetime
from pathlib import Path
from random import Random

import pytest

from kerong.catalogue.errors import DayOutOfReach
from kerong.catalogue.material import population_material
from kerong.catalogue.plans import plan_for
from kerong.config.demo.listings import load_listings
from kerong.kernel.actor import ANONYMOUS
from kerong.reference.loading import load_reference
from tests.build import catalogue as build
from tests.build.thresholds import firms_at_thresholds
from tests.rules.columns.side_by_side import require_agreement

pytestmark = pytest.mark.django_db
ON = date(2026, 11, 21)


def test_the_material_is_the_plan_of_the_day(tmp_path: Path) -> None:
    build.published(tmp_path / "pack")
    build.on_shelf()

    material = population_material(on=ON, actor=ANONYMOUS)

    assert material.plan().listings == plan_for(ON).plan.listings
    assert material.on == ON


def test_a_day_before_the_first_revision_has_no_material(tmp_path: Path) -> None:
    build.published(tmp_path / "pack")
    build.on_shelf()

    with pytest.raises(DayOutOfReach):
        population_material(on=date(2019, 1, 1), actor=ANONYMOUS)


@pytest.mark.slow
def test_the_products_of_the_demo_agree_in_columns_on_every_threshold_and_beside_it() -> None:
    at = datetime(2026, 11, 21, 4, tzinfo=UTC)
    load_reference(at)
    assert load_listings(at) == 311
    plan = plan_for(ON).plan

    firms = firms_at_thresholds(plan, ON, Random(1))

    assert len(firms) * len(plan.listings) > 200_000
    require_agreement(plan, firms, ON)
