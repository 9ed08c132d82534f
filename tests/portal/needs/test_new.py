"""A new need: filled in, kept while typing, checked, published once."""

import pytest
from django.urls import reverse

from kerong.cases.models import Case
from kerong.catalogue.models import StoredFinding
from kerong.kernel import roles
from kerong.portal.models import KeptForm
from tests import build
from tests.build import cases
from tests.build.web import signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("calendar")]
NEW, CHECK, KEPT = "/needs/new/", "/needs/new/check/", "/needs/new/kept/"
TYPED = {
    "amount": "300",
    "term_months": "12",
    "purpose": "working_capital",
    "security": "credit",
    "words": "采购测试机台",
    "mode": "open",
    "addressed_to": "",
    "consent": ["1", "13", "14"],
    "listing": "",
}


def text_of(response) -> str:
    return response.content.decode()


def publishing(client, key="k" * 32, **changes):
    return client.post(CHECK, {**TYPED, "client_key": key, **changes})


def test_a_fresh_form_begins_with_what_is_usual(owner_page):
    said = text_of(owner_page.get(NEW))
    assert '<input type="radio" name="mode" value="open"' in said
    assert said.count("checked") >= 3
    assert "授权接单机构查看哪些数据" in said


def test_what_is_typed_is_kept_without_being_judged_and_stands_there_again(owner_page, owner):
    response = owner_page.post(KEPT, {"amount": "abc", "words": "先写一半", "consent": ["1"]})
    assert response.status_code == 204
    row = KeptForm.objects.get()
    assert (row.person_id, row.enterprise_id) == (owner.person_id, owner.enterprise_id)
    said = text_of(owner_page.get(NEW))
    assert 'value="abc"' in said
    assert "先写一半" in said


def test_keeping_again_changes_the_one_row_and_not_its_key(owner_page):
    owner_page.post(KEPT, {"amount": "1"})
    key = KeptForm.objects.get().client_key
    owner_page.post(KEPT, {"amount": "2", "unknown_field": "x", "csrfmiddlewaretoken": "y"})
    row = KeptForm.objects.get()
    assert (row.client_key, row.fields) == (key, {"amount": ["2"]})


def test_kept_texts_are_bounded(owner_page):
    owner_page.post(KEPT, {"words": "长" * 5000, "consent": [str(n) for n in range(200)]})
    fields = KeptForm.objects.get().fields
    assert len(fields["words"][0]) == 1200
    assert len(fields["consent"]) == 40


def test_nobody_sees_what_a_colleague_has_not_sent(owner_page, enterprise):
    owner_page.post(KEPT, {"words": "保密"})
    colleague = build.actor(roles.FIRM_CLERK, enterprise=enterprise)
    assert "保密" not in text_of(signed_in(colleague).get(NEW))


def test_one_can_begin_anew(owner_page):
    owner_page.post(KEPT, {"words": "旧的"})
    assert owner_page.post("/needs/new/forgotten/").status_code == 302
    assert not KeptForm.objects.exists()
    assert "旧的" not in text_of(owner_page.get(NEW))


def test_errors_stand_on_top_and_at_the_field_and_nothing_typed_is_lost(owner_page):
    response = owner_page.post(NEW, {**TYPED, "amount": "many", "consent": []})
    said = text_of(response)
    assert response.status_code == 400
    assert '<a href="#id_amount">' in said
    assert '<a href="#id_consent_0">' in said
    assert 'value="many"' in said
    assert "采购测试机台" in said


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"amount": "0.5"}, "id_amount"),
        ({"amount": "100001"}, "id_amount"),
        ({"term_months": "0"}, "id_term_months"),
        ({"term_months": "361"}, "id_term_months"),
        ({"mode": "directed"}, "id_addressed_to"),
        ({"mode": "everyone"}, "id_mode_0"),
        ({"purpose": "other", "words": ""}, "id_words"),
        ({"consent": ["33"]}, "id_consent_0"),
    ],
)
def test_each_fault_leads_to_its_field(owner_page, changes, field):
    response = owner_page.post(NEW, {**TYPED, **changes})
    assert f'<a href="#{field}">' in text_of(response)


def test_answers_are_checked_in_words_before_they_are_sent(owner_page):
    assert owner_page.post(NEW, TYPED)["Location"] == CHECK
    said = text_of(owner_page.get(CHECK))
    for words in ("300 万元 · ¥3,000,000.00", "12 个月", "日常经营周转", "信用", "向全部机构公开"):
        assert words in said
    assert "/needs/new/#id_amount" in said
    assert "7 个工作日内作出授信决定" in said
    assert not Case.objects.exists()


