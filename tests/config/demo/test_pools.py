"""Scorecards, class tests, pools and the screened product that the demo brings along."""

import pytest

from kerong.catalogue.models import Revision
from kerong.config.demo.pools import load_assessments, load_pools
from kerong.config.paths import PACKS
from kerong.cultivation.models import Membership, Pool
from kerong.cultivation.pool_text import read_pool
from kerong.population.models import ClassStanding, ScoreHistory
from tests.build import catalogue
from tests.build import population as build
from tests.build.parties import MOMENT

TEXTS = sorted((PACKS / "pools").glob("*.yaml"))


@pytest.mark.parametrize("path", TEXTS, ids=[path.stem for path in TEXTS])
def test_every_shipped_pool_reads_and_is_named_after_its_file(path) -> None:  # type: ignore[no-untyped-def]
    text = read_pool(path.read_text(encoding="utf-8"), file=path.name)

    assert text.code == path.stem
    assert (
        text.entry_class == ""
        or (PACKS / "national" / text.entry_class).is_dir()
        or (PACKS / "chongqing" / text.entry_class).is_dir()
    )


@pytest.mark.django_db
def test_a_run_over_the_shipped_texts_scores_classes_and_fills_pools() -> None:
    catalogue.reference()
    packs = load_assessments(MOMENT - build.LATER)
    pools = load_pools(MOMENT - build.LATER)
    firm = build.firm(
        {
            "is_hnte": "false",
            "founded_on": "2015-05-20",
            "employees": "100",
            "rd_staff": "20",
            "operating_revenue": "5000000000",
            "rd_expense": "300000000",
            "invention_patents": "3",
        }
    )

    run = build.done()

    assert (packs, pools) == (Revision.objects.count(), Pool.objects.count())
    assert run.firms_count == 1
    assert ClassStanding.objects.filter(enterprise=firm).count() >= 10
    assert ScoreHistory.objects.filter(enterprise=firm).count() >= 5
    entered = Membership.objects.filter(enterprise=firm).values_list("pool__code", flat=True)
    assert "hnte-cultivation" in entered
