"""核定补贴: months are claimed once, the highest counts, and the money is set aside."""

from dataclasses import replace

import pytest

from kerong.contracts.subsidies.award_subsidy import award_subsidy
from kerong.contracts.subsidies.errors import (
    AlreadyEntitled,
    AwardReferenceUsed,
    AwardUnsound,
    BudgetExhausted,
    ClauseUnknown,
    NotServed,
)
from kerong.contracts.subsidies.models import EntitledMonth, Entitlement, Subsidy
from kerong.kernel import roles
from kerong.kernel.policy import RoleNotAllowed
from kerong.ledger.models import Account, Hold
from kerong.notices.kinds import sentence_of
from kerong.notices.models import Outbox
from kerong.trail.models import Event
from tests.build import catalogue, loans, parties, policies, subsidies
from tests.build.cases import WAN

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


def available(code: str = "fiscal/budget/upgrading-2026") -> int:
    return Account.objects.get(code=code).available_fen


def test_an_award_claims_its_months_and_holds_its_money():
    subsidies.budget()

    made = subsidies.awarded()

    assert made.no == f"S2026-{made.pk:06d}"
    assert (made.state, made.granted_fen) == ("held", 30 * WAN)
    assert EntitledMonth.objects.filter(entitlement=made.entitlement).count() == 12
    assert available() == 970 * WAN
    assert Hold.objects.get(reference=f"subsidy_hold:{made.no}").amount_fen == 30 * WAN
    kinds = list(Event.objects.filter(stream=made.subject).values_list("kind", flat=True))
    assert kinds == ["ledger.reserved", "subsidy.awarded"]


def test_the_same_award_again_is_the_same_subsidy():
    subsidies.budget()
    given = subsidies.award()
    first = subsidies.awarded(given)

    again = award_subsidy(award=given, actor=subsidies.officer(), at=subsidies.AT)

    assert again.pk == first.pk
    assert available() == 970 * WAN
    with pytest.raises(AwardReferenceUsed):
        subsidies.awarded(replace(given, amount_fen=31 * WAN))


def test_the_same_clause_pays_a_matter_once_and_names_the_first():
    subsidies.budget()
    firm = parties.enterprise()
    first = subsidies.awarded(subsidies.award(firm))

    with pytest.raises(AlreadyEntitled) as refused:
        subsidies.awarded(subsidies.award(firm, amount_fen=40 * WAN))

    assert refused.value.facts["no"] == first.no
    assert refused.value.facts["programme"] == "district-upgrading"
    assert available() == 970 * WAN


def test_a_higher_one_takes_the_place_of_a_lower_that_was_not_paid():
    subsidies.budget()
    firm = parties.enterprise()
    lower = subsidies.awarded(subsidies.award(firm))

    higher = subsidies.awarded(subsidies.city(firm))

    lower.refresh_from_db()
    assert (lower.state, higher.granted_fen) == ("superseded", 50 * WAN)
    assert available() == 950 * WAN
    assert Hold.objects.get(reference=f"subsidy_hold:{lower.no}").state == "voided"
    held = Entitlement.objects.get()
    assert (held.entitled_fen, held.committed_fen) == (50 * WAN, 50 * WAN)


def test_a_lower_one_after_a_higher_is_refused_and_the_higher_named():
    subsidies.budget()
    firm = parties.enterprise()
    higher = subsidies.awarded(subsidies.city(firm))

    with pytest.raises(AlreadyEntitled) as refused:
        subsidies.awarded(subsidies.award(firm))

    assert refused.value.facts["no"] == higher.no
    assert refused.value.facts["programme"] == "city-upgrading"


def test_of_the_difference_rule_only_the_difference_is_paid():
    subsidies.budget()
    firm = parties.enterprise()
    lower = subsidies.awarded(subsidies.award(firm, stack_rule="difference"))

    higher = subsidies.awarded(subsidies.city(firm, stack_rule="difference"))

    lower.refresh_from_db()
    assert (lower.state, lower.granted_fen, higher.granted_fen) == ("held", 30 * WAN, 20 * WAN)
    assert (higher.asked_fen, available()) == (50 * WAN, 950 * WAN)


def test_stages_add_up_to_their_joint_cap():
    """上市分阶段: 100 万, 100 万, then 100 万 under a joint cap of 250 万 brings 50 万."""
    subsidies.budget()
    firm = parties.enterprise()
    stage = {"stack_rule": "sum_capped", "cap_fen": 250 * WAN, "amount_fen": 100 * WAN}
    stage |= {"first_month": "once", "last_month": "once"}

    paid = [
        subsidies.awarded(subsidies.award(firm, clause=f"stage-{no}", **stage)).granted_fen
        for no in (1, 2, 3)
    ]

    assert paid == [100 * WAN, 100 * WAN, 50 * WAN]
    with pytest.raises(AlreadyEntitled):
        subsidies.awarded(subsidies.award(firm, clause="stage-4", **stage))


def test_stages_without_a_joint_cap_are_each_paid_in_full():
    subsidies.budget()
    firm = parties.enterprise()
    stage = {"stack_rule": "sum_capped", "first_month": "once", "last_month": "once"}

    for no, fen in ((1, 30 * WAN), (2, 100 * WAN), (3, 20 * WAN)):
        given = subsidies.award(firm, clause=f"stage-{no}", amount_fen=fen, **stage)
        assert subsidies.awarded(given).granted_fen == fen
    held = Entitlement.objects.get()
    assert (held.entitled_fen, held.committed_fen) == (150 * WAN, 150 * WAN)


