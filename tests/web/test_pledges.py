"""Pledges at the browser: each side sees its part and takes the steps that are its own."""

from collections.abc import Iterator

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile

from kerong.contracts.pledges.models import (
    Filing,
    IpAsset,
    Pledge,
    PledgePaper,
    RightsCase,
    Valuation,
)
from kerong.kernel import roles
from tests.build import parties
from tests.build import pledges as build
from tests.build.pledges import PDF, World
from tests.build.web import post, signed_in, text

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(build.START, tick=False) as moment:
        yield moment


@pytest.fixture
def world() -> World:
    return build.world()


def test_a_patent_becomes_security_from_the_page_of_the_loan(world: World) -> None:
    valuation = valued(world)
    pledge = signed(world, valuation)
    registered(world, pledge)

    for actor, address in (
        (world.owner, f"/pledges/{pledge.no}/"),
        (world.clerk, f"/workbench/pledges/{pledge.no}/"),
        (parties.actor(roles.AUDITOR), f"/console/pledges/{pledge.no}/"),
    ):
        page = text(actor, address)
        assert "Y2026500000001" in page and "未核实" in page


def valued(world: World) -> Valuation:
    post(
        world.owner,
        "/ip-assets/new/",
        kind="invention_patent",
        number="ZL 202010123456.7",
        title="一种芯片测试方法",
        filed_on="2016-03-06",
    )
    asset = IpAsset.objects.get()
    own = f"/ip-assets/{asset.no}/"
    known = {"status": "valid", "expires_on": "2036-03-06", "fee_until_on": "2026-12-31"}
    post(world.owner, f"{own}reading/", observed_on="2026-03-06", **known)
    post(world.owner, f"{own}valuation/", institution_id=world.appraiser.pk, words="请评估")
    row = Valuation.objects.get()
    desk = "/workbench/ip-valuations/"
    assert asset.title in text(world.valuer, desk)
    report = {"value_fen": "1200", "method": "income", "report_no": "示例评报1号", "fee_fen": "0"}
    days = {"valued_on": "2026-03-06", "valid_until": "2026-12-31"}
    post(world.valuer, f"{desk}{row.no}/report/", **report, **days)
    return row


def signed(world: World, valuation: Valuation) -> Pledge:
    offer = f"/loans/{world.loan.no}/pledge/"
    assert offer in text(world.owner, f"/loans/{world.loan.no}/")
    assert "未核实" in text(world.owner, offer)
    post(world.owner, offer, valuations=[valuation.no], secured_fen="250")
    pledge = Pledge.objects.get()
    desk = f"/workbench/pledges/{pledge.no}/"
    post(world.clerk, f"{desk}proposal/", contract_no="渝质1号", grounds="权属清晰")
    post(world.approver, f"{desk}signature/")
    return pledge


def registered(world: World, pledge: Pledge) -> None:
    post(world.owner, f"/pledges/{pledge.no}/filing/")
    filing = Filing.objects.get()
    assert filing.no in text(world.officer, "/console/pledge-filings/")
    office = f"/console/pledges/{pledge.no}/"
    post(world.officer, f"{office}correction/", words="请补充合同签章页")
    post(world.owner, f"/pledges/{pledge.no}/reply/", words="已补充签章页")
    assert "缺少" in text(world.officer, office)
    sent = {"kind": "contract", "purpose": "create", "file": SimpleUploadedFile("合同.pdf", PDF)}
    post(world.owner, f"/pledges/{pledge.no}/paper/", **sent)
    world.papered(filing)
    paper = PledgePaper.objects.get(kind="contract")
    assert b"".join(signed_in(world.officer).get(f"/console/pledge-papers/{paper.pk}/")) == PDF
    entry = {"certificate_no": "Y2026500000001", "registered_on": "2026-03-06"}
    post(world.officer, f"{office}entry/", **entry)


def test_what_is_refused_is_said_on_the_page_of_the_step(world: World) -> None:
    asset = world.asset()
    world.read(asset)
    valuation = world.valued(asset)
    world.later(seconds=1)
    world.read(asset, status="disputed")

    answer = signed_in(world.owner).post(
        f"/loans/{world.loan.no}/pledge/", {"valuations": [valuation.no], "secured_fen": "250"}
    )

    assert answer.status_code == 422
    assert "权属纠纷或被采取保全措施" in answer.content.decode()


def test_the_window_refuses_by_a_code_of_the_table(world: World) -> None:
    pledge = world.until_signed()
    filing = world.filed(pledge)
    address = f"/console/pledges/{pledge.no}/refusal/"
    page = text(world.officer, address)
    assert page.count("<option") == 12

    post(world.officer, address, code="contract_noncompliant", words="合同缺少质押期限")

    filing.refresh_from_db()
    assert (filing.state, filing.code) == ("refused", "contract_noncompliant")
    assert "质押合同不符合规定" in text(world.owner, f"/pledges/{pledge.no}/")


def test_lists_are_searched_filtered_sorted_and_taken_as_files(world: World) -> None:
    pledge = world.until_registered()
    empty = text(parties.actor(roles.FIRM_OWNER), "/pledges/")
    assert "没有待办事项" in empty
    for site, reader in (
        ("", world.owner),
        ("/workbench", world.clerk),
        ("/console", world.officer),
    ):
        assert pledge.no in text(reader, f"{site}/pledges/?find={world.firm.name}&sort=-until")
        assert pledge.no not in text(reader, f"{site}/pledges/?state=released")
        assert "没有异常" in text(reader, f"{site}/pledge-alarms/")
    done = text(world.officer, "/console/pledge-filings/?state=registered")
    assert world.firm.name in done and "按时" in done
    client = signed_in(world.officer)
    file = b"".join(client.get("/console/pledge-filings/?state=all&export=csv"))
    assert world.firm.name in file.decode("utf-8-sig")


def test_a_stranger_sees_nothing_of_it(world: World) -> None:
    pledge = world.until_signed()
    asset = IpAsset.objects.get()
    bank = parties.actor(roles.INSTITUTION_CLERK, institution=parties.institution())

    for address in (f"/workbench/pledges/{pledge.no}/", f"/workbench/ip-assets/{asset.no}/"):
        assert signed_in(bank).get(address).status_code == 404
        assert signed_in(world.clerk).get(address).status_code == 200


def test_a_case_about_a_right_is_recorded_and_ended_on_its_page(world: World) -> None:
    asset = world.asset("software_copyright", number="2020SR1")
    own = f"/ip-assets/{asset.no}/"
    assert "国家版权局" in text(world.owner, own) and "未核实" in text(world.owner, own)
    told = {"kind": "infringement", "way": "suit", "against": "示例公司", "began_on": "2026-03-06"}
    post(world.owner, f"{own}case/", about="对方擅自使用软件", **told)
    case = RightsCase.objects.get()
    end = {"state": "won", "awarded_fen": "200000", "ended_on": "2026-03-06"}
    post(world.owner, f"{own}case-end/", case_no=case.no, result="判令停止侵权", **end)

    page = text(world.owner, own)
    assert "示例公司" in page and "判令停止侵权" in page and "200,000.00" in page
