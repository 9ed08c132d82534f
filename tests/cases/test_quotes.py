"""报价: sealed, comparable, and chosen once."""

from datetime import date, timedelta

import pytest

from kerong.cases.accept_quote import accept_quote
from kerong.cases.drafts import QuotedFee
from kerong.cases.errors import (
    CaseNotFound,
    ChoiceUnknown,
    FieldOutOfRange,
    NotOpen,
    ProposalStanding,
    QuoteLapsed,
    QuoteNotFound,
    QuoteSuperseded,
    QuoteUnchosen,
    TakeUpNotFound,
    TooManyEntries,
    ValidityOutOfRange,
    WrongStage,
    WrongState,
)
from kerong.cases.models import Acceptance, Case, Desk, Quote, TakeUp
from kerong.cases.reads import compare_quotes
from kerong.cases.submit_quote import submit_quote
from kerong.cases.take_up_need import take_up_need
from kerong.evidence.models import Consent
from kerong.notices.models import Outbox
from tests.build import cases

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
WAN = cases.WAN


def quote(told, **fields):
    return submit_quote(
        actor=told.clerk, take_up_no=told.take_up.no, terms=cases.terms(**fields), at=told.at
    )


def accept(told, chosen=None):
    return accept_quote(
        actor=told.firm, case_no=told.case.no, quote_id=(chosen or told.quote).pk, at=told.at
    )


def test_a_quote_carries_its_annual_rate_and_its_all_in_cost():
    told = cases.story("contacted")

    made = quote(
        told,
        amount_fen=100 * WAN,
        method="bullet",
        fees=(QuotedFee(name="担保费", when="upfront", amount_fen=8_000 * 100),),
    )

    assert made.apr_ppm == 34_500
    assert made.all_in_ppm == 42_843
    assert made.total_interest_fen == 34_500 * 100
    assert made.fees_fen == 8_000 * 100


def test_a_yearly_fee_counts_for_every_started_year():
    told = cases.story("contacted", term_months=18)

    made = quote(
        told,
        term_months=18,
        fees=(QuotedFee(name="服务费", when="yearly", amount_fen=1_000 * 100),),
    )

    assert made.fees_fen == 2_000 * 100


def test_a_better_quote_is_a_new_row_and_the_old_one_stays():
    told = cases.story("quoted")

    better = quote(told, rate_ppm=33_000, valid_until=date(2026, 4, 10))

    told.reload()
    assert better.no == 2
    assert Quote.objects.get(no=1).rate_ppm == 34_500
    assert told.take_up.due_on == date(2026, 4, 10)


@pytest.mark.parametrize(
    ("fields", "fault"),
    [
        ({"amount_fen": 300 * WAN + 1}, FieldOutOfRange),
        ({"amount_fen": 0}, FieldOutOfRange),
        ({"rate_ppm": 240_001}, FieldOutOfRange),
        ({"rate_ppm": -1}, FieldOutOfRange),
        ({"term_months": 0}, FieldOutOfRange),
        ({"method": "whenever"}, ChoiceUnknown),
        ({"day_count": "act/act"}, ChoiceUnknown),
        ({"security": "smile"}, ChoiceUnknown),
        ({"valid_until": date(2026, 3, 8)}, ValidityOutOfRange),
        ({"valid_until": date(2026, 6, 5)}, ValidityOutOfRange),
        ({"fees": (QuotedFee(name="费", when="upfront", amount_fen=1),)}, Exception),
        ({"fees": (QuotedFee(name="费用", when="monthly", amount_fen=1),)}, ChoiceUnknown),
        ({"fees": (QuotedFee(name="费用", when="upfront", amount_fen=-1),)}, FieldOutOfRange),
        ({"fees": (QuotedFee(name="费用", when="upfront", amount_fen=1),) * 11}, TooManyEntries),
    ],
)
def test_a_quote_that_cannot_be_meant_is_refused(fields, fault):
    told = cases.story("contacted")

    with pytest.raises(fault):
        quote(told, **fields)

    assert not Quote.objects.exists()


def test_no_quote_before_the_firm_was_contacted():
    with pytest.raises(WrongStage):
        quote(cases.story("taken"))


def test_another_bank_cannot_quote_on_a_take_up_that_is_not_its_own():
    told = cases.story("contacted")

    with pytest.raises(TakeUpNotFound):
        submit_quote(
            actor=cases.clerk(), take_up_no=told.take_up.no, terms=cases.terms(), at=told.at
        )


