"""Twice is impossible: however the second attempt is dressed, one payment, and the first named."""

from dataclasses import replace
from datetime import date

import pytest
from stdnum.cn import uscc

from kerong.contracts.subsidies.award_subsidy import award_subsidy
from kerong.contracts.subsidies.cancel_subsidy import cancel_subsidy
from kerong.contracts.subsidies.draft_run import RunDraft, draft_run
from kerong.contracts.subsidies.errors import AlreadyEntitled, NothingLeft
from kerong.contracts.subsidies.models import Payout, Subsidy
from kerong.contracts.subsidies.period import quarter_of
from kerong.contracts.subsidies.preview_award import preview_award
from kerong.kernel.references import check_credit_code
from kerong.parties.lineage import party_of
from kerong.payments.models import Payment
from tests.build import loans, parties, subsidies
from tests.build.cases import WAN

pytestmark = pytest.mark.django_db


@pytest.fixture
def firm():
    subsidies.budget()
    return subsidies.payee()


def refused(award) -> AlreadyEntitled:
    """The second attempt says no, before and when it is decided."""
    seen = preview_award(award=award, on=subsidies.AT.date()).refusal
    with pytest.raises(AlreadyEntitled) as told:
        subsidies.awarded(award)
    assert isinstance(seen, AlreadyEntitled) and seen.facts == told.value.facts
    return told.value


def test_a_double_click_and_a_retry_after_a_lost_reply(firm):
    given = subsidies.award(firm)
    first = subsidies.awarded(given)
    assert subsidies.awarded(given) == subsidies.awarded(replace(given, words="再次提交")) == first

    subsidies.ordered(first)
    with pytest.raises(NothingLeft):
        subsidies.ordered(first)

    assert (Payout.objects.count(), Payment.objects.count()) == (1, 1)


def test_two_operators_with_decisions_of_their_own(firm):
    first = subsidies.awarded(subsidies.award(firm))

    assert refused(subsidies.award(firm)).facts["no"] == first.no


def test_two_programmes_for_one_matter(firm):
    first = subsidies.awarded(subsidies.city(firm))

    told = refused(subsidies.award(firm))

    assert (told.facts["no"], told.facts["programme"]) == (first.no, "city-upgrading")
    assert "city-upgrading" in told.say() and first.no in told.say("en")


def test_matters_that_exclude_one_another_are_one(firm, monkeypatch):
    """扩岗补助 and 吸纳就业补贴: whoever has one does not get the other."""
    from kerong.contracts.subsidies import families

    joined = ("expansion", "hiring")
    monkeypatch.setattr(families, "excluding_one_another", lambda matter, cards: joined)
    first = subsidies.awarded(subsidies.award(firm, family="hiring", matter="person:G-1"))

    other = subsidies.award(firm, family="expansion", matter="person:G-1", clause="other")

    assert refused(other).facts["no"] == first.no


def hired(firm, matter: str, **fields):
    """用工补贴, once: for one person, or for all the firm hired."""
    terms = {"family": "hiring", "matter": matter, "first_month": "once", "last_month": "once"}
    return subsidies.award(firm, **(terms | fields))


def test_a_graduate_is_paid_for_once_whoever_hires(firm):
    first = subsidies.awarded(hired(firm, "person:G-1"))
    other = subsidies.payee()

    assert refused(hired(other, "person:ｇ－1")).facts["no"] == first.no
    assert subsidies.awarded(hired(other, "person:G-2")).granted_fen > 0

    cancel_subsidy(no=first.no, words="未实际到岗", actor=subsidies.officer(), at=subsidies.AT)
    assert subsidies.awarded(hired(other, "person:G-1")).granted_fen > 0
    subsidies.sound()


@pytest.mark.parametrize("matters", [("hiring", "person:G-1"), ("person:G-1", "hiring")])
def test_a_sum_for_all_hired_and_for_one_of_them(firm, matters):
    """Two clauses of one matter: one pays a head at a time, the other by the number of heads."""
    first = subsidies.awarded(hired(firm, matters[0]))

    assert refused(hired(firm, matters[1], clause="other")).facts["no"] == first.no
    assert subsidies.awarded(hired(subsidies.payee(), "hiring")).granted_fen > 0


def test_a_credit_code_under_another_registrar_is_the_same_party(firm):
    """Moved to another district: the code of the registrar changed, the party's own did not."""
    subsidies.awarded(subsidies.award(firm))
    stem = "91500107" + firm.credit_code[8:17]
    code = stem + uscc.calc_check_digit(stem)
    assert check_credit_code(f" {code[:8].lower()} {code[8:]} ") == code
    moved = parties.enterprise("迁址后的企业", credit_code=code)

    assert party_of(moved) == party_of(firm)
    assert refused(subsidies.award(moved)).facts["programme"] == "district-upgrading"


def test_a_loan_split_in_two_is_one_line_of_a_run(firm):
    terms = {"method": "interest-first", "day_count": "act/365", "firm": firm}
    terms |= {"bank": parties.institution(), "disbursed_on": date(2026, 1, 10)}
    halves = [
        loans.loan(principal_fen=50 * WAN, bank_no=no, reference=f"take_up:{no}", **terms)
        for no in ("T-1", "T-2")
    ]
    for half in halves:
        for day in ("2026-02-10", "2026-03-10"):
            loans.report(half, "repayment", day, at=subsidies.AT, interest_fen=1_400_00)
    draft = RunDraft(
        programme="national_2026",
        clause="example-interest",
        budget="upgrading-2026",
        period=quarter_of(date(2026, 1, 1)),
    )

    run = draft_run(draft=draft, actor=subsidies.officer(), at=subsidies.AT)

    line = run.lines.get()
    assert line.loan == halves[0]
    assert all(half.no in line.calculation for half in halves)
    # 100 万 × 1.5 % × 81/365, whoever draws it in how many parts; each half rounded on its own.
    assert line.amount_fen == 2 * 1_664_38


