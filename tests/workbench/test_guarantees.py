"""Guarantees at the desks: from the approved credit to the letter, review, fees, agreements."""

from dataclasses import replace
from datetime import timedelta

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from kerong.contracts.guarantees.draft_agreement import draft_agreement
from kerong.contracts.guarantees.invoice_fees import invoice_fees
from kerong.contracts.guarantees.models import Agreement, FeeInvoice, Guarantee
from kerong.documents.codes import check_code
from kerong.documents.models import IssuedDocument
from kerong.kernel import roles
from kerong.parties.models import Institution, Person
from kerong.trail.models import Event
from tests.build import cases, guarantees, parties, renewals
from tests.build.cases import WAN
from tests.build.web import signed_in

pytestmark = pytest.mark.django_db
NOW = guarantees.MORNING + timedelta(hours=2)


def text_of(response) -> str:
    return response.content.decode()


@pytest.fixture(autouse=True)
def in_march():
    cases.hold_calendar(2026)
    with time_machine.travel(NOW, tick=False):
        yield


def fresh(actor):
    Person.objects.update(password_set_at=NOW)
    return signed_in(actor)


@pytest.fixture
def world():
    """A credit of 300 万 approved by a bank that signed a batch agreement."""
    told = cases.story("credited")
    bank = Institution.objects.get(pk=told.clerk.institution_id)
    return told, guarantees.agreement(bank)


def asked(told, agreement, amount="300"):
    address = reverse("workbench:guarantee-ask", args=[told.take_up.no])
    client = fresh(told.clerk)
    page = text_of(client.get(address))
    assert agreement.no in page
    typed = {"agreement_no": agreement.no, "amount_fen": amount, "words": ""}
    return client.post(address, typed, follow=True)


def test_the_bank_asks_on_the_page_of_its_credit_and_the_letter_verifies_in_public(world, client):
    told, agreement = world
    desk = text_of(fresh(told.clerk).get(reverse("workbench:take-up", args=[told.take_up.no])))
    assert reverse("workbench:guarantee-ask", args=[told.take_up.no]) in desk
    page = text_of(asked(told, agreement))
    given = Guarantee.objects.get()
    assert (given.state, given.award) == ("issued", f"take_up:{told.take_up.no}")
    letter = IssuedDocument.objects.get(no=given.letter_no)
    code = check_code(letter.no, letter.digest, letter.issued_at)
    assert letter.no in page
    assert code in page
    public = text_of(client.get(reverse("portal:verify"), {"no": letter.no, "code": code}))
    assert "担保函" in public
    wrong = text_of(client.get(reverse("portal:verify"), {"no": letter.no, "code": "2" * 16}))
    assert "担保函" not in wrong
    cases.bring(told, "disbursed")
    given.refresh_from_db()
    assert (given.state, given.balance_fen) == ("effective", 300 * WAN)
    assert given.loan_id == told.loan.pk


def test_every_side_reads_the_letter_as_pdf_and_a_stranger_does_not(world):
    told, agreement = world
    asked(told, agreement)
    no = Guarantee.objects.get().no
    guarantor = parties.actor(roles.INSTITUTION_CLERK, institution=agreement.guarantor)
    doors = (("workbench", told.clerk), ("workbench", guarantor), ("portal", told.firm))
    doors += (("console", cases.officer()), ("console", parties.actor(roles.AUDITOR)))
    for site, actor in doors:
        answer = fresh(actor).get(reverse(f"{site}:guarantee-letter", args=[no]))
        assert answer.content.startswith(b"%PDF-1.")
        page = fresh(actor).get(reverse(f"{site}:guarantee", args=[no]))
        assert (page.status_code, no in text_of(page)) == (200, True)
    stranger = fresh(parties.actor(roles.INSTITUTION_CLERK))
    assert stranger.get(reverse("workbench:guarantee-letter", args=[no])).status_code == 404


def test_a_stop_is_shown_with_its_clause_and_source_in_both_languages(world):
    told, agreement = world
    tight = guarantees.agreement(
        agreement.bank, agreement.guarantor, ticket_cap_fen=300 * WAN - 1, firm_cap_fen=300 * WAN
    )
    page = text_of(asked(told, tight))
    assert "超过单笔上限 2999999.99 元" in page
    assert f"银担合作协议 {tight.no}" in page
    client = fresh(told.clerk)
    client.cookies["django_language"] = "en"
    no = Guarantee.objects.get(state="stopped").no
    address = reverse("workbench:guarantee", args=[no])
    english = text_of(client.get(address, headers={"accept-language": "en"}))
    assert "above the ticket cap" in english or "超过单笔上限" in english