def test_quotes_are_compared_by_all_in_cost_then_rate_then_amount():
    told = cases.story("quoted")
    dear = cases.second_bank(told, rate_ppm=40_000)
    cheap = cases.second_bank(told, rate_ppm=30_000, amount_fen=200 * WAN)

    rows = compare_quotes(told.firm, told.case.no, on=date(2026, 3, 9))

    assert [row.quote for row in rows] == [cheap.quote, told.quote, dear.quote]
    assert [row.cheapest for row in rows] == [True, False, False]
    assert [row.highest for row in rows] == [False, True, True]
    with pytest.raises(CaseNotFound):
        compare_quotes(cases.firm(), told.case.no, on=date(2026, 3, 9))


def test_accepting_releases_the_others_and_ends_their_consents():
    told = cases.story("quoted")
    other, third = cases.second_bank(told), cases.second_bank(told, "taken")

    accept(told)

    for story in (told, other, third):
        story.reload()
    assert told.case.state == Case.State.ACCEPTED
    assert told.case.taken == 1
    assert told.take_up.stage == TakeUp.Stage.ACCEPTED
    assert {other.take_up.release_kind, third.take_up.release_kind} == {"not_chosen"}
    live = Consent.objects.get(ended_at=None)
    assert live.institution_id == told.take_up.institution_id
    assert list(Desk.objects.order_by("pk").values_list("live", flat=True)) == [1, 0, 0]
    assert Outbox.objects.filter(kind="take_up.not_chosen").count() == 2


def test_a_bank_not_chosen_is_not_told_who_was():
    told = cases.story("quoted")
    cases.second_bank(told)

    accept(told)

    notice = Outbox.objects.get(kind="take_up.not_chosen")
    assert told.take_up.institution.name not in str(notice.facts)


def test_accepting_the_same_quote_twice_changes_nothing():
    told = cases.story("quoted")

    assert accept(told) == accept(told)
    assert Acceptance.objects.count() == 1


def test_a_second_quote_cannot_be_accepted_beside_the_first():
    told = cases.story("quoted")
    other = cases.second_bank(told)
    accept(told)

    with pytest.raises(QuoteNotFound):
        accept(told, other.quote)


def test_only_the_newest_quote_of_a_bank_can_be_accepted():
    told = cases.story("quoted")
    quote(told, rate_ppm=33_000)

    with pytest.raises(QuoteSuperseded):
        accept(told)

    told.reload()
    assert told.case.state == Case.State.OPEN
    assert not Acceptance.objects.exists()


def test_a_lapsed_quote_cannot_be_accepted_but_its_last_day_counts():
    told = cases.story("quoted")
    told.at = cases.FRIDAY + timedelta(days=26)
    with pytest.raises(QuoteLapsed):
        accept(told)

    told.at = cases.FRIDAY + timedelta(days=25)
    accept(told)


def test_a_quote_of_another_need_is_not_found():
    told, foreign = cases.story("quoted"), cases.story("quoted")

    with pytest.raises(QuoteNotFound):
        accept(told, foreign.quote)
    with pytest.raises(CaseNotFound):
        accept_quote(actor=foreign.firm, case_no=told.case.no, quote_id=told.quote.pk, at=told.at)


def test_nobody_takes_a_need_that_is_accepted():
    told = cases.story("accepted")

    with pytest.raises(NotOpen):
        take_up_need(actor=cases.clerk(), case_no=told.case.no, at=told.at)


def test_the_firms_time_to_choose_is_given_back_to_the_bank():
    told = cases.story("quoted")
    told.at = cases.FRIDAY + timedelta(days=5)

    accept(told)

    assert told.reload().take_up.decision_due_on == date(2026, 3, 20)


def test_after_acceptance_a_changed_offer_is_a_revised_quote_the_firm_accepts_anew():
    told = cases.story("accepted")

    revised = quote(told, amount_fen=200 * WAN)
    standing = accept(told, revised)

    assert standing.quote == revised
    assert Acceptance.objects.get(ended_at__isnull=False).end_kind == "revised"
    assert told.reload().take_up.stage == TakeUp.Stage.ACCEPTED


def test_a_revised_quote_waits_until_no_proposal_stands():
    told = cases.story("proposed")

    with pytest.raises(ProposalStanding):
        quote(told, amount_fen=200 * WAN)


def test_a_withdrawn_need_takes_no_quote():
    told = cases.story("contacted")
    Case.objects.update(state=Case.State.WITHDRAWN)

    with pytest.raises(WrongState):
        quote(told)


def test_the_firm_cannot_turn_to_another_bank_once_it_has_chosen(monkeypatch):
    told = cases.story("quoted")
    other = cases.second_bank(told)
    accept(told)
    TakeUp.objects.filter(pk=other.take_up.pk).update(
        released_at=None, stage="quoted", release_kind=""
    )

    with pytest.raises(QuoteUnchosen):
        accept(told, other.quote)
