"""尽职免责决定书: what the paper says, and whether it still holds."""

from collections.abc import Mapping
from typing import Any

from kerong.contracts.compensation.access import claim_for
from kerong.contracts.compensation.models import Claim, DiligenceAnswer, Exemption
from kerong.contracts.compensation.parameters import QUESTIONS
from kerong.documents.matters import Matter
from kerong.documents.phrases import ISSUER, day_zh, paid, reservations, said

TOPIC = "exemption"
_REMEDY = "有关人员对本决定有异议的，可向本机构申请复核。"


def exemption_facts(row: Exemption) -> dict[str, Any]:
    """The decision as it is frozen: conditions met or not, the outcome, by whom."""
    claim, firm = row.claim, row.claim.enterprise
    return {
        "topic": f"{TOPIC}-{row.institution_id}",
        "title": {"zh": "尽职免责决定书", "en": "Decision on exemption of staff"},
        "issuer": ISSUER,
        "addressee": {"name": row.institution.name, "reference": row.institution.reference},
        "paragraphs": [
            f"就代偿申请 {claim.no} 所涉贷款，{row.institution.name}对经办人员履职情况作出决定。"
        ],
        "particulars": [
            said("代偿申请", "Claim", claim.no),
            said("贷款编号", "Loan", claim.loan.no),
            said("企业", "Firm", firm.name),
            said("经办人员", "Staff", row.staff),
            said("逾期起始日", "Overdue since", day_zh(claim.overdue_from)),
            paid("申请本金", "Principal claimed", claim.principal_fen),
        ],
        "remarks": reservations(is_unverified=firm.is_unverified, is_sample=firm.is_sample),
        "outcome": row.get_outcome_display(),
        "grounds": [row.grounds, *_conditions(row)],
        "remedy": _REMEDY,
    }


def _conditions(row: Exemption) -> list[str]:
    """Each duty of the checklist with its answer."""
    answers = DiligenceAnswer.objects.filter(claim=row.claim, institution_id=row.institution_id)
    held = {answer.question: answer for answer in answers}
    return [
        f"{title}：{held[code].get_answer_display() if code in held else '未答复'}"
        for code, (title, _en) in QUESTIONS.items()
    ]


def _holds(no: str, topic: str, facts: Mapping[str, Any]) -> bool:
    """The decision still stands on its claim."""
    institution = topic.rpartition("-")[2]
    rows = Exemption.objects.filter(claim__no=no, state=Exemption.State.DECIDED)
    return institution.isdigit() and rows.filter(institution_id=int(institution)).exists()


def _require_seen(actor: Any, no: str) -> Claim:
    return claim_for(actor, no)


CLAIM_MATTER = Matter(require_seen=_require_seen, holds=_holds)