def test_publishing_opens_the_need_and_forgets_the_form(owner_page, owner):
    owner_page.post(NEW, TYPED)
    response = publishing(owner_page)
    case = Case.objects.get()
    assert response["Location"] == reverse("portal:need", args=[case.no])
    assert (case.amount_fen, case.term_months, case.mode) == (300_000_000, 12, "open")
    assert case.consent_categories == [1, 13, 14]
    assert not KeptForm.objects.exists()
    assert f"需求 {case.no} 已发布。" in text_of(owner_page.get(response["Location"]))


def test_sending_the_same_page_twice_publishes_once(owner_page):
    owner_page.post(NEW, TYPED)
    first, second = publishing(owner_page), publishing(owner_page)
    assert first["Location"] == second["Location"]
    assert Case.objects.count() == 1


def test_the_same_key_with_other_answers_is_refused_in_words(owner_page):
    publishing(owner_page)
    response = publishing(owner_page, amount="400")
    assert response.status_code == 409
    assert "case.client_key_reused" in text_of(response)
    assert Case.objects.count() == 1


def test_without_answers_the_check_leads_back_to_the_form(owner_page):
    assert owner_page.get(CHECK)["Location"] == NEW
    assert publishing(owner_page, key="")["Location"] == NEW
    assert publishing(owner_page, amount="")["Location"] == NEW


def test_one_institution_alone_can_be_asked(owner_page):
    bank = build.institution("示例银行甲")
    publishing(owner_page, mode="directed", addressed_to=str(bank.pk))
    assert Case.objects.get().addressed_to == bank


def test_only_lenders_that_are_not_suspended_can_be_chosen(owner_page):
    build.institution("示例基金", kind="fund")
    build.institution("停办银行", suspended_at=cases.FRIDAY, suspended_reason="示例")
    said = text_of(owner_page.get(NEW))
    assert "示例基金" not in said
    assert "停办银行" not in said


def test_an_order_from_a_product_fills_the_form(owner_page, product):
    said = text_of(owner_page.get(f"{NEW}?listing={product.code}&amount=500000.00&term=24"))
    assert "来自" in said and product.name in said
    assert 'name="amount" value="50"' in said
    assert 'name="term_months" value="24"' in said
    assert f'value="{product.institution_id}" selected' in said
    assert f'name="listing" value="{product.code}"' in said


@pytest.mark.parametrize("query", ["listing=P999999", "listing=", "amount=5&term=3"])
def test_an_order_of_nothing_begins_an_ordinary_need(owner_page, query):
    said = text_of(owner_page.get(f"{NEW}?{query}"))
    assert "来自" not in said
    assert 'name="amount" value' not in said


def test_what_an_address_asks_beyond_what_a_need_may_is_not_taken(owner_page, product):
    said = text_of(owner_page.get(f"{NEW}?listing={product.code}&amount=-5&term=9999"))
    assert 'name="amount" value' not in said
    assert 'name="term_months" value="12"' in said


def test_a_visitor_is_led_to_sign_in_and_back(visitor):
    response = visitor.get(f"{NEW}?listing=P000001")
    assert response.status_code == 302
    assert "login" in response["Location"]
    assert "listing" in response["Location"]


def test_bank_people_publish_nothing(standing_still):
    bank_clerk = cases.clerk()
    assert signed_in(bank_clerk).get(NEW).status_code == 403
    assert publishing(signed_in(bank_clerk)).status_code == 403
    assert not Case.objects.exists()


def test_a_need_for_a_product_cites_what_was_computed_and_keeps_it(owner_page, product):
    changes = {
        "mode": "directed",
        "addressed_to": str(product.institution_id),
        "listing": product.code,
    }
    publishing(owner_page, **changes)
    case, kept = Case.objects.get(), StoredFinding.objects.get()
    assert case.listing == product
    assert case.finding_digest == kept.digest
    publishing(owner_page, **changes)
    assert (Case.objects.count(), StoredFinding.objects.count()) == (1, 1)


def test_a_product_that_left_the_shelf_is_refused_in_words(owner_page):
    response = publishing(owner_page, listing="P999999")
    assert response.status_code == 400
    assert "case.listing_not_offered" in text_of(response)
    assert not Case.objects.exists()