def test_rules_that_differ_pay_the_difference():
    subsidies.budget()
    firm = parties.enterprise()
    subsidies.awarded(subsidies.award(firm, stack_rule="sum_capped", cap_fen=60 * WAN))

    assert subsidies.awarded(subsidies.city(firm)).granted_fen == 20 * WAN


def test_a_period_that_overlaps_another_is_refused():
    subsidies.budget()
    firm = parties.enterprise()
    first = subsidies.awarded(subsidies.award(firm))

    with pytest.raises(AlreadyEntitled) as refused:
        subsidies.awarded(subsidies.city(firm, first_month="2026-12", last_month="2027-03"))

    assert (refused.value.facts["no"], refused.value.facts["last"]) == (first.no, "2026-12")
    later = subsidies.city(firm, first_month="2027-01", last_month="2027-03")
    assert subsidies.awarded(later).granted_fen == 50 * WAN


def test_once_for_all_meets_any_month():
    subsidies.budget()
    firm = parties.enterprise()
    subsidies.awarded(subsidies.award(firm))

    with pytest.raises(AlreadyEntitled):
        subsidies.awarded(subsidies.city(firm, first_month="once", last_month="once"))


def test_a_supporting_payment_is_no_duplicate_but_is_itself_paid_once():
    subsidies.budget()
    firm = parties.enterprise()
    subsidies.awarded(subsidies.award(firm))
    supporting = {"is_supporting": True, "amount_fen": 15 * WAN}

    assert subsidies.awarded(subsidies.city(firm, **supporting)).granted_fen == 15 * WAN
    with pytest.raises(AlreadyEntitled):
        subsidies.awarded(subsidies.city(firm, **supporting))


def test_a_top_up_pays_what_the_clause_grants_more():
    subsidies.budget()
    firm = parties.enterprise()
    first = subsidies.awarded(subsidies.award(firm))

    more = subsidies.award(firm, amount_fen=36 * WAN, tops_up=first.no)
    added = subsidies.awarded(more)

    assert (added.granted_fen, added.tops_up) == (6 * WAN, first)
    with pytest.raises(AlreadyEntitled):
        subsidies.awarded(subsidies.award(firm, amount_fen=36 * WAN, tops_up=first.no))
    with pytest.raises(AwardUnsound):
        subsidies.awarded(subsidies.award(firm, amount_fen=40 * WAN, tops_up="S2026-999999"))


def test_an_empty_budget_refuses_and_nothing_is_claimed():
    subsidies.budget(amount_fen=20 * WAN)

    with pytest.raises(BudgetExhausted) as refused:
        subsidies.awarded()

    assert refused.value.facts["available"] == "200000.00"
    assert not Entitlement.objects.exists() and not Subsidy.objects.exists()


def test_a_pro_rata_budget_lets_awards_wait_beyond_what_it_has():
    subsidies.budget(amount_fen=20 * WAN, mode="pro_rata")

    assert subsidies.awarded().state == "waiting"
    assert available() == 20 * WAN


def test_a_budget_pays_for_its_programmes_only():
    subsidies.budget(programmes=("city-upgrading",))

    with pytest.raises(NotServed):
        subsidies.awarded()


def test_without_a_budget_only_goods_coupons_and_waivers():
    made = subsidies.awarded(subsidies.award(budget="", form="waiver"))

    assert (made.state, made.budget) == ("held", None)
    with pytest.raises(AwardUnsound):
        subsidies.award(budget="")


def test_a_clause_nobody_knows_needs_its_family_named():
    subsidies.budget()
    with pytest.raises(ClauseUnknown):
        subsidies.awarded(subsidies.award(family=""))


def test_the_loan_named_is_the_firms_own():
    subsidies.budget()
    foreign = loans.loan()
    with pytest.raises(AwardUnsound):
        subsidies.awarded(subsidies.award(loan_no=foreign.no))


@pytest.mark.parametrize(
    "wrong",
    [
        {"amount_fen": 0},
        {"form": "gift"},
        {"stack_rule": "all"},
        {"first_month": "2026-13"},
        {"last_month": "2025-12"},
        {"last_month": "once"},
        {"matter": " "},
        {"clause": "a b"},
    ],
)
def test_an_award_says_what_it_is(wrong):
    with pytest.raises(AwardUnsound):
        replace(subsidies.award(), **wrong)


@pytest.mark.parametrize("role", [roles.AUDITOR, roles.FIRM_OWNER, roles.INSTITUTION_CLERK])
def test_who_decides_is_an_officer(role):
    subsidies.budget()
    with pytest.raises(RoleNotAllowed):
        award_subsidy(award=subsidies.award(), actor=parties.actor(role), at=subsidies.AT)


def test_the_firm_is_told_what_the_clause_is_called_and_not_its_code():
    catalogue.reference()
    policies.publish("beibei-ip-interest")
    subsidies.budget()

    made = subsidies.awarded(clause="BEIBEI-IP", programme="beibei-ip-interest")

    row = Outbox.objects.get(kind="subsidy.awarded")
    told = [sentence_of(row.kind, row.facts, language) for language in ("zh-hans", "en")]
    assert told == [
        f"您获得补贴「知识产权质押贷款贴息」（{made.no}），共 300,000.00 元。",
        f"You were awarded CNY 300,000.00 under “Interest on IP pledge loans” (subsidy {made.no}).",
    ]