def test_a_single_request_is_answered_at_the_guarantors_desk_by_two(world):
    told, agreement = world
    single = guarantees.agreement(agreement.bank, agreement.guarantor, form="single")
    asked(told, single)
    no = Guarantee.objects.get().no
    held = guarantees.Sides(single.bank, single.guarantor, told.case.enterprise, single)
    clerk, approver = held.guarantors_clerk, held.guarantors_approver

    def post(actor, step, **fields):
        address = reverse(f"workbench:guarantee-{step}", args=[no])
        return fresh(actor).post(address, fields, follow=True)

    opinion = {"grounds": "经营稳定，同意按协议提供担保。"}
    assert post(clerk, "opinion", **opinion).status_code == 422
    form = fresh(clerk).get(reverse("workbench:guarantee-diligence", args=[no])).context["form"]
    answers = {f"answer_{code}": "yes" for code in form.codes}
    assert post(clerk, "diligence", **answers).status_code == 200
    assert post(clerk, "opinion", **opinion).status_code == 200
    seen = fresh(approver).get(reverse("workbench:guarantee-approval", args=[no])).context["form"]
    post(approver, "approval", proposed_at=seen.initial["proposed_at"])
    assert Guarantee.objects.get().state == "issued"
    kinds = set(Event.objects.filter(stream=f"guarantee:{no}").values_list("kind", flat=True))
    assert {"guarantee.asked", "guarantee.proposed", "guarantee.letter_issued"} <= kinds


def test_an_agreement_is_drafted_by_the_guarantor_and_signed_by_the_bank():
    bank, guarantor = parties.institution(), parties.institution(kind="guarantor")
    clerk = fresh(parties.actor(roles.INSTITUTION_CLERK, institution=guarantor))
    typed = {
        "bank_id": bank.pk, "programme": "sci-plan", "split_key": "sci40", "form": "batch",
        "covered_ppm": "80", "reguarantee_ppm": "40", "ticket_cap_fen": "1000",
        "firm_cap_fen": "3000", "fee_ppm": "1", "fee_timing": "quarterly", "claim_line_ppm": "5",
        "claim_after_days": "60", "claim_within_days": "30", "letter_days": "90",
        "tail_months": "6", "classes": ["hnte"], "from_on": "2026-03-01", "to_on": "2027-02-28",
    }  # fmt: skip
    new = reverse("workbench:guarantee-agreement-new")
    assert clerk.post(new, typed | {"covered_ppm": "90"}).status_code == 400
    clerk.post(new, typed)
    drafted = Agreement.objects.get()
    approver = fresh(parties.actor(roles.INSTITUTION_APPROVER, institution=bank))
    approver.post(reverse("workbench:guarantee-agreement-sign", args=[drafted.no]))
    drafted.refresh_from_db()
    assert (drafted.state, drafted.classes, drafted.covered_ppm) == ("signed", "hnte", 800_000)
    office = fresh(cases.officer())
    page = text_of(office.get(reverse("console:guarantee-agreement", args=[drafted.no])))
    assert "80.00%" in page


def test_the_guarantor_closes_an_invoice_and_takes_lists_as_files():
    held, letter, _ = guarantees.in_force()
    invoice_fees(guarantees.MORNING.replace(month=6, day=6))
    row = FeeInvoice.objects.get(kind="guarantee")
    june = guarantees.MORNING.replace(month=6, day=8)
    with time_machine.travel(june, tick=False):
        Person.objects.update(password_set_at=june)
        clerk = signed_in(held.guarantors_clerk)
        Person.objects.update(password_set_at=june)
        address = reverse("workbench:guarantee-fee-receipt", args=[row.pk])
        clerk.post(address, {"received_on": "2026-06-07", "reference": "流水-9"})
        row.refresh_from_db()
        assert row.state == "paid"
        assert letter.no in text_of(clerk.get(reverse("workbench:guarantees")))
        assert "25,205.48" in text_of(clerk.get(reverse("workbench:guarantee-fees")))
        filing = clerk.get(reverse("workbench:guarantee-filing"), {"month": "2026-03"})
        assert letter.letter_no in text_of(filing)
        asking = {"month": "2026-03", "export": "csv"}
        csv = text_of(clerk.get(reverse("workbench:guarantee-filing"), asking))
        assert letter.no in csv
        bad = clerk.get(reverse("workbench:guarantee-filing"), {"month": "2026-13"})
        assert bad.status_code == 404


def test_an_officer_suspends_a_programme_and_lets_it_run_again(world):
    told, agreement = world
    office = fresh(cases.officer())
    page = text_of(office.get(reverse("console:guarantees")))
    assert "支持科技创新专项担保计划" in page
    office.post(
        reverse("console:guarantee-suspend", args=["sci-plan"]),
        {"guarantor": "", "words": "代偿率异常，暂停新增"},
    )
    assert "代偿率异常，暂停新增" in text_of(asked(told, agreement))
    shown = office.get(reverse("console:guarantee-programme", args=["sci-plan"]))
    (suspension,) = shown.context["programme"].suspensions
    resumed = {"key": "sci-plan", "suspension_id": suspension.pk}
    office.post(reverse("console:guarantee-resume", kwargs=resumed), {"words": "恢复办理业务"})
    asked(told, agreement)
    assert Guarantee.objects.filter(state="issued").count() == 1


