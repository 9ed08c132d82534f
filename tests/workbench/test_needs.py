"""A bank at its bench: finds a need, takes it, quotes, decides, pays out; others see nothing."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
import time_machine
from django.utils import translation

from kerong.cases.models import Case, TakeUp
from kerong.contracts.loans.models import Loan
from kerong.web.sections import industry_name
from tests.build import cases as build
from tests.build.web import signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _calendar_and_clock() -> Iterator[None]:
    """Half an hour after the stories of the builders begin."""
    build.hold_calendar(2026, 2027)
    with time_machine.travel(build.FRIDAY + timedelta(minutes=30), tick=False):
        yield


def test_the_hall_shows_bands_and_never_the_firm() -> None:
    told = build.story("open")

    page = signed_in(told.clerk).get("/workbench/").content.decode()

    assert told.case.no in page
    assert told.case.enterprise.name not in page
    assert str(told.case.enterprise.credit_code) not in page


def test_the_hall_answers_htmx_with_the_cards_alone() -> None:
    told = build.story("open")

    part = signed_in(told.clerk).get("/workbench/", HTTP_HX_REQUEST="true").content.decode()

    assert told.case.no in part
    assert "<html" not in part


def test_taking_a_need_opens_its_page_with_the_firm_on_it() -> None:
    told = build.story("open")

    page = signed_in(told.clerk).post(f"/workbench/needs/{told.case.no}/take-up/", follow=True)

    assert told.case.enterprise.name in page.content.decode()
    assert TakeUp.objects.get().institution_id == told.clerk.institution_id


def test_losing_the_race_is_said_in_words_in_the_hall() -> None:
    told = build.story("taken")
    Case.objects.filter(pk=told.case.pk).update(taken=3)
    late = build.clerk()

    answer = signed_in(late).post(f"/workbench/needs/{told.case.no}/take-up/", follow=True)

    assert answer.redirect_chain == [("/workbench/", 302)]
    assert answer.status_code == 200
    assert "名额" in answer.content.decode()


def test_a_second_click_leads_to_the_take_up_of_the_first() -> None:
    told = build.story("taken")

    again = signed_in(told.clerk).post(f"/workbench/needs/{told.case.no}/take-up/", follow=True)

    assert again.redirect_chain[-1] == (f"/workbench/take-ups/{told.take_up.no}/", 302)
    assert TakeUp.objects.count() == 1


def test_a_hall_that_looks_again_says_that_it_does_so_by_itself() -> None:
    told = build.story("open")
    page = signed_in(told.clerk).get("/workbench/").content.decode()
    assert """hx-headers='{"X-Kerong-Poll": "1"}'""" in page


def test_another_bank_gets_the_same_answer_as_for_nothing() -> None:
    told = build.story("taken")
    stranger = signed_in(build.clerk())

    foreign = stranger.get(f"/workbench/take-ups/{told.take_up.no}/")
    absent = stranger.get("/workbench/take-ups/T2026-999999/")

    assert (foreign.status_code, absent.status_code) == (404, 404)


def test_a_quote_with_a_fee_half_written_is_kept_on_the_page() -> None:
    told = build.story("contacted")
    typed = quote_typed(told.at.date()) | {"fee_1_name": "评估费"}

    answer = signed_in(told.clerk).post(f"/workbench/take-ups/{told.take_up.no}/quote/", typed)

    assert answer.status_code == 400
    assert "评估费" in answer.content.decode()


def test_a_bank_walks_its_side_of_the_job_page_by_page() -> None:
    told = build.story("taken")
    clerk, approver = signed_in(told.clerk), signed_in(told.approver)
    own = f"/workbench/take-ups/{told.take_up.no}/"
    day = told.at.date()

    step(clerk, own + "contact/", {"words": "电话联系法定代表人，约定上门"})
    step(clerk, own + "quote/", quote_typed(day))
    told.reload()
    told.quote = told.take_up.quotes.get()
    build._accepted(told)
    step(
        clerk,
        own + "credit/",
        {"amount": "300", "rate": "3.45", "words": "现金流稳定，同意授信。"},
    )
    step(approver, own + "approval/", {})
    step(
        clerk,
        own + "disbursement/",
        {
            "amount": "300",
            "disbursed_on": day.isoformat(),
            "contract_on": day.isoformat(),
            "reference": "借字 1 号",
        },
    )
    page = clerk.get(own).content.decode()
    loans = clerk.get("/workbench/loans/?export=csv")

    told.reload()
    assert told.case.state == Case.State.DISBURSED
    assert Loan.objects.get().contract_on == day
    assert "/workbench/loans/L" in page
    assert "借字 1 号" in b"".join(loans).decode("utf-8-sig")


def test_after_acceptance_a_quote_is_only_offered_as_other_terms_with_what_that_means() -> None:
    told = build.story("quoted")
    clerk = signed_in(told.clerk)
    own = f"/workbench/take-ups/{told.take_up.no}/"
    before = clerk.get(own)
    build.bring(told, "accepted")

    after, deed = clerk.get(own), clerk.get(own + "quote/").content.decode()

    assert "报价" in [str(each.title) for each in before.context["deeds"]]
    titles = [str(each.title) for each in after.context["deeds"]]
    assert "报价" not in titles
    assert titles[0] == "提出授信"
    assert "另报条件" in titles
    assert "企业已选定贵机构的报价" in deed
    build.bring(told, "proposed")
    titles = [str(each.title) for each in clerk.get(own).context["deeds"]]
    assert "另报条件" not in titles


def test_a_message_from_the_page_reaches_the_thread() -> None:
    told = build.story("taken")
    bank = signed_in(told.clerk)
    own = f"/workbench/take-ups/{told.take_up.no}/"

    answer = bank.post(f"{own}messages/", {"words": "请补充流水"})

    assert (answer.status_code, answer["Location"]) == (302, own)
    assert "请补充流水" in bank.get(own).content.decode()


def test_what_the_firm_authorised_is_shown_and_gone_once_the_take_up_is_left() -> None:
    told = build.story("taken")
    bank = signed_in(told.clerk)
    address = f"/workbench/take-ups/{told.take_up.no}/firm/"

    seen = bank.get(address)
    step(
        bank,
        f"/workbench/take-ups/{told.take_up.no}/refusal/",
        {"code": "R06", "words": "经营现金流不足以覆盖还款来源，暂不支持。"},
    )
    gone = bank.get(address)

    assert seen.status_code == 200
    assert gone.status_code == 404


def test_the_desk_lists_by_deadline_and_finds_by_number() -> None:
    told = build.story("taken")
    bank = signed_in(told.clerk)

    found = bank.get("/workbench/take-ups/", {"find": told.take_up.no}).content.decode()
    absent = bank.get("/workbench/take-ups/", {"find": "T1999"}).content.decode()

    assert told.take_up.no in found
    assert told.take_up.no not in absent


def step(client, address: str, typed: dict[str, str]) -> None:  # type: ignore[no-untyped-def]
    shown = client.get(address)
    assert shown.status_code == 200, address
    answer = client.post(address, typed)
    assert answer.status_code == 302, answer.content.decode()


def quote_typed(day: date) -> dict[str, str]:
    return {
        "amount": "300",
        "rate": "3.45",
        "term_months": "12",
        "method": "annuity",
        "day_count": "30/360",
        "security": "credit",
        "valid_until": (day + timedelta(days=14)).isoformat(),
        "fee_1_when": "upfront",
        "fee_2_when": "upfront",
        "words": "",
        "papers": "营业执照\n近三年财务报表",
    }


def test_a_credited_take_up_says_until_when_to_pay_and_what_else_is_possible() -> None:
    told = build.story("credited")
    url = f"/workbench/take-ups/{told.take_up.no}/"
    client = signed_in(told.clerk)

    in_time = client.get(url).content.decode()
    TakeUp.objects.filter(pk=told.take_up.pk).update(due_on=date(2026, 3, 5))
    late = client.get(url).content.decode()

    assert "如无法放款，请说明理由后婉拒" in in_time
    assert "企业现在随时可以撤回需求" in late
    assert "已批准的授信随之失效" in client.get(f"{url}refusal/").content.decode()


def test_industries_are_english_on_an_english_page() -> None:
    with translation.override("en"):
        assert industry_name("C", "制造业") == "Manufacturing"
        assert industry_name("C39", "计算机制造业") == "Manufacturing · 计算机制造业"
        assert industry_name("?", "不明") == "不明"
    with translation.override("zh-hans"):
        assert industry_name("C", "制造业") == "制造业"
