"""按比例分配: what waits shares what is left, to the fen, by two people."""

import pytest

from kerong.contracts.subsidies.approve_budget import approve_budget
from kerong.contracts.subsidies.approve_distribution import approve_distribution
from kerong.contracts.subsidies.ask_distribution import ask_distribution
from kerong.contracts.subsidies.errors import (
    DistributionWaits,
    NothingToDistribute,
    SamePerson,
    SeenOtherwise,
)
from kerong.contracts.subsidies.models import Distribution, Subsidy
from kerong.contracts.subsidies.propose_top_up import propose_top_up
from kerong.contracts.subsidies.return_distribution import return_distribution
from kerong.ledger.models import Account
from tests.build import subsidies
from tests.build.cases import WAN

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]

BUDGET = "upgrading-2026"


def asked(actor=None) -> Distribution:
    return ask_distribution(budget=BUDGET, actor=actor or subsidies.officer(), at=subsidies.AT)


def approved(row: Distribution, digest: str = "") -> Distribution:
    return approve_distribution(
        pk=row.pk, digest=digest or row.digest, actor=subsidies.officer(), at=subsidies.AT
    )


def granted() -> list[int]:
    return list(Subsidy.objects.order_by("pk").values_list("granted_fen", flat=True))


def test_100_200_and_300_with_500_left():
    """83.33, 166.67 and 250.00, as the formula's own example."""
    subsidies.budget(amount_fen=500_00, mode="pro_rata")
    for fen in (100_00, 200_00, 300_00):
        subsidies.awarded(subsidies.award(amount_fen=fen))

    approved(asked())

    assert granted() == [83_33, 166_67, 250_00]
    assert set(Subsidy.objects.values_list("state", flat=True)) == {"held"}
    assert Account.objects.get(code=f"fiscal/budget/{BUDGET}").available_fen == 0
    subsidies.sound()
    with pytest.raises(NothingToDistribute):
        asked()


def test_enough_for_all_leaves_everyone_whole():
    subsidies.budget(mode="pro_rata")
    subsidies.awarded()

    approved(asked())

    assert granted() == [30 * WAN]
    subsidies.sound()


def test_two_people_and_the_very_shares_they_saw():
    subsidies.budget(amount_fen=10 * WAN, mode="pro_rata")
    subsidies.awarded()
    officer = subsidies.officer()
    row = asked(officer)

    with pytest.raises(SamePerson):
        approve_distribution(pk=row.pk, digest=row.digest, actor=officer, at=subsidies.AT)
    with pytest.raises(SeenOtherwise):
        approved(row, "0" * 64)
    with pytest.raises(DistributionWaits):
        asked()
    subsidies.awarded()  # one more waits: the shares are no longer those that were seen
    with pytest.raises(SeenOtherwise):
        approved(row)
    row.refresh_from_db()
    assert (row.state, granted()) == ("asked", [30 * WAN, 30 * WAN])


def test_sent_back_and_asked_anew_after_more_money_came():
    subsidies.budget(amount_fen=10 * WAN, mode="pro_rata")
    subsidies.awarded()
    row = asked()

    words = "等待追加预算"
    return_distribution(pk=row.pk, words=words, actor=subsidies.officer(), at=subsidies.AT)
    more = {"budget": BUDGET, "amount_fen": 10 * WAN, "words": "追加", "client_key": "k"}
    waits = propose_top_up(actor=subsidies.officer(), at=subsidies.AT, **more)
    approve_budget(pk=waits.pk, actor=subsidies.officer(), at=subsidies.AT)
    approved(asked())

    assert granted() == [20 * WAN]
    subsidies.sound()