def test_a_renewal_that_was_granted_is_guaranteed_from_its_own_page():
    held = guarantees.sides(split_key="30-20-50")
    loan = guarantees.in_force(held)[2]
    asked, clerk, _ = renewals.granted(loan)
    address = reverse("workbench:loan-request", args=[asked.no])
    ask = reverse("workbench:guarantee-renewal", args=[asked.no])
    with time_machine.travel(renewals.ASKED + timedelta(hours=1), tick=False):
        Person.objects.update(password_set_at=renewals.ASKED)
        client = signed_in(clerk)
        assert ask in text_of(client.get(address))
        form = text_of(client.get(ask))
        assert address in form and held.agreement.no in form
        typed = {"agreement_no": held.agreement.no, "amount_fen": "1000", "words": ""}
        page = text_of(client.post(ask, typed, follow=True))
        new = Guarantee.objects.get(renews__isnull=False)
        assert new.state == "issued" and new.renews.no in page
        after = text_of(client.get(address))
    assert new.no in after and ask not in after


def test_the_page_says_who_bears_which_part_of_the_liability():
    held = guarantees.sides(split_key="30-20-50")
    letter = guarantees.in_force(held)[1]
    page = text_of(fresh(held.clerk).get(reverse("workbench:guarantee", args=[letter.no])))
    assert "政府风险补偿资金 ¥3,000,000.00" in page
    assert f"{held.guarantor.name} ¥5,000,000.00" in page
    board = text_of(fresh(cases.officer()).get(reverse("console:guarantees")))
    assert "8,000,000.00" in board and "5,000,000.00" in board


def test_a_request_is_sent_back_refused_or_withdrawn_with_words_on_its_page(world):
    told, agreement = world
    single = guarantees.agreement(agreement.bank, agreement.guarantor, form="single")
    asked(told, single)
    no = Guarantee.objects.get().no
    held = guarantees.Sides(single.bank, single.guarantor, told.case.enterprise, single)

    def post(actor, step, **fields):
        address = reverse(f"workbench:guarantee-{step}", args=[no])
        return fresh(actor).post(address, fields, follow=True)

    paper = SimpleUploadedFile("审计报告.pdf", b"%PDF-1.4 sample", content_type="application/pdf")
    assert post(held.guarantors_clerk, "papers", title="", file="").status_code == 400
    shown = text_of(post(held.guarantors_clerk, "papers", title="审计报告", file=paper))
    assert "审计报告" in shown
    guarantees.diligence(held, Guarantee.objects.get())
    post(held.guarantors_clerk, "opinion", grounds="经营稳定，同意按协议提供担保。")
    back = post(held.guarantors_approver, "return", words="请补充两年财务报表后再报")
    assert (back.status_code, Guarantee.objects.get().state) == (200, "asked")
    assert "请补充两年财务报表" in str(Event.objects.get(kind="guarantee.returned").facts)
    assert post(held.guarantors_clerk, "refusal", words="短").status_code == 400
    assert post(told.clerk, "refusal", words="银行不能代担保机构答复").status_code == 422
    post(told.clerk, "withdrawal", words="企业改用抵押，不再需要担保")
    assert Guarantee.objects.get().state == "withdrawn"

    asked(told, single)
    no = Guarantee.objects.get(state="asked").no
    post(held.guarantors_clerk, "refusal", words="行业集中度已达上限，本次不予担保")
    assert Guarantee.objects.get(no=no).state == "refused"
    assert "行业集中度" in text_of(fresh(told.clerk).get(reverse("workbench:guarantee", args=[no])))


def test_an_offered_agreement_is_declined_by_the_bank_with_words():
    bank, guarantor = parties.institution(), parties.institution(kind="guarantor")
    clerk = parties.actor(roles.INSTITUTION_CLERK, institution=guarantor)
    draft = replace(guarantees.DRAFT, bank_id=bank.pk)
    offered = draft_agreement(actor=clerk, draft=draft, at=guarantees.MORNING)
    address = reverse("workbench:guarantee-agreement-decline", args=[offered.no])
    approver = fresh(parties.actor(roles.INSTITUTION_APPROVER, institution=bank))

    assert approver.post(address, {"words": ""}).status_code == 400
    assert approver.post(address, {"words": "费率高于同业，不予签署"}).status_code == 302

    offered.refresh_from_db()
    assert offered.state == "declined"
