"""贷款明细: the plan in force of a loan beside what the bank reported, as of a day."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.timezone import localdate

from kerong.cases.access import ISSUE_LOAN_EXTRACT
from kerong.cases.papers import PLAN, about_firm, head, method_zh
from kerong.contracts.loans.lines import AHEAD, COMING, OVERDUE, PAID, PARTLY, Line
from kerong.contracts.loans.reads import LoanPage, loan_page
from kerong.documents.issue import issue_document
from kerong.documents.models import IssuedDocument
from kerong.documents.phrases import day_zh, paid, rate_zh, said
from kerong.kernel.actor import Actor
from kerong.kernel.references import reference

_STATES = {
    COMING: "未到期",
    AHEAD: "已提前归还",
    PAID: "已归还",
    PARTLY: "部分归还",
    OVERDUE: "未见还款报告",
}
_COLUMNS = [
    {"zh": "期次", "en": "No.", "kind": "number"},
    {"zh": "应还日", "en": "Due", "kind": "day"},
    {"zh": "本金", "en": "Principal", "kind": "money", "sum": True},
    {"zh": "利息", "en": "Interest", "kind": "money", "sum": True},
    {"zh": "应还合计", "en": "To pay", "kind": "money", "sum": True},
    {"zh": "银行已报还款", "en": "Reported as paid", "kind": "money", "sum": True},
    {"zh": "状态", "en": "State", "kind": "text"},
]
_REMARKS = ["本明细由平台依银行报送和还款计划整理；账务以贷款机构的记录为准。"]


def issue_loan_extract(*, actor: Actor, loan_no: str, at: datetime) -> IssuedDocument:
    """The extract of the day of `at`; of another day there is another one. Raises LoanNotFound."""
    ISSUE_LOAN_EXTRACT.require(actor)
    page = loan_page(actor, loan_no, on=localdate(at))
    with transaction.atomic():
        return issue_document(
            kind=IssuedDocument.Kind.EXTRACT.value,
            subject=reference("loan", page.loan.no),
            facts=_facts(page),
            actor=actor,
            at=at,
        )


def _facts(page: LoanPage) -> dict[str, Any]:
    loan, standing = page.loan, page.standing
    firm = loan.enterprise
    return head(PLAN, "贷款还款计划及还款明细", "Plan of repayment and payments", firm) | {
        "paragraphs": [f"截至{day_zh(standing.on)}，下列贷款的还款计划与银行报送的还款情况如下。"],
        "particulars": [
            said("贷款编号", "Loan", loan.no),
            said("借据号", "Bank's number", loan.bank_no),
            said("贷款机构", "Institution", loan.institution.name),
            paid("贷款本金", "Principal", loan.principal_fen),
            paid("贷款余额", "Outstanding", standing.account.outstanding_fen),
            said("现行年化利率", "Annual rate now", rate_zh(standing.account.rate_ppm)),
            said("放款日", "Paid out on", day_zh(loan.disbursed_on)),
            said("到期日", "Matures on", day_zh(standing.account.matures_on)),
            said("还款方式", "Repayment", method_zh(loan.method, loan.day_count)),
        ],
        "remarks": _REMARKS + about_firm(firm),
        "columns": _COLUMNS,
        "rows": [_row(line) for line in standing.lines],
    }


def _row(line: Line) -> list[Any]:
    return [
        line.no,
        line.due_on.isoformat(),
        line.principal_fen,
        line.interest_fen,
        line.total_fen,
        line.paid_fen,
        _STATES[line.state],
    ]
