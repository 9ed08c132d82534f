"""Which policies were counted is kept beside the finding of a product, and counted again."""

import json
from pathlib import Path

import pytest

from kerong.catalogue.erase_findings import erase_findings
from kerong.catalogue.keep_finding import keep_finding
from kerong.catalogue.models import Listing, StoredEasing, StoredFinding
from kerong.catalogue.replay_findings import replay_all
from kerong.kernel import roles
from kerong.kernel.actor import SYSTEM
from tests.build import eased, parties
from tests.build.catalogue import DAY, facts
from tests.build.parties import MOMENT

pytestmark = pytest.mark.django_db
POOL = {"division_code": "330102", "is_hnte": True}


@pytest.fixture
def shelf(tmp_path: Path) -> dict[str, Listing]:
    return eased.shelf(tmp_path)


def keep(listing: Listing, **given: object) -> StoredFinding:
    firm = parties.enterprise()
    return keep_finding(
        enterprise=firm,
        code=listing.code,
        facts=facts(**{**eased.KNOWN, **given}),
        as_of=DAY,
        on=DAY,
        actor=parties.actor(roles.FIRM_OWNER, enterprise=firm),
        at=MOMENT,
    )


def replayed() -> tuple[int, int, list[str]]:
    report = replay_all(actor=SYSTEM)
    return report.findings, report.identical, report.different


def test_every_clause_counted_is_kept_with_its_revision_and_a_finding_of_its_own(
    shelf: dict[str, Listing],
) -> None:
    kept = keep(shelf["pooled"], **POOL)

    body = json.loads(kept.easing.body)
    assert body["found"]["years"] == {
        "SHANGCHENG-INTEREST": [1_550_000],
        "SHANGCHENG-FEE-HNTE": [400_000],
        "SHANGCHENG-FEE-BACK": [600_000],
    }
    assert body["found"]["apr_ppm"] == 20_624
    cited = {row["code"]: row["cites"] for row in body["easings"]}
    assert set(cited) == {
        *body["found"]["years"],
        "SHANGCHENG-FEE",
        "PC048",
    }  # met, not all counted
    found = StoredFinding.objects.filter(digest__in=[each["finding"] for each in cited.values()])
    assert found.count() == 5
    assert {row.revision.digest for row in found} == {e["revision"] for e in cited.values()}
    assert replayed() == (6, 6, [])


def test_a_raised_limit_is_computed_again_from_the_pack_and_the_form(
    shelf: dict[str, Listing],
) -> None:
    kept = keep(shelf["planned"], is_srdi=True)
    assert json.loads(kept.easing.body)["found"]["limit_fen"] == 500_000_000
    assert replayed()[2] == []

    body = kept.easing.body.replace('"limit_cap":3000000000', '"limit_cap":400000000')
    StoredEasing.objects.update(body=body)

    assert replayed()[2] == [kept.digest]


def test_a_figure_changed_afterwards_does_not_come_out_again(shelf: dict[str, Listing]) -> None:
    kept = keep(shelf["pooled"], **POOL)
    StoredEasing.objects.update(body=kept.easing.body.replace("1550000", "1650000"))

    assert replayed()[2] == [kept.digest]


def test_where_nothing_counts_nothing_is_kept_and_erasing_empties_both(
    shelf: dict[str, Listing],
) -> None:
    keep(shelf["plain"])
    assert not StoredEasing.objects.exists()
    kept = keep(shelf["pooled"], **POOL)

    erase_findings(enterprise=kept.enterprise, reason="按请求删除", actor=SYSTEM, at=MOMENT)

    assert StoredEasing.objects.get().body == ""
    assert replay_all(actor=SYSTEM).document()["different"] == []
