"""Forms: exact integers from what people type, errors that lead to their field."""

import pytest
from django import forms
from django.http import QueryDict
from django.utils import translation

from kerong.web.forms import (
    WAN,
    YUAN,
    FilterForm,
    KerongForm,
    MoneyField,
    RateField,
    typed_number,
)


class Order(KerongForm):
    amount = MoneyField(label="Amount", unit=WAN, most_fen=1_000_000_000)
    rate = RateField(label="Rate", required=False)
    kinds = forms.MultipleChoiceField(
        label="Kinds", choices=[("a", "A"), ("b", "B")], widget=forms.CheckboxSelectMultiple
    )

    def clean(self):
        if self.cleaned_data.get("amount") == 13_000_000:
            raise forms.ValidationError("Unlucky.")


@pytest.fixture(autouse=True)
def in_english():
    with translation.override("en"):
        yield


def bound(address: str) -> Order:
    form = Order(QueryDict(address))
    form.is_valid()
    return form


@pytest.mark.parametrize(
    ("typed", "fen"),
    [
        ("300", 300_000_000),
        ("0.01", 10_000),
        ("１２.５", 12_500_000),
        ("1,000", 1_000_000_000),
        (" 3 ", 3_000_000),
        ("¥3", 3_000_000),
        ("0.000001", 1),
    ],
)
def test_wan_become_whole_fen(typed, fen):
    assert MoneyField(unit=WAN).clean(typed) == fen


@pytest.mark.parametrize(
    ("typed", "fen"), [("18600", 1_860_000), ("18,600.05", 1_860_005), ("0.01", 1)]
)
def test_yuan_become_whole_fen(typed, fen):
    assert MoneyField(unit=YUAN).clean(typed) == fen


@pytest.mark.parametrize("unit", [WAN, YUAN])
@pytest.mark.parametrize(
    ("typed", "fen"),
    [
        ("3 万", 3_000_000),
        ("1.2亿元", 12_000_000_000),
        ("５００ 万元", 500_000_000),
        ("80 元", 8_000),
    ],
)
def test_a_unit_typed_with_the_amount_is_what_was_meant(unit: str, typed: str, fen: int) -> None:
    assert MoneyField(unit=unit).clean(typed) == fen


@pytest.mark.parametrize("unit", [WAN, YUAN])
@pytest.mark.parametrize(
    "typed", ["many", "1e9", "1_000", "NaN", "inf", "--3", "3 亿万", "万", "元", "0.0000001"]
)
def test_what_is_no_amount_is_refused(unit, typed):
    with pytest.raises(forms.ValidationError) as refusal:
        MoneyField(unit=unit).clean(typed)
    assert refusal.value.code == "unreadable"


def test_limits_are_told_in_the_unit_of_the_field():
    with pytest.raises(forms.ValidationError, match="At least 1 10,000 CNY"):
        MoneyField(unit=WAN, least_fen=1_000_000).clean("0.5")
    with pytest.raises(forms.ValidationError, match="At most 1000 10,000 CNY"):
        MoneyField(unit=WAN, most_fen=1_000_000_000).clean("1000.01")
    assert MoneyField(unit=WAN, most_fen=1_000_000_000).clean("1000") == 1_000_000_000


def test_an_optional_amount_may_be_missing_and_a_needed_one_not():
    assert MoneyField(required=False).clean("") is None
    with pytest.raises(forms.ValidationError):
        MoneyField().clean("")


@pytest.mark.parametrize(
    ("fen", "shown"), [(300_000_000, "300"), (12_345, "0.012345"), (1, "0.000001")]
)
def test_what_is_held_comes_back_as_it_was_typed(fen, shown):
    field = MoneyField(unit=WAN)
    assert field.prepare_value(fen) == shown
    assert field.clean(shown) == fen


@pytest.mark.parametrize(
    ("typed", "ppm"), [("3.45", 34_500), ("3.45%", 34_500), ("0", 0), ("2.8525", 28_525)]
)
def test_percents_become_whole_ppm(typed, ppm):
    assert RateField().clean(typed) == ppm


@pytest.mark.parametrize("typed", ["abc", "3.45678", "1e-2", "-1", "36.01"])
def test_rates_outside_what_is_sensible_are_refused(typed):
    with pytest.raises(forms.ValidationError):
        RateField().clean(typed)


def test_the_error_summary_leads_to_each_field_in_order():
    form = bound("amount=many&rate=x")
    assert [place for place, _ in form.error_list] == ["id_amount", "id_rate", "id_kinds_0"]
    assert form.error_list[0][1].startswith("Amount: Write an amount")


def test_errors_of_the_whole_form_stand_first_and_lead_nowhere():
    assert bound("amount=13&kinds=a").error_list == [("", "Unlucky.")]


def test_a_fresh_form_accuses_nobody():
    assert Order().error_list == []
    assert "aria-invalid" not in str(Order())


def test_fields_are_drawn_with_hint_error_and_group_for_every_reader():
    drawn = str(bound("amount=many"))
    assert 'aria-invalid="true"' in drawn
    assert '<p class="wrong">' in drawn
    assert "<fieldset" in drawn and "<legend>Kinds" in drawn
    assert '<span class="optional">(optional)</span>' in drawn
    assert "<span>10,000 CNY</span>" in drawn


def test_what_was_typed_is_kept_and_escaped():
    drawn = str(bound("amount=%22%3E%3Cscript%3E&kinds=a"))
    assert "<script>" not in drawn
    assert "&quot;&gt;&lt;script&gt;" in drawn


class Narrowed(FilterForm):
    size = forms.ChoiceField(choices=[("", "all"), ("small", "small")], required=False)
    least = MoneyField(unit=WAN, required=False)


def test_filters_that_cannot_be_read_count_as_not_asked():
    filters = Narrowed.of(QueryDict("size=huge&least=100"))
    assert filters.asked("size") is None
    assert filters.asked("least") == 100_000_000


@pytest.mark.parametrize("value", [None, "", "  "])
def test_nothing_typed_is_nothing(value):
    assert typed_number(value) == ""


def test_a_rate_may_open_below_nought_and_says_both_ends() -> None:
    field = RateField(least_ppm=-50_000, most_ppm=240_000)

    assert field.clean("-0.15") == -1_500
    with pytest.raises(forms.ValidationError, match=r"-5.*24"):
        field.clean("-5.01")
