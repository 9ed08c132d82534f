"""Pledges for tests: a firm with an invention worth 1,200 万, a loan, and each step of the way."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import count
from typing import Any

from kerong.catalogue.models import Revision
from kerong.catalogue.publish_pack import publish_pack
from kerong.config.paths import PACKS
from kerong.contracts.loans.models import Loan
from kerong.contracts.loans.report_loan import report_loan
from kerong.contracts.pledges.answer_filing_correction import answer_filing_correction
from kerong.contracts.pledges.ask_filing_correction import ask_filing_correction
from kerong.contracts.pledges.ask_release import ask_release
from kerong.contracts.pledges.attach_paper import NewPaper, attach_paper
from kerong.contracts.pledges.file_registration import file_registration
from kerong.contracts.pledges.give_valuation import Valued, give_valuation
from kerong.contracts.pledges.keep_asset import NewAsset, keep_asset
from kerong.contracts.pledges.models import (
    AssetReading,
    Filing,
    IpAsset,
    Pledge,
    PledgePaper,
    RightsCase,
    Valuation,
)
from kerong.contracts.pledges.name_co_owner import name_co_owner
from kerong.contracts.pledges.needed_papers import needed_papers
from kerong.contracts.pledges.note_reading import Reading, note_reading
from kerong.contracts.pledges.offer_pledge import Offer, offer_pledge
from kerong.contracts.pledges.open_case import NewCase, open_case
from kerong.contracts.pledges.order_valuation import order_valuation
from kerong.contracts.pledges.propose_signing import propose_signing
from kerong.contracts.pledges.record_consent import record_consent
from kerong.contracts.pledges.refuse_filing import refuse_filing
from kerong.contracts.pledges.register_filing import register_filing
from kerong.contracts.pledges.sign_pledge import sign_pledge
from kerong.contracts.pledges.tell_status import tell_status
from kerong.kernel import roles
from kerong.kernel.actor import SYSTEM, Actor
from kerong.parties.models import Enterprise, Institution
from tests.build import catalogue, loans, parties
from tests.build.cases import CHINA, WAN
from tests.build.cast import Cast

START = datetime(2026, 3, 6, 10, 0, tzinfo=CHINA)  # a Friday
EXPIRES = date(2036, 3, 6)
FEE_UNTIL = date(2026, 12, 31)
VALUE_FEN, COVER_FEN, SECURED_FEN = 1200 * WAN, 300 * WAN, 250 * WAN
_numbers = count(1)
PDF = b"%PDF-1.4\n%sample\n%%EOF\n"


@dataclass
class World(Cast):
    """Who takes part; people are made once. `at` moves on with `later`."""

    firm: Enterprise
    bank: Institution
    loan: Loan
    appraiser: Institution
    at: datetime = START
    _people: dict[str, Actor] = field(default_factory=dict)

    @property
    def valuer(self) -> Actor:
        return self._held("valuer", roles.INSTITUTION_CLERK, institution=self.appraiser)

    # --- the way ---

    def asset(self, kind: str = "invention_patent", **said: Any) -> IpAsset:
        known: dict[str, Any] = {
            "number": f"ZL2020{next(_numbers):08d}.1",
            "title": "一种芯片测试方法",
            "filed_on": date(2016, 3, 6),
        }
        new = NewAsset(kind=kind, **(known | said))
        return keep_asset(actor=self.owner, asset=new, at=self.at)

    def read(self, asset: IpAsset, *, by: Actor | None = None, **said: Any) -> AssetReading:
        known: dict[str, Any] = {
            "observed_on": self.at.date(),
            "status": "valid",
            "expires_on": EXPIRES,
            "fee_until_on": FEE_UNTIL,
        }
        reading = Reading(**(known | said))
        told: dict[str, Any] = {"asset_no": asset.no, "reading": reading, "at": self.at}
        if by is not None:
            return tell_status(actor=by, **told)
        return note_reading(actor=self.officer, **told)

    def valued(self, asset: IpAsset, value_fen: int = VALUE_FEN) -> Valuation:
        told: dict[str, Any] = {"asset_no": asset.no, "institution_id": self.appraiser.pk}
        ordered = order_valuation(actor=self.owner, at=self.at, **told)
        report = Valued(
            value_fen=value_fen,
            valued_on=self.at.date(),
            valid_until=self.at.date() + timedelta(days=300),
            method="income",
            report_no="示例评报〔2026〕1号",
            fee_fen=5_000_00,
        )
        return give_valuation(actor=self.valuer, valuation_no=ordered.no, valued=report, at=self.at)

    def case(self, asset: IpAsset, kind: str = "ownership", **said: Any) -> RightsCase:
        known: dict[str, Any] = {
            "way": "suit",
            "against": "示例案外人",
            "about": "对方主张该专利归其所有",
            "began_on": self.at.date(),
        }
        new = NewCase(kind=kind, **(known | said))
        return open_case(actor=self.owner, asset_no=asset.no, case=new, at=self.at)

    def worth(self, kind: str = "invention_patent", **said: Any) -> Valuation:
        """A right that stands in the register, valued."""
        asset = self.asset(kind, **said)
        self.read(asset)
        return self.valued(asset)

    def offered(self, *valuations: Valuation, **wish: Any) -> Pledge:
        known: dict[str, Any] = {
            "valuations": tuple(row.no for row in valuations or (self.worth(),)),
            "secured_fen": SECURED_FEN,
        }
        offer = Offer(**(known | wish))
        return offer_pledge(actor=self.owner, loan_no=self.loan.no, offer=offer, at=self.at)

    def consented(self, pledge: Pledge, co_owner_id: int) -> None:
        record_consent(
            actor=self.owner,
            pledge_no=pledge.no,
            co_owner_id=co_owner_id,
            consented_on=self.at.date(),
            letter_no="同意书 1 号",
            at=self.at,
        )

    def co_owner(self, asset: IpAsset, name: str = "重庆示例大学") -> int:
        row = name_co_owner(actor=self.owner, asset_no=asset.no, name=name, at=self.at)
        return row.pk

    def proposed(self, pledge: Pledge) -> Pledge:
        return propose_signing(
            actor=self.clerk,
            pledge_no=pledge.no,
            contract_no=f"渝质〔2026〕{pledge.pk}号",
            grounds="权属清晰，价值稳定",
            at=self.at,
        )

    def signed(self, pledge: Pledge) -> Pledge:
        seen = self.proposed(pledge).proposed_at
        assert seen is not None
        return sign_pledge(actor=self.approver, pledge_no=pledge.no, proposed_at=seen, at=self.at)

    def filed(self, pledge: Pledge) -> Filing:
        return file_registration(actor=self.clerk, pledge_no=pledge.no, at=self.at)

    def papered(self, filing: Filing, *, but: str = "") -> None:
        """Everything the window still needs is handed in, except one kind."""
        for paper in needed_papers(filing):
            if not paper.is_there and paper.kind != but:
                self.paper(filing.pledge, paper.kind, filing.kind)

    def paper(self, pledge: Pledge, kind: str, purpose: str = "create", **by: Actor) -> PledgePaper:
        new = NewPaper(kind=kind, purpose=purpose, name=f"{kind}.pdf", content=PDF)
        told: dict[str, Any] = {"pledge_no": pledge.no, "paper": new, "at": self.at}
        return attach_paper(actor=by.get("by") or self.clerk, **told)

    def registered(self, filing: Filing, number: str = "") -> Filing:
        self.papered(filing)
        return register_filing(
            actor=self.officer,
            filing_no=filing.no,
            certificate_no=number or f"Y2026500{next(_numbers):06d}",
            registered_on=self.at.date(),
            at=self.at,
        )

    def corrected(self, filing: Filing) -> Filing:
        told: dict[str, Any] = {"filing_no": filing.no, "at": self.at}
        return ask_filing_correction(actor=self.officer, words="请补充质押合同签章页", **told)

    def replied(self, filing: Filing) -> Filing:
        told: dict[str, Any] = {"filing_no": filing.no, "at": self.at}
        return answer_filing_correction(actor=self.owner, words="已补充签章页", **told)

    def refused(self, filing: Filing, code: str) -> Filing:
        told: dict[str, Any] = {"filing_no": filing.no, "at": self.at}
        return refuse_filing(actor=self.officer, code=code, words="不符合登记条件", **told)

    def released(self, pledge: Pledge) -> Pledge:
        told: dict[str, Any] = {"pledge_no": pledge.no, "at": self.at}
        return ask_release(actor=self.approver, words="贷款已结清", **told)

    # --- the loan ---

    def reported(self, kind: str, **figures: Any) -> None:
        """The bank's clerk reports on the loan today."""
        draft = loans.draft(kind, self.at.date().isoformat(), **figures)
        report_loan(actor=self.clerk, loan_no=self.loan.no, draft=draft, at=self.at)
        self.loan.refresh_from_db()

    def settled(self) -> None:
        self.reported("settlement", principal_fen=self.loan.outstanding_fen)

    # --- as far as ---

    def until_signed(self, *valuations: Valuation, **wish: Any) -> Pledge:
        return self.fresh(self.signed(self.offered(*valuations, **wish)))

    def until_registered(self, *valuations: Valuation, **wish: Any) -> Pledge:
        pledge = self.until_signed(*valuations, **wish)
        self.registered(self.filed(pledge))
        return self.fresh(pledge)

    def fresh(self, pledge: Pledge) -> Pledge:
        named = ("loan", "enterprise", "institution")
        return Pledge.objects.select_related(*named).get(pk=pledge.pk)


def loan(bank: Institution, firm: Enterprise, **more: Any) -> Loan:
    """300 万 for a year, paid back at the end."""
    number = next(_numbers)
    known: dict[str, Any] = {
        "bank_no": f"质借-{number}",
        "reference": f"take_up:T2026-PLEDGE{number}",
        "principal_fen": 300 * WAN,
        "method": "interest-first",
        "security": "pledge",
        "disbursed_on": START.date(),
    }
    return loans.loan(bank=bank, firm=firm, **(known | more))


def world(firm: Enterprise | None = None, bank: Institution | None = None) -> World:
    """A firm with a loan at a bank, and an appraiser."""
    firm, bank = firm or parties.enterprise(), bank or parties.institution()
    appraiser = parties.institution(f"示例评估{next(_numbers)}", kind="appraiser")
    return World(firm, bank, loan(bank, firm), appraiser)


def published_card() -> Revision:
    """The shipped scorecard of the three-dimension sheet, in force."""
    catalogue.reference()
    folder = PACKS / "district" / "ip-pledge"
    return publish_pack(actor=SYSTEM, folder=folder, at=START).revision
