"""Scores as findings, made again byte for byte; computed ones seen only with every consent."""

from dataclasses import replace
from pathlib import Path

import pytest

from kerong.catalogue.keep_finding import keep_finding
from kerong.catalogue.keep_score import keep_score
from kerong.catalogue.replay_findings import replay_all
from kerong.evidence.consent import cut_down
from kerong.evidence.reads_of_facts import ALL, needed, needed_computed
from kerong.evidence.said import FactsSeen, Origin
from kerong.evidence.snapshot import facts_of
from kerong.kernel import roles
from kerong.kernel.actor import SYSTEM
from kerong.kernel.errors import NotFound
from tests.build import catalogue as build
from tests.build import parties
from tests.build.catalogue import DAY
from tests.build.parties import MOMENT
from tests.build.scores import FIRM, POINTS, published, shelf

pytestmark = pytest.mark.django_db


def test_a_score_is_kept_once_and_made_again_byte_for_byte() -> None:
    build.reference()
    published(POINTS)
    firm = parties.enterprise()
    owner = parties.actor(roles.FIRM_OWNER, enterprise=firm)
    facts = build.facts(**FIRM)

    kept = [
        keep_score(
            enterprise=firm, name="points", facts=facts, as_of=DAY, on=DAY, actor=owner, at=MOMENT
        )
        for _ in range(2)
    ]

    assert kept[0].pk == kept[1].pk
    assert kept[0].listing is None
    assert '"value":[59000,59000,59000]' in kept[0].body
    assert replay_all(actor=SYSTEM).document() == {
        "findings": 1,
        "identical": 1,
        "different": [],
        "erased": 0,
    }


def test_a_score_of_another_firm_cannot_be_kept() -> None:
    build.reference()
    published(POINTS)
    owner = parties.actor(roles.FIRM_OWNER, enterprise=parties.enterprise())

    with pytest.raises(NotFound):
        keep_score(
            enterprise=parties.enterprise(),
            name="points",
            facts={},
            as_of=DAY,
            on=DAY,
            actor=owner,
            at=MOMENT,
        )


def test_a_finding_of_a_product_that_read_a_computed_score_is_made_again(tmp_path: Path) -> None:
    code = shelf(tmp_path)
    firm = parties.enterprise()

    kept = keep_finding(
        enterprise=firm,
        code=code,
        facts=build.facts(**FIRM),
        as_of=DAY,
        on=DAY,
        actor=parties.actor(roles.FIRM_OWNER, enterprise=firm),
        at=MOMENT,
    )

    assert '"scorecards":{"points":{"card":"points"' in kept.body
    assert replay_all(actor=SYSTEM).document()["identical"] == 1


def test_a_computed_score_needs_consent_for_everything_its_card_reads() -> None:
    build.reference()
    published(POINTS)

    assert needed("points") == {26}
    assert {5, 14, 23, 26, 27} <= needed_computed("points")
    assert needed_computed("size_class") == needed("size_class")


def test_without_that_consent_a_computed_score_is_not_seen_and_an_observed_one_is() -> None:
    build.reference()
    published(POINTS)
    day, own = DAY.isoformat(), frozenset({26})

    def seen(*, computed: bool) -> FactsSeen:
        origin = Origin("scorecard", DAY, day, computed=computed)
        held = facts_of(parties.enterprise(), as_of=DAY, on=DAY)
        return replace(held, facts={"points": 60_000}, origins={"points": origin})

    assert cut_down(seen(computed=False), own).facts == {"points": 60_000}
    assert cut_down(seen(computed=True), own).facts == {}
    assert cut_down(seen(computed=True), ALL).facts == {"points": 60_000}
