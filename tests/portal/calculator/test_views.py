"""The calculator's page: for a firm, for a visitor, while typing, without a script."""

import json
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests import build
from tests.build import cases, catalogue, evidence, parties, policies
from tests.build.web import signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("calendar", "product")]
URL = "/calculator/"


def text_of(response) -> str:
    return response.content.decode()


def typing(client, address=""):
    return client.get(URL + address, headers={"HX-Request": "true"})


def test_a_firm_sees_its_facts_with_source_and_what_it_could_get(owner_page):
    said = text_of(owner_page.get(URL))
    assert "渝芯测试技术（示例）有限公司" in said
    assert "最高单笔测算额度（非授信承诺）" in said
    assert "税务部门 · 2026-02-01" in said
    assert 'name="f.tax_paid" data-was="10" value="10"' in said
    assert "补充后影响 1 项产品" in said
    assert "小额快贷" in said
    assert "待补数据" in said


def test_each_reason_puts_seen_beside_asked_with_its_clause(owner_page):
    said = text_of(owner_page.get(URL))
    assert "年纳税 5 万元 以上" in said or "年纳税 5 万元以上" in said
    assert "第三条" in said
    assert "10 万元" in said


def test_policies_are_not_counted_while_there_are_none(owner_page):
    said = text_of(owner_page.get(URL))
    assert "可享政策" in said
    assert "目前没有施行中的政策。" in said
    assert "¥0.00" not in said


def test_typing_answers_with_the_right_side_alone_and_a_short_address(owner_page):
    response = typing(
        owner_page, "?f.is_overdue_now=false&f.tax_paid=10&kind=loan&sort=limit&chip="
    )
    said = text_of(response)
    assert "<html" not in said
    assert said.lstrip().startswith('<div id="answers"')
    assert response["HX-Replace-Url"] == "/calculator/?f.is_overdue_now=false"
    assert "50 万元" in said
    notes = json.loads(re.search(r'id="notes" type="application/json">(.*?)</script>', said)[1])
    assert notes["is_overdue_now"]["edited"]
    assert notes["tax_paid"] == {"edited": False, "wrong": False, "words": ""}


def test_an_address_with_a_what_if_opens_with_it(owner_page):
    said = text_of(owner_page.get(f"{URL}?f.is_overdue_now=false&f.tax_paid=1"))
    assert "原为 10 万元" in said
    assert "试改 2 项" in said
    assert "差一步" in said


def test_what_was_tried_is_never_kept(owner_page, enterprise):
    owner_page.get(f"{URL}?f.tax_paid=1")
    assert 'name="f.tax_paid" data-was="10" value="10"' in text_of(owner_page.get(URL))


def test_what_cannot_be_read_is_said_at_the_field(owner_page):
    said = text_of(owner_page.get(f"{URL}?f.tax_paid=many"))
    assert 'aria-invalid="true" aria-describedby="note-tax_paid"' in said
    assert 'value="many"' in said


def test_a_form_sent_without_a_script_leads_to_the_short_address(owner_page):
    response = owner_page.get(
        f"{URL}?f.tax_paid=10&f.operating_revenue=3860&f.is_overdue_now=false"
    )
    assert response.status_code == 302
    assert response["Location"] == "/calculator/?f.is_overdue_now=false"


def test_a_visitor_types_and_chooses_public_examples_only(visitor):
    sample = parties.enterprise("示例一号（示例）有限公司", is_sample=True)
    private = parties.enterprise("某某真实有限公司")
    listed = parties.enterprise("某上市公司", scheme="stock_code", scheme_value="688981")
    said = text_of(visitor.get(URL))
    assert "自行填写" in said
    assert sample.name in said and listed.name in said
    assert private.name not in said


def test_a_visitor_computes_with_the_published_figures_of_a_listed_firm(visitor):
    listed = parties.enterprise("某上市公司", scheme="stock_code", scheme_value="688981")
    evidence.observe(listed, {"tax_paid": "1000000000"}, source="annual_report")
    said = text_of(visitor.get(f"{URL}?firm=stock_code:688981"))
    assert 'value="1000"' in said
    assert '<option value="stock_code:688981" selected>' in said


