"""选定确认函: the firm has it confirmed which quote it accepted, on what terms."""

from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate

from kerong.cases.access import ISSUE_ACCEPTANCE_LETTER, case_for
from kerong.cases.models import Acceptance
from kerong.cases.paper_errors import NothingAccepted
from kerong.cases.papers import ACCEPTANCE, about_firm, head, terms_of
from kerong.documents.issue import issue_document, supersede
from kerong.documents.models import IssuedDocument
from kerong.documents.phrases import day_zh, said
from kerong.kernel.actor import Actor
from kerong.kernel.references import reference

_REMARKS = [
    "本函确认企业在平台上的选定行为，不构成授信承诺；是否授信、放款以金融机构决定和签订的合同为准。"
]


def issue_acceptance_letter(*, actor: Actor, case_no: str, at: datetime) -> IssuedDocument:
    """The letter about the quote that stands accepted; a letter about an earlier one is replaced.

    Raises NothingAccepted.
    """
    ISSUE_ACCEPTANCE_LETTER.require(actor)
    case = case_for(actor, case_no)
    standing = Acceptance.objects.filter(case=case, ended_at=None)
    found = standing.select_related("quote__take_up__institution").first()
    if found is None:
        raise NothingAccepted(no=case.no)
    quote, firm = found.quote, case.enterprise
    on, bank = localdate(found.accepted_at), quote.take_up.institution.name
    facts = head(ACCEPTANCE, "融资报价选定确认函", "Confirmation of an accepted quote", firm) | {
        "paragraphs": [
            f"经核对平台记录，你单位于{day_zh(on)}就下列融资需求选定了{bank}的报价，主要条件如下。"
        ],
        "particulars": [
            *terms_of(case, quote, amount_fen=quote.amount_fen, rate_ppm=quote.rate_ppm),
            said("报价有效期至", "Valid until", day_zh(quote.valid_until)),
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
