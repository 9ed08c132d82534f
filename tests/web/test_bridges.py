"""Bridges at the browser: each side sees its part and takes the steps that are its own."""

from collections.abc import Iterator

import pytest
import time_machine

from kerong.contracts.bridges.models import Bridge
from kerong.kernel import roles
from tests.build import bridges as build
from tests.build import parties
from tests.build.bridges import LENT_FEN, OWN_FEN, World
from tests.build.web import post, signed_in, text

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(build.START, tick=False) as moment:
        yield moment


@pytest.fixture
def world() -> World:
    return build.world()


def test_a_bridge_is_asked_for_on_the_page_of_the_loan_and_lent_by_five_people(
    world: World,
) -> None:
    bridge = asked(world)
    promised(world, f"/workbench/bridges/{bridge.no}/")
    lent(world, f"/console/bridges/{bridge.no}/")

    bridge.refresh_from_db()
    assert (bridge.state, bridge.amount_fen) == ("released", LENT_FEN)
    for actor, address in (
        (world.owner, f"/bridges/{bridge.no}/"),
        (world.clerk, f"/workbench/bridges/{bridge.no}/"),
        (parties.actor(roles.AUDITOR), f"/console/bridges/{bridge.no}/"),
    ):
        assert "资金在监管户" in text(actor, address)


def test_each_bank_is_led_to_its_own_loan_and_the_other_is_only_named(world: World) -> None:
    bridge = asked(world)
    no = world.loan.no

    assert f'href="/loans/{no}/"' in text(world.owner, f"/bridges/{bridge.no}/")
    seen = text(world.clerk, f"/workbench/bridges/{bridge.no}/")
    assert world.loan.institution_id != world.clerk.institution_id
    assert no in seen and f'href="/workbench/loans/{no}/"' not in seen


def asked(world: World) -> Bridge:
    ask = f"/loans/{world.loan.no}/bridge/"
    assert ask in text(world.owner, f"/loans/{world.loan.no}/")
    assert "未核实" in text(world.owner, ask)
    post(
        world.owner,
        ask,
        fund=world.fund.key,
        user_kind="enterprise",
        repay_fen="135万",
        amount_fen="108万",
        institution_id=world.bank.pk,
        said=["lawsuit"],
        words="受疫情影响收入下降",
    )
    bridge = Bridge.objects.get()
    assert "待银行意见" in text(world.owner, f"/bridges/{bridge.no}/")
    return bridge


def promised(world: World, desk: str) -> None:
    post(
        world.clerk,
        f"{desk}opinion/",
        promised_fen="130万",
        promised_ppm="3.8",
        letter_no="渝银续17号",
        promised_until="2026-05-31",
        opinion="同意续贷并直接放款",
    )
    post(world.approver, f"{desk}signature/")


def lent(world: World, office: str) -> None:
    assert "未结诉讼" in text(world.officer, office)
    post(
        world.officer,
        f"{office}coordination/",
        held_on="2026-04-15",
        participants="财政局\n镇政府\n银行",
        lifted=["lawsuit"],
        words="各方同意支持",
    )
    post(world.second, f"{office}confirmation/")
    post(world.officer, f"{office}proposal/", grounds="符合条件")
    post(world.second, f"{office}approval/")
    post(
        world.officer,
        f"{office}receipt/",
        kind="own_funds",
        amount_fen="27万",
        received_on="2026-04-15",
        reference="流水1",
    )
    post(world.officer, f"{office}release/")


def test_what_is_refused_is_said_on_the_page_of_the_step(world: World) -> None:
    bridge = world.applied(said=("lawsuit",))
    world.backed(bridge)

    answer = signed_in(world.officer).post(
        f"/console/bridges/{bridge.no}/proposal/", {"grounds": "符合条件"}
    )

    assert answer.status_code == 422
    assert "存在须先解除的情形：未结诉讼" in answer.content.decode()


def test_the_auditor_reads_and_is_offered_no_step(world: World) -> None:
    bridge = world.applied()
    world.backed(bridge)

    page = text(parties.actor(roles.AUDITOR), f"/console/bridges/{bridge.no}/")

    assert "proposal/" not in page
    assert f"/console/bridges/{bridge.no}/proposal/" in text(
        world.officer, f"/console/bridges/{bridge.no}/"
    )


def test_a_fund_is_opened_filled_and_read_back_as_a_file(world: World) -> None:
    post(
        world.officer,
        "/console/bridge-funds/new/",
        key="shapingba",
        title="沙坪坝转贷资金",
        programme="chongqing",
        since="2026-04-15",
        excluded=["wage_arrears"],
        own_share_ppm="10",
        late_rate_ppm="0.05",
        basis="区财政局文件",
    )
    own = "/console/bridge-funds/shapingba/"
    post(world.officer, f"{own}grants/", direction="in", amount_fen="500", document_no="财1号")
    post(
        world.officer,
        f"{own}terms/",
        since="2026-05-01",
        own_share_ppm="20",
        late_rate_ppm="0.05",
        basis="区财政局文件（修订）",
    )

    page = text(world.officer, own)
    assert "账实相符" in page and "5,000,000.00" in page and "（修订）" in page
    assert "沙坪坝转贷资金" in text(world.officer, "/console/bridge-funds/")
    file = b"".join(signed_in(world.officer).get(f"{own}?export=csv")).decode("utf-8-sig")
    assert "财政拨入" in file and file.count("\n") == 2


def test_the_lists_show_each_side_its_own(world: World) -> None:
    bridge = world.until_approved()
    world.received(bridge, OWN_FEN)
    stranger = parties.actor(roles.FIRM_OWNER, enterprise=parties.enterprise())

    assert bridge.no in text(world.owner, "/bridges/")
    assert bridge.no in text(world.clerk, "/workbench/bridges/")
    assert bridge.no in text(world.officer, "/console/bridges/")
    assert bridge.no not in text(stranger, "/bridges/")
    assert signed_in(stranger).get(f"/bridges/{bridge.no}/").status_code == 404