def test_a_period_that_overlaps_by_a_month(firm):
    first = subsidies.awarded(subsidies.award(firm))

    told = refused(subsidies.city(firm, first_month="2026-12", last_month="2027-11"))

    assert (told.facts["no"], told.facts["first"]) == (first.no, "2026-01")
    assert Subsidy.objects.count() == 1


SPELLED = ["p-1", "Ｐ－１", " P -1 ", "P\u200b-1", "P\u20111", "P–1", "P—1", "P−1", "P‐1\u00ad"]


@pytest.mark.parametrize("spelled", SPELLED)
def test_a_matter_in_another_spelling(firm, spelled):
    first = subsidies.awarded(subsidies.award(firm))

    for matter in (f"project:{spelled}", f" project: {spelled} "):
        assert refused(subsidies.award(firm, matter=matter)).facts["no"] == first.no


@pytest.mark.parametrize("matters", [("loan-interest", "loan:L-1"), ("loan:L-1", "loan-interest")])
def test_interest_on_all_loans_of_a_firm_and_on_one_of_them(firm, matters):
    whole, one = (
        subsidies.award(firm, family="loan-interest", clause=f"clause-{no}", matter=matter)
        for no, matter in enumerate(matters)
    )
    first = subsidies.awarded(whole)

    assert refused(one).facts["no"] == first.no
    other = replace(one, reference="decision:other", first_month="2027-01", last_month="2027-12")
    assert subsidies.awarded(other).granted_fen == other.amount_fen


def interest(firm, matter: str, no: int, **fields):
    """A clause that pays interest on the matter."""
    terms = {"family": "loan-interest", "clause": f"clause-{no}", "matter": matter}
    return subsidies.award(firm, **(terms | fields))


@pytest.mark.parametrize("matters", [("project:P-9", "loan:L-1"), ("loan:L-1", "project:P-9")])
def test_interest_on_a_project_is_interest_on_its_loans(firm, matters):
    """Nobody said which loans the project has: it may be any of the firm's."""
    first = subsidies.awarded(interest(firm, matters[0], 1))

    assert refused(interest(firm, matters[1], 2)).facts["no"] == first.no


def test_interest_on_a_project_with_named_loans_leaves_the_others_free(firm):
    project = interest(firm, "project:P-9", 1, covers=("loan:L-1", "loan:l-2"))
    first = subsidies.awarded(project)

    for loan in ("loan:L-1", "loan:L-2", "loan-interest"):
        assert refused(interest(firm, loan, 2)).facts["no"] == first.no
    other = subsidies.awarded(interest(firm, "loan:L-3", 2))
    clash = interest(firm, "project:P-8", 3, covers=("loan:L-3",))
    assert refused(clash).facts["no"] == other.no
    assert refused(interest(firm, "project:P-7", 4)).facts["no"] in {first.no, other.no}
    subsidies.sound()


def test_a_higher_award_for_the_same_project_takes_its_further_loans(firm):
    first = subsidies.awarded(interest(firm, "project:P-9", 1, covers=("loan:L-1",)))
    more = interest(firm, "project:P-9", 2, covers=("loan:L-1", "loan:L-2"), amount_fen=40 * WAN)
    second = subsidies.awarded(more)

    first.refresh_from_db()
    assert first.state == "superseded"
    assert refused(interest(firm, "loan:L-2", 3)).facts["no"] == second.no


def test_when_a_projects_interest_is_called_off_its_loans_are_free(firm):
    first = subsidies.awarded(interest(firm, "project:P-9", 1, covers=("loan:L-1",)))
    cancel_subsidy(no=first.no, words="项目终止", actor=subsidies.officer(), at=subsidies.AT)

    assert subsidies.awarded(interest(firm, "loan:L-1", 2)).state == "held"


def referred(firm, code: str, **fields):
    """引荐奖励: once for each firm that was referred, whoever referred it."""
    terms = {"family": "hnte-referrer", "first_month": "once", "last_month": "once"}
    return subsidies.award(firm, matter=f"firm:{code}", **(terms | fields))


def test_a_referred_firm_is_paid_for_once_and_a_second_one_in_a_later_year(firm):
    code, other = parties.enterprise().credit_code, parties.enterprise().credit_code
    first = subsidies.awarded(referred(firm, code))
    stem = "91500107" + code[8:17]
    moved = stem + uscc.calc_check_digit(stem)  # the same party under another registrar
    rival = subsidies.payee()

    for asking, spelled in ((rival, code), (rival, moved), (firm, f" {moved.lower()} ")):
        assert refused(referred(asking, spelled)).facts["no"] == first.no
    assert refused(referred(rival, code[8:17], clause="other")).facts["no"] == first.no

    later = subsidies.AT.replace(year=2027)
    given = referred(firm, other)
    assert award_subsidy(award=given, actor=subsidies.officer(), at=later).granted_fen > 0
    subsidies.sound()


@pytest.mark.parametrize("whole_first", [True, False])
def test_a_sum_for_all_referred_and_for_one_of_them(firm, whole_first):
    one = referred(firm, parties.enterprise().credit_code, clause="one")
    whole = replace(one, matter="hnte-referrer", clause="whole", reference="decision:whole")
    both = [whole, one] if whole_first else [one, whole]
    first = subsidies.awarded(both[0])

    assert refused(both[1]).facts["no"] == first.no
