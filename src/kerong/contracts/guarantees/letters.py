"""担保函: what the letter says, and whether it still holds for who verifies it."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from kerong.contracts.guarantees.access import guarantee_for
from kerong.contracts.guarantees.models import Guarantee
from kerong.contracts.guarantees.notes import guarantee_ref
from kerong.contracts.guarantees.programmes import programme_words, split_words
from kerong.documents.issue import issue_document, revoke_document
from kerong.documents.matters import Matter
from kerong.documents.models import IssuedDocument
from kerong.documents.phrases import day_zh, paid, rate_zh, reservations, said
from kerong.kernel.actor import Actor
from kerong.kernel.money import Money
from kerong.kernel.ratios import ratio_from_ppm

LETTER = "guarantee_letter"
_REMARKS = [
    "本函自所载授信项下贷款发放之日起生效，担保责任随贷款余额减少而减少；"
    "贷款超过本函金额的部分不在担保范围内。",
    "未经担保人书面同意的展期，担保责任仍按原到期日计算。",
    "逾期未放款的，本函自有效期届满之次日起失效。",
]


def liability_fen(principal_fen: int, covered_ppm: int) -> int:
    """The guarantor's part of a principal, rounded half up once: 80 % of 100.01 yuan is 80.01."""
    return Money(principal_fen).times(ratio_from_ppm(covered_ppm)).fen


def issue_letter(guarantee: Guarantee, *, actor: Actor, at: datetime) -> IssuedDocument:
    """Freeze the letter inside the act's transaction; it is printed when somebody asks."""
    return issue_document(
        kind=IssuedDocument.Kind.LETTER.value,
        subject=guarantee_ref(guarantee),
        facts=_facts(guarantee),
        actor=actor,
        at=at,
    )


def _facts(guarantee: Guarantee) -> dict[str, Any]:
    firm, bank, agreement = guarantee.enterprise, guarantee.bank, guarantee.agreement
    return {
        "topic": LETTER,
        "title": {"zh": "担保函", "en": "Guarantee letter"},
        "issuer": guarantee.guarantor.name,
        "addressee": {"name": bank.name, "reference": f"institution:{bank.pk}"},
        "paragraphs": [
            f"{bank.name}：依银担合作协议{agreement.no}，就你行已审批同意的{firm.name}"
            f"下列授信，{guarantee.guarantor.name}同意按约定比例承担连带责任保证。"
        ],
        "particulars": [
            said("担保编号", "Guarantee", guarantee.no),
            said("借款企业", "Borrower", firm.name),
            said("统一社会信用代码", "Credit code", firm.credit_code or "—"),
            said("授信引用", "Award", guarantee.award),
            paid("担保贷款本金", "Principal guaranteed", guarantee.amount_fen),
            said("担保比例", "Part covered", rate_zh(guarantee.covered_ppm)),
            paid(
                "担保责任金额",
                "Liability",
                liability_fen(guarantee.amount_fen, guarantee.covered_ppm),
            ),
            said("贷款期限", "Term", f"{guarantee.term_months}个月"),
            said("担保费年费率", "Fee a year", rate_zh(guarantee.fee_ppm)),
            said("保证期间", "Liable", f"贷款到期后{agreement.tail_months}个月"),
            said("担保计划", "Programme", programme_words(agreement.programme)[0]),
            said("分担比例", "Loss split", split_words(agreement.split_key)[0]),
            said("有效期至", "Valid until", day_zh(_until(guarantee))),
        ],
        "remarks": _REMARKS
        + reservations(is_unverified=firm.is_unverified, is_sample=firm.is_sample),
    }


def _until(guarantee: Guarantee) -> Any:
    if guarantee.valid_until is None:
        raise ValueError("a letter without the day until which it is valid")
    return guarantee.valid_until


def _holds(no: str, topic: str, facts: Mapping[str, Any]) -> bool:
    """While the letter may be drawn on or the loan drawn on it is guaranteed."""
    standing = (Guarantee.State.ISSUED, Guarantee.State.EFFECTIVE)
    return Guarantee.objects.filter(no=no, state__in=standing).exists()


GUARANTEE_MATTER = Matter(require_seen=guarantee_for, holds=_holds)


def revoke_letter(guarantee: Guarantee, reason: str, *, actor: Actor, at: datetime) -> None:
    """Take the letter back, where there is one, inside the act's transaction."""
    if guarantee.letter_no:
        revoke_document(no=guarantee.letter_no, reason=reason, actor=actor, at=at)