def test_only_what_a_listed_firm_published_is_open_to_a_visitor(visitor):
    listed = parties.enterprise("某上市公司", scheme="stock_code", scheme_value="688981")
    evidence.observe(listed, {"tax_paid": "1000000000"}, source="annual_report")
    evidence.observe(listed, {"operating_revenue": "77700000000"}, source="tax_bureau")
    said = text_of(visitor.get(f"{URL}?firm=stock_code:688981"))
    assert 'value="1000"' in said
    assert "77700" not in said and "税务部门" not in said


def test_a_firm_without_a_credit_code_is_not_public_for_that(visitor):
    foreign = parties.enterprise("某外资代表处", scheme="passport", scheme_value="X1")
    evidence.observe(foreign, {"tax_paid": "1000000000"}, source="firm_statement")
    said = text_of(visitor.get(URL, {"firm": "passport:X1"}))
    assert foreign.name not in said
    assert 'value="1000"' not in said


def test_the_list_of_listed_firms_is_bounded(visitor):
    for n in range(55):
        parties.enterprise(f"上市{n:02}", scheme="stock_code", scheme_value=f"{n:06}")
    assert text_of(visitor.get(URL)).count('<option value="stock_code:') == 50


@pytest.mark.parametrize("key", ["91500000MA00000000", "stock_code:nothing", "' OR 1=1", ":"])
def test_a_firm_that_is_nobodys_to_see_leaves_the_sheet_empty(visitor, enterprise, key):
    said = text_of(visitor.get(URL, {"firm": key or enterprise.credit_code}))
    assert enterprise.name not in said


def test_a_private_firms_code_opens_nothing_for_a_visitor_or_another_firm(visitor, enterprise):
    for client in (visitor, signed_in(cases.firm())):
        said = text_of(client.get(URL, {"firm": enterprise.credit_code}))
        assert enterprise.name not in said
        assert 'value="10"' not in said


def test_further_cards_come_alone(owner_page):
    people = catalogue.bank_people(build.institution("示例银行甲"))
    for n in range(25):
        catalogue.on_shelf(people, catalogue.form(f"产品{n:02}"))
    first = text_of(owner_page.get(URL))
    assert first.count('<article class="card product"') == 20
    more = text_of(typing(owner_page, "?page=2&part=cards"))
    assert more.count('<article class="card product"') == 6
    assert "<html" not in more and 'id="answers"' not in more


def test_ordering_is_one_link_with_what_was_computed(owner_page, product):
    said = text_of(owner_page.get(f"{URL}?f.is_overdue_now=false"))
    wanted = f"{reverse('portal:need-new')}?listing={product.code}&amp;amount=500000.00&amp;term=12"
    assert wanted in said


def test_the_number_of_queries_does_not_grow_with_the_shelf(owner_page):
    def queries() -> int:
        owner_page.get(URL)
        with CaptureQueriesContext(connection) as asked:
            owner_page.get(URL)
        return len(asked)

    few = queries()
    people = catalogue.bank_people()
    for n in range(5):
        catalogue.on_shelf(people, catalogue.form(f"产品{n:02}"))
    assert queries() == few <= 13


def test_in_english(owner_page):
    owner_page.cookies["django_language"] = "en"
    said = text_of(owner_page.get(URL))
    assert "Highest single estimated limit (not a promise of credit)" in said
    assert '<html lang="en"' in said
    assert "tax paid in the year" in said


def test_each_headline_leads_to_the_product_behind_it(owner_page, product):
    said = text_of(owner_page.get(f"{URL}?f.is_overdue_now=false"))
    link = f'<a href="/products/{product.code}/" hx-boost="false">{product.name}</a>'
    assert said.count(link) == 3  # limit, rate, all-in cost
    assert 'href="/profile/"' in said


def test_terms_after_a_policy_stand_beside_the_plain_ones(visitor):
    """500,000 at 3.6 %: 18,000 a year; half of an LPR of 3.1 % takes 7,750 of it off."""
    policies.publish("beibei-ip-interest")
    people = catalogue.bank_people()
    catalogue.on_shelf(people, catalogue.form("知识产权质押贷", guarantee="ip_pledge"))
    known = "?f.tax_paid=10&f.founded_on=2020-03-01&f.is_overdue_now=false&f.invention_patents=1"

    said = text_of(visitor.get(URL + known + "&f.division_code=500109"))
    assert "全期少付 ¥7,750.00" in said
    assert "年利率 2.05%" in said
    assert "3.60%" in said
    assert "知识产权质押贷款贴息" in said
    assert "全期少付" not in text_of(visitor.get(URL + known + "&f.division_code=500107"))
