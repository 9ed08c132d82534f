"""Applications at the browser: a clause taken on, applied for, mended once, decided in public."""

from collections.abc import Iterator
from datetime import datetime

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from kerong.cases.applications.work_list import work_list
from kerong.cases.models import Application, ClauseDesk, EligibleList
from kerong.catalogue import effects
from kerong.kernel import roles
from kerong.kernel.actor import Actor
from kerong.parties.models import Person
from tests.build import applications, cases, parties
from tests.build.applications import PUBLIC_DAYS, RENT, REWARD, REWARD_FEN, Opened, Story
from tests.build.cases import FRIDAY
from tests.build.web import hidden, signed_in, text

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> Iterator[time_machine.Traveller]:
    monkeypatch.setattr(effects, "_handlers", {})
    applications.carried_out(Opened())
    applications.world()
    with time_machine.travel(FRIDAY, tick=False) as moment:
        yield moment


def taken(actor: Actor, address: str, **form: object) -> None:
    answer = signed_in(actor).post(address, form)
    assert answer.status_code == 302, (address, answer.content.decode()[-3000:])
    assert answer["location"].startswith(("/console/", "/applications/")), answer["location"]


def moved(clock: time_machine.Traveller, moment: datetime) -> None:
    """Weeks later; nobody's password has grown old meanwhile."""
    clock.move_to(moment)
    Person.objects.update(password_set_at=moment)


def refused(actor: Actor, address: str, *, status: int, **form: object) -> str:
    answer = signed_in(actor).post(address, form)
    assert answer.status_code == status, (address, answer.status_code)
    return str(answer.content.decode())


def arrangement(lead: int, *reviewers: int, **fields: object) -> dict[str, object]:
    asked = {
        "papers": "证明\n\n 发票 ",
        "budget": "demo-2026",
        "adopts": "示例〔2026〕1 号",
    }
    return {"lead_id": lead, "reviewers": reviewers, "publicity_days": 7} | asked | fields


def test_an_office_takes_a_clause_on_by_its_form_and_changes_how_it_handles_it() -> None:
    lead, other = parties.department(), parties.department()
    officer = applications.officer(lead)
    address = f"/console/clause-desks/{REWARD}/"
    assert f'value="{lead.pk}" selected' in text(officer, address)

    taken(officer, address, **arrangement(lead.pk, lead.pk, other.pk))

    desk = ClauseDesk.objects.get()
    assert (desk.lead_id, desk.publicity_days, desk.papers) == (
        lead.pk,
        7,
        ["证明", "发票"],
    )
    assert [each.department_id for each in desk.reviewers.all()] == [other.pk]  # not the lead
    taken(officer, address, **arrangement(lead.pk, publicity_days=10, decides_at_once="on"))
    desk.refresh_from_db()
    assert (desk.publicity_days, desk.decides_at_once, desk.reviewers.count()) == (10, True, 0)


def test_a_desk_is_refused_at_the_field_for_another_office_and_to_who_only_reads() -> None:
    lead, other = parties.department(), parties.department()
    officer = applications.officer(lead)
    address = f"/console/clause-desks/{REWARD}/"

    short = refused(officer, address, status=400, **arrangement(lead.pk, publicity_days=2))
    assert 'name="publicity_days"' in short and "发票" in short, "nothing typed is lost"
    foreign = refused(officer, address, status=422, **arrangement(other.pk))
    assert "application.not_this_office" in foreign
    refused(officer, "/console/clause-desks/NO-SUCH/", status=404, **arrangement(lead.pk))
    auditor = parties.actor(roles.AUDITOR)
    refused(auditor, address, status=403, **arrangement(lead.pk))
    assert not ClauseDesk.objects.exists()


def applied(told: Story) -> str:
    """Asked for and sent through the firm's pages."""
    address = f"/applications/new/{REWARD}/"
    kept = signed_in(told.firm).post(f"{address}kept/", {"words": "一半"})
    assert kept.status_code == 204
    assert "一半" in text(told.firm, address), "what was typed is kept"
    taken(told.firm, address, words="本年新认定高新技术企业。", client_key="a")
    no = Application.objects.get().no
    taken(told.firm, f"/applications/{no}/steps/submission/")
    return no


def test_what_a_draft_says_is_changed_until_it_is_sent() -> None:
    told = applications.begin(applications.firm(is_newly_attracted="false"))
    address = f"/applications/new/{REWARD}/"
    taken(told.firm, address, words="", asked="1000", client_key="a")
    no = Application.objects.get().no
    mine = f"/applications/{no}/"
    why = refused(told.firm, f"{mine}steps/submission/", status=400)
    assert f"{address}?change={no}" in why  # the way to what is missing

    shown = text(told.firm, f"{address}?change={no}")
    assert 'value="1000.00"' in shown and 'value="a"' in shown
    taken(told.firm, f"{address}?change={no}", words="引进协议已签，见附件一。", client_key="a")
    taken(told.firm, f"{mine}steps/submission/")

    row = Application.objects.get()
    assert (row.state, row.words, row.asked_fen) == ("submitted", "引进协议已签，见附件一。", None)
    assert "?change=" not in text(told.firm, mine)
    late = signed_in(told.firm).get(f"{address}?change={no}")
    assert late["location"] == mine  # as it was sent it stays
    absent = signed_in(told.firm).get(f"{address}?change=A2026-999999")
    assert absent.status_code == 404


