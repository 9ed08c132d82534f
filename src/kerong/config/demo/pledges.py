"""Pledges of sample rights (示例): one registered whose fee falls due, one at the window."""

from datetime import date, datetime, timedelta
from typing import Any

from django.utils.timezone import localdate

from kerong.contracts.loans.models import Loan
from kerong.contracts.pledges.assess_asset import Told, assess_asset
from kerong.contracts.pledges.attach_paper import NewPaper, attach_paper
from kerong.contracts.pledges.file_registration import file_registration
from kerong.contracts.pledges.give_valuation import Valued, give_valuation
from kerong.contracts.pledges.keep_asset import NewAsset, keep_asset
from kerong.contracts.pledges.models import Filing, IpAsset, Pledge, PledgePaper, Valuation
from kerong.contracts.pledges.needed_papers import needed_papers
from kerong.contracts.pledges.note_reading import Reading, note_reading
from kerong.contracts.pledges.offer_pledge import Offer, offer_pledge
from kerong.contracts.pledges.order_valuation import order_valuation
from kerong.contracts.pledges.propose_signing import propose_signing
from kerong.contracts.pledges.raise_alarms import raise_alarms
from kerong.contracts.pledges.register_filing import register_filing
from kerong.contracts.pledges.sign_pledge import sign_pledge
from kerong.finance.dates import months_after
from kerong.kernel.actor import Actor
from kerong.parties.actors import actor_for
from kerong.parties.models import Mandate

WAN = 1_000_000
RUNNING, MATURING = "示例存量借据-0001", "示例存量借据-0003"
FEE_IN = timedelta(days=40)  # near enough for the alarm


def load_pledges(at: datetime) -> int:
    """Needs the accounts, the loans and the scorecards. Returns how many pledges there are."""
    on = localdate(at)
    patent = _kept("invention_patent", "示例 202010000001.1", "示例：一种芯片测试方法", on, at)
    told = Told(value_fen=900 * WAN, claims=12, citations=6, has_family=False, revenue_ppm=350_000)
    assess_asset(actor=_acting("firm-owner"), asset_no=patent.no, told=told, at=at)
    filing = _filed(RUNNING, "bank2", patent, 800 * WAN, at)
    _papered(filing, "bank2", at)
    register_filing(
        actor=_acting("officer"),
        filing_no=filing.no,
        certificate_no="示例质登 000001",
        registered_on=on,
        at=at,
    )
    mark = _kept("trademark", "示例 10000001", "示例商标", on, at)
    _filed(MATURING, "bank", mark, 120 * WAN, at)
    raise_alarms(at)
    return Pledge.objects.count()


def _papered(filing: Filing, bank: str, at: datetime) -> None:
    """The window has every paper it needs, each a sample."""
    for paper in needed_papers(filing):
        kind = PledgePaper.Kind(paper.kind)
        text = f"示例材料：{kind.label}".encode()
        new = NewPaper(
            kind=paper.kind, purpose=filing.kind, name=f"示例{kind.label}.txt", content=text
        )
        clerk = _acting(f"{bank}-clerk")
        attach_paper(actor=clerk, pledge_no=filing.pledge.no, paper=new, at=at)


def _acting(login: str) -> Actor:
    held = Mandate.objects.usable().get(person__login=login)
    return actor_for(held.person, held.pk, second_factor=True)


def _kept(kind: str, number: str, title: str, on: date, at: datetime) -> IpAsset:
    new = NewAsset(kind=kind, number=number, title=title, filed_on=months_after(on, -60))
    asset = keep_asset(actor=_acting("firm-owner"), asset=new, at=at)
    reading = Reading(
        observed_on=on,
        status="valid",
        expires_on=months_after(on, 180),
        fee_until_on=on + FEE_IN if kind == "invention_patent" else None,
        words="示例查询",
    )
    note_reading(actor=_acting("officer"), asset_no=asset.no, reading=reading, at=at)
    return asset


def _filed(bank_no: str, bank: str, asset: IpAsset, value_fen: int, at: datetime) -> Filing:
    """Valued by the bank itself, offered, signed by two, and before the window."""
    loan = Loan.objects.get(bank_no=bank_no)
    owner, clerk = _acting("firm-owner"), _acting(f"{bank}-clerk")
    valuation = _valued(loan, asset, value_fen, clerk, at)
    most = min(value_fen // 4, loan.outstanding_fen)
    offer = Offer(valuations=(valuation.no,), secured_fen=most, words="示例：补充担保")
    pledge = offer_pledge(actor=owner, loan_no=loan.no, offer=offer, at=at)
    told: dict[str, Any] = {"pledge_no": pledge.no, "at": at}
    seen = propose_signing(
        actor=clerk,
        contract_no=f"示例质押合同 {pledge.pk} 号",
        grounds="示例：权属清晰，同意接受质押",
        **told,
    ).proposed_at
    assert seen is not None
    sign_pledge(actor=_acting(f"{bank}-approver"), proposed_at=seen, **told)
    return file_registration(actor=clerk, **told)


def _valued(loan: Loan, asset: IpAsset, value_fen: int, clerk: Actor, at: datetime) -> Valuation:
    on = localdate(at)
    ordered = order_valuation(
        actor=_acting("firm-owner"),
        asset_no=asset.no,
        institution_id=loan.institution_id,
        words="示例：请贵行自评",
        at=at,
    )
    valued = Valued(
        value_fen=value_fen,
        valued_on=on,
        valid_until=months_after(on, 11),
        method="own_model",
        report_no=f"示例自评 {ordered.pk} 号",
    )
    return give_valuation(actor=clerk, valuation_no=ordered.no, valued=valued, at=at)
