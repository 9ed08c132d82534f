"""A quote that stands: it may only be bettered, and two acts at once leave one sound story."""

from datetime import date, timedelta

import pytest

import kerong.cases.accept_quote as accepting
import kerong.cases.release as releasing
from kerong.cases.drafts import QuotedFee
from kerong.cases.errors import ChangedMeanwhile, ValidityOutOfRange
from kerong.cases.models import Acceptance, Case, Quote, TakeUp
from kerong.cases.standing_errors import InstitutionInTime, QuoteWorse
from kerong.cases.withdraw_need import withdraw_need
from kerong.trail.models import Event
from tests.build import cases
from tests.cases.test_quotes import accept, quote

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
WAN = cases.WAN


@pytest.mark.parametrize(
    "fields",
    [
        {"amount_fen": 300 * WAN - 1},
        {"rate_ppm": 34_501},
        {"fees": (QuotedFee(name="服务费", when="upfront", amount_fen=100),)},
        {"valid_until": date(2026, 3, 30)},
    ],
)
def test_while_a_quote_stands_a_new_one_is_not_worse(fields):
    told = cases.story("quoted")

    with pytest.raises(QuoteWorse):
        quote(told, **fields)

    assert Quote.objects.count() == 1
    assert told.reload().take_up.due_on == date(2026, 3, 31)


def test_a_quote_that_lapsed_binds_nobody():
    told = cases.story("quoted")
    told.at = cases.FRIDAY + timedelta(days=26)

    assert quote(told, rate_ppm=40_000, valid_until=date(2026, 4, 20)).no == 2


def test_better_quotes_do_not_hold_the_place_for_ever():
    told = cases.story("quoted")
    quote(told, valid_until=date(2026, 6, 4))  # ninety days from the first quote
    told.at = cases.FRIDAY + timedelta(days=89)

    with pytest.raises(ValidityOutOfRange):
        quote(told, rate_ppm=33_000, valid_until=date(2026, 6, 5))
    assert quote(told, rate_ppm=33_000, valid_until=date(2026, 6, 4)).no == 3


@pytest.mark.parametrize("act", ["accept", "withdraw"])
def test_a_rivals_quote_in_the_same_moment_does_not_undo_what_the_firm_decided(act, monkeypatch):
    """The rival moved on between the firm's reading of its row and the row's release."""
    told = cases.story("quoted")
    rival = cases.second_bank(told, "contacted")
    end = releasing._end

    def move_first(take_up, *args):
        if take_up.pk == rival.take_up.pk:
            monkeypatch.setattr(releasing, "_end", end)
            moved = {"stage": "quoted", "quoted_at": told.at, "due_on": date(2026, 3, 31)}
            TakeUp.objects.filter(pk=take_up.pk).update(**moved)
        return end(take_up, *args)

    monkeypatch.setattr(releasing, "_end", move_first)
    if act == "accept":
        accept(told)
    else:
        withdraw_need(actor=told.firm, case_no=told.case.no, words="资金已落实", at=told.at)

    assert not rival.reload().take_up.is_live
    event = Event.objects.get(stream=f"take_up:{rival.take_up.no}", kind="take_up.released")
    assert event.facts["stage"] == "quoted"


def test_a_revised_quote_accepted_twice_at_once_is_accepted_once(monkeypatch):
    """Both requests read the first acceptance; the other one was committed just before ours."""
    told = cases.story("accepted")
    revised = quote(told, amount_fen=200 * WAN)
    choose_revised = accepting._choose_revised

    def after_the_other(*args, **rest):
        monkeypatch.setattr(accepting, "_choose_revised", choose_revised)
        accept(told, revised)
        choose_revised(*args, **rest)

    monkeypatch.setattr(accepting, "_choose_revised", after_the_other)

    with pytest.raises(ChangedMeanwhile):
        accepting._accept(
            Quote.objects.select_related("take_up", "take_up__case").get(pk=revised.pk),
            Acceptance.objects.get(ended_at=None),
            actor=told.firm,
            at=told.at,
        )


@pytest.mark.parametrize(("stage", "days"), [("accepted", 12), ("credited", 15)])
def test_the_firm_withdraws_from_a_chosen_bank_once_it_is_overdue(stage, days):
    told = cases.story(stage)

    def withdraw(after):
        at = cases.FRIDAY + timedelta(days=after)
        withdraw_need(actor=told.firm, case_no=told.case.no, words="机构逾期", at=at)

    with pytest.raises(InstitutionInTime) as refusal:
        withdraw(days - 1)
    assert str(told.take_up.due_on) in refusal.value.say()
    assert told.reload().take_up.is_live
    withdraw(days)

    told.reload()
    assert (told.case.state, told.case.taken) == (Case.State.WITHDRAWN, 0)
    assert told.take_up.release_kind == "withdrawn"
    assert not Acceptance.objects.filter(ended_at=None).exists()