def test_sent_back_once_mended_seen_ahead_decided_by_two_and_made_public(
    clock: time_machine.Traveller,
) -> None:
    told = applications.begin()
    no = applied(told)
    firm, officer, chief = told.firm, told.officer, told.chief
    desk, mine = f"/console/applications/{no}/", f"/applications/{no}/"

    taken(officer, f"{desk}steps/correction/", items="营业执照\n认定证书", words="请一并补齐")
    assert "认定证书" in text(firm, mine)
    taken(firm, f"{mine}steps/answer/", words="已补齐，见附件。")
    once = refused(officer, f"{desk}steps/correction/", status=409, items="再补", words="再补一次")
    assert "补正" in once
    taken(officer, f"{desk}steps/acceptance/")
    for each in (officer, told.reviewer):
        taken(each, f"{desk}steps/review/", opinion="agree", amount="300000")
    taken(officer, f"{desk}steps/proposal/", outcome="grant", amount="300000", words="条件属实。")
    assert no in Client().get("/publicity/").content.decode()
    early = text(chief, desk)
    assert "期满后方可审定" in early and f"{desk}approval/" not in early
    first = Application.objects.get().decisions.get()
    seen = {"proposed_at": first.proposed_at.isoformat()}
    refused(chief, f"{desk}approval/", status=409, **seen)  # it is public until its last day passed
    moved(clock, FRIDAY + PUBLIC_DAYS)
    taken(chief, f"{desk}return/", words="金额请再核对一次")
    taken(officer, f"{desk}steps/proposal/", outcome="grant", amount="300000", words="已核对。")
    moved(clock, FRIDAY + 2 * PUBLIC_DAYS)
    refused(chief, f"{desk}approval/", status=409, **seen)  # another proposal stands by now
    refused(chief, f"{desk}approval/", status=400)
    taken(chief, f"{desk}approval/", **hidden(signed_in(chief), desk))

    row = Application.objects.get()
    assert (row.state, row.granted_fen) == ("approved", REWARD_FEN)
    assert "300,000.00" in text(firm, mine)
    papers = text(firm, "/documents/")
    assert "补正通知" in papers and "受理通知" in papers and "application_" not in papers


def test_what_is_wrong_with_a_step_stands_on_its_page_and_what_was_typed_stays() -> None:
    told = applications.begin()
    no = applied(told)
    officer = told.officer
    desk = f"/console/applications/{no}/steps/"

    short = refused(officer, f"{desk}turning-down/", status=400, words="不")
    assert "不</textarea>" in short
    early = refused(officer, f"{desk}proposal/", status=409, outcome="grant", words="条件属实")
    assert "application.wrong_state" in early
    refused(officer, f"{desk}nothing/", status=404)
    refused(told.firm, f"{desk}acceptance/", status=403)
    foreign = applications.officer(parties.department())
    refused(foreign, f"{desk}acceptance/", status=404)


def test_several_are_accepted_at_once_and_what_cannot_be_is_named() -> None:
    told = applications.begin()
    no, officer = applied(told), signed_in(told.officer)
    address = "/console/applications/acceptances/"

    said = officer.post(address, {"no": [no, no]}, follow=True).content.decode()

    assert "已受理 1 件" in said
    assert Application.objects.get().state == "accepted"
    assert f"{no}: " in officer.post(address, {"no": no}, follow=True).content.decode()
    assert "没有选择任何申请" in officer.post(address, follow=True).content.decode()


def test_a_list_nobody_applied_for_is_opened_confirmed_and_decided_by_two(
    clock: time_machine.Traveller,
) -> None:
    office = parties.department()
    applications.arranged(RENT, office)
    cases.firm(applications.tenant())
    clerk = applications.officer(office)
    chief = applications.officer(office)

    taken(clerk, "/console/eligible-lists/", clause=RENT)
    made = EligibleList.objects.get()
    address = f"/console/eligible-lists/{made.no}/"
    worked(made)
    refused(clerk, f"{address}confirmation/", status=409)  # by another person
    taken(chief, f"{address}confirmation/")
    worked(made)
    refused(chief, f"{address}decision/", status=409)  # while it is public
    moved(clock, FRIDAY + PUBLIC_DAYS)
    taken(chief, f"{address}decision/")
    worked(made)

    assert Application.objects.get().state == "approved"
    refused(clerk, f"{address}giving-up/", status=400, words="")
    refused(clerk, f"{address}giving-up/", status=409, words="名单有误，撤回")


def worked(made: EligibleList) -> None:
    while work_list(made.pk, timezone.now()):
        pass
