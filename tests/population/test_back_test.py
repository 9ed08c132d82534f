"""Back-tests: stored with digests and author, the same figures for the same file, all refusals."""

import json
from hashlib import sha256

import pytest

from kerong.catalogue.errors import AssessmentAbsent
from kerong.kernel import roles
from kerong.kernel.actor import SYSTEM
from kerong.kernel.errors import Forbidden
from kerong.population.back_test import cards_on
from kerong.population.backtests.errors import BackTestNotFound, OneOutcomeOnly
from kerong.population.models import BackTest
from kerong.population.reads_backtests import back_test_page, back_tests_seen_by
from kerong.trail.reads import events_of
from tests.build import parties
from tests.build.outcomes import card, csv_file, made, scores, shops
from tests.build.population import DAY, officer

pytestmark = pytest.mark.django_db


def test_a_back_test_is_kept_with_digests_author_and_an_event() -> None:
    actor = officer()

    kept = made(actor)

    assert kept.author_id == actor.person_id
    assert kept.file_digest == sha256(scores()).hexdigest()
    assert kept.digest == sha256(kept.body.encode()).hexdigest()
    assert json.loads(kept.body)["rows"]["tested"] == {"count": 20, "bad": 12}
    event = events_of(kept.reference)[0]
    assert (event.kind, kept.scorecard) == ("backtest.made", "")


def test_no_party_of_the_file_is_kept() -> None:
    kept = made(officer(), scores(200))

    assert "P17" not in kept.body


def test_the_same_file_gives_the_same_digest() -> None:
    actor = officer()

    assert made(actor).digest == made(actor).digest


def test_a_scorecard_in_force_is_named_with_its_revision() -> None:
    revision = card()
    content = shops(
        *({"outcome": "good"} for _ in range(3)), {"outcome": "bad", "shop_turnover_12m": "1.00"}
    )

    kept = made(officer(), content, "shop-preapproval")

    assert (kept.scorecard, kept.revision_digest) == ("shop-preapproval", revision.digest)
    assert json.loads(kept.body)["auc_ppm"] == 1_000_000


def test_a_scorecard_that_is_not_in_force_is_absent() -> None:
    with pytest.raises(AssessmentAbsent):
        made(officer(), shops({"outcome": "good"}), "shop-preapproval")
    assert cards_on(DAY) == []


def test_rows_that_ended_alike_are_refused_and_nothing_is_kept() -> None:
    content = csv_file(("party", "score", "outcome"), [("A", 1, "bad"), ("B", 2, "bad")])

    with pytest.raises(OneOutcomeOnly):
        made(officer(), content)
    assert not BackTest.objects.exists()


@pytest.mark.parametrize("role", [roles.AUDITOR, roles.FIRM_OWNER, roles.INSTITUTION_ADMIN])
def test_only_an_officer_or_operator_tests(role: str) -> None:
    with pytest.raises(Forbidden):
        made(parties.actor(role))


def test_a_result_has_a_person_as_its_author() -> None:
    with pytest.raises(Forbidden):
        made(SYSTEM)


def test_the_government_reads_and_nobody_else() -> None:
    kept = made(officer())

    found, body = back_test_page(parties.actor(roles.AUDITOR), kept.no)
    assert (found.pk, body) == (kept.pk, json.loads(kept.body))
    with pytest.raises(Forbidden):
        back_tests_seen_by(parties.actor(roles.INSTITUTION_CLERK))


@pytest.mark.parametrize("no", ["B2026-999999", "B1999-000001", "x", ""])
def test_an_unknown_number_is_absent(no: str) -> None:
    with pytest.raises(BackTestNotFound):
        back_test_page(officer(), no)
