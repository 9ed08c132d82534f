"""授信结果确认函: the firm has it confirmed what the institution decided."""

from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate

from kerong.cases.access import ISSUE_CREDIT_LETTER, case_for
from kerong.cases.models import CreditDecision
from kerong.cases.paper_errors import NothingDecided
from kerong.cases.papers import CREDIT, about_firm, head, terms_of
from kerong.documents.issue import issue_document, supersede
from kerong.documents.models import IssuedDocument
from kerong.documents.phrases import day_zh, said
from kerong.kernel.actor import Actor
from kerong.kernel.references import reference

_REMARKS = ["本函依平台记录出具，不替代金融机构的批复和合同；放款以合同约定的条件为准。"]


def issue_credit_letter(*, actor: Actor, case_no: str, at: datetime) -> IssuedDocument:
    """The letter about the credit that stands approved; an earlier letter is replaced.

    Raises NothingDecided.
    """
    ISSUE_CREDIT_LETTER.require(actor)
    case = case_for(actor, case_no)
    approved = CreditDecision.objects.filter(
        take_up__case=case, take_up__released_at=None, approved_at__isnull=False, returned_at=None
    )
    found = approved.select_related("quote__take_up__institution").first()
    if found is None or found.approved_at is None:
        raise NothingDecided(no=case.no)
    on, firm = localdate(found.approved_at), case.enterprise
    bank = found.quote.take_up.institution.name
    facts = head(CREDIT, "授信结果确认函", "Confirmation of a credit decision", firm) | {
        "paragraphs": [
            f"经核对平台记录，{bank}就你单位下列融资需求，经两人分别提出和审批，"
            f"已于{day_zh(on)}同意授信，主要条件如下。"
        ],
        "particulars": [
            *terms_of(case, found.quote, amount_fen=found.amount_fen, rate_ppm=found.rate_ppm),
            said("审批日期", "Approved on", day_zh(on)),
            said("办理用时", "Time taken", f"{found.used_days}个工作日"),
        ],
        "remarks": _REMARKS + about_firm(firm),
    }
    with transaction.atomic():
        document = issue_document(
            kind=IssuedDocument.Kind.LETTER.value,
            subject=reference("case", case.no),
            facts=facts,
            actor=actor,
            at=at,
        )
        supersede(document, actor=actor, at=at)
    return document
