"""The finding of a clause: kept once, made again byte for byte, here and from an archive."""

from pathlib import Path

import pytest

from kerong.catalogue.errors import ClauseAbsent
from kerong.catalogue.export_findings import export_findings
from kerong.catalogue.policies.keep_finding import ClauseAnswer, keep_clause_finding
from kerong.catalogue.replay_findings import replay_all
from kerong.kernel import roles
from kerong.kernel.actor import SYSTEM, Actor
from kerong.kernel.errors import NotFound
from kerong.parties.models import Enterprise
from kerong.rules.archives import replay_archive
from tests.build import catalogue as build
from tests.build import parties, policies
from tests.build.catalogue import DAY
from tests.build.parties import MOMENT

pytestmark = pytest.mark.django_db
RENT = {
    "division_code": "320281",
    "size_class": "small",
    "is_state_tenant": True,
    "has_rent_arrears": False,
    "is_rent_sublet": False,
    "state_rent_monthly": "20000",
    "rent_relief_months": 3,
}


def kept(firm: Enterprise, actor: Actor, code: str = "jiangyin-state-rent") -> ClauseAnswer:
    return keep_clause_finding(
        enterprise=firm,
        code=code,
        facts=build.facts(**RENT),
        as_of=DAY,
        on=DAY,
        actor=actor,
        at=MOMENT,
    )


@pytest.fixture
def firm() -> Enterprise:
    build.reference()
    policies.publish("jiangyin-state-rent", "suzhou-park-interest")
    return parties.enterprise()


def test_the_answer_of_a_clause_is_one_row_with_its_amount(firm: Enterprise) -> None:
    owner = parties.actor(roles.FIRM_OWNER, enterprise=firm)

    first, second = kept(firm, owner), kept(firm, owner)

    assert first.kept.pk == second.kept.pk
    assert first.result.outcome == "meets"
    assert first.amount_fen == 3 * 20_000_00  # three months of 20,000 yuan, all of it
    assert first.kept.revision.offering.code == "jiangyin-state-rent"


def test_findings_of_clauses_come_out_again_byte_for_byte(firm: Enterprise, tmp_path: Path) -> None:
    """Also of a policy with several clauses, whose numbers stand in the text, not in a listing."""
    kept(firm, SYSTEM)
    card = kept(firm, SYSTEM, several_clauses())
    assert len(card.card.rules.clauses) > 1

    assert replay_all(actor=SYSTEM).document()["identical"] == 2
    export_findings(actor=SYSTEM, folder=tmp_path / "archive")
    assert replay_archive(tmp_path / "archive").identical == 2


def several_clauses() -> str:
    pack = next(each for each in policies.packs() if each.rules.key == "suzhou-park-interest")
    return pack.rules.clauses[-1].code


def test_a_clause_not_in_force_and_another_firm_are_refused(firm: Enterprise) -> None:
    stranger = parties.actor(roles.FIRM_OWNER, enterprise=parties.enterprise())
    with pytest.raises(ClauseAbsent):
        kept(firm, SYSTEM, "PC-none")
    with pytest.raises(NotFound):
        kept(firm, stranger)
