"""Every code people see has words in both languages."""

import pytest
from django.utils import translation

from kerong.cases.models import Case, Rating, TakeUp
from kerong.catalogue.models.listing import DayCount, Guarantee, Method
from kerong.contracts.loans import conditions
from kerong.contracts.loans.figures import Effect
from kerong.contracts.loans.models import Category, Loan, LoanReport, LoanRequest, ReportKind
from kerong.parties.models.organisations import INSTITUTION_KINDS
from kerong.web.words import WORDS, choices, said, together


@pytest.mark.parametrize(
    ("vocabulary", "codes"),
    [
        ("mode", Case.Mode.values),
        ("case_state", Case.State.values),
        ("security", Case.Security.values),
        ("purpose", Case.Purpose.values),
        ("stage", TakeUp.Stage.values),
        ("release", TakeUp.Release.values),
        ("method", Method.values),
        ("day_count", DayCount.values),
        ("level", [str(level) for level in Rating.Level.values]),
        ("report", ReportKind.values),
        ("report_source", LoanReport.Source.values),
        ("early_effect", list(Effect.ALL)),
        ("five_categories", Category.values),
        ("loan_state", Loan.State.values),
        ("loan_request", LoanRequest.Kind.values),
        ("renewal_condition", list(conditions.ALL)),
        ("request_state", LoanRequest.State.values),
        ("listing_guarantee", Guarantee.values),
        ("institution_kind", [code for code, _ in INSTITUTION_KINDS]),
    ],
)
def test_each_code_of_the_models_has_words(vocabulary, codes):
    assert set(WORDS[vocabulary]) == set(codes)
    assert {code for code, _ in choices(vocabulary)} == set(codes)


def test_words_follow_the_language_and_what_has_none_stays_as_it_is():
    with translation.override("en"):
        assert said("credit", "security") == "unsecured"
        assert said(5, "level") == "very satisfied"
    with translation.override("zh-hans"):
        assert said("credit", "security") == "信用"
    assert said("unheard_of", "security") == "unheard_of"
    assert said(None, "security") == said("", "security") == "—"


def test_a_vocabulary_given_twice_is_refused_and_named():
    assert together({"a": {"x": "X"}}, {"b": {"x": "Y"}}) == {"a": {"x": "X"}, "b": {"x": "Y"}}
    with pytest.raises(ValueError, match="'a'"):
        together({"a": {"x": "X"}, "b": {}}, {"a": {"x": "another"}})
