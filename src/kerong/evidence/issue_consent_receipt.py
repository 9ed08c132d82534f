"""授权回执: the firm has it on paper whom it lets see what, and how to end it."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.timezone import localdate

from kerong.documents.issue import issue_document
from kerong.documents.matters import Matter
from kerong.documents.models import IssuedDocument
from kerong.documents.phrases import ISSUER, day_zh, reservations, said
from kerong.evidence.access import ISSUE_CONSENT_RECEIPT, consent_for
from kerong.evidence.categories import categories
from kerong.evidence.errors import ConsentEnded
from kerong.evidence.models import Consent
from kerong.kernel.actor import Actor

_TOPIC = "consent"
_STEPS = [
    "您可以随时在平台“数据与授权”中撤回本授权；自下一次请求起，对方不再能看到任何数值。",
    "每一次查阅的时间、人员和数值个数都有记录，可在同一页面查看。",
]
_BOUND = "本授权仅限上列办件，办件结束或机构退出时自动终止。"


def issue_consent_receipt(*, actor: Actor, consent_no: str, at: datetime) -> IssuedDocument:
    """The receipt of a consent in force. Raises ConsentNotFound, ConsentEnded."""
    ISSUE_CONSENT_RECEIPT.require(actor)
    consent = consent_for(actor, consent_no)
    if consent.ended_at is not None or consent.expires_on < localdate(at):
        raise ConsentEnded(no=consent.no, ended_at=consent.ended_at or consent.expires_on)
    with transaction.atomic():
        return issue_document(
            kind=IssuedDocument.Kind.NOTICE.value,
            subject=consent.reference,
            facts=_facts(consent),
            actor=actor,
            at=at,
        )


def _facts(consent: Consent) -> dict[str, Any]:
    firm, names = consent.enterprise, categories()
    case = [said("限于办件", "Bound to case", consent.case_no)] if consent.case_ref else []
    return {
        "topic": _TOPIC,
        "title": {"zh": "数据授权回执", "en": "Receipt of a consent to see data"},
        "issuer": ISSUER,
        "addressee": {"name": firm.name, "reference": f"enterprise:{firm.pk}"},
        "paragraphs": ["你单位在平台作出的数据授权已经生效，内容如下。"],
        "particulars": [
            said("授权编号", "Consent", consent.no),
            said("被授权机构", "Receiver", consent.institution.name),
            said("用途", "Purpose", Consent.Purpose(consent.purpose).label),
            *case,
            said("授权书版次", "Wording", str(consent.wording)),
            said("授权日期", "Given on", day_zh(localdate(consent.granted_at))),
            said(
                "数据类别",
                "Categories of data",
                "、".join(names[number].zh for number in sorted(consent.categories)),
            ),
        ],
        "steps": _STEPS + ([_BOUND] if consent.case_ref else []),
        "due_on": f"有效期至{day_zh(consent.expires_on)}（含当日）。",
        "contact": "",
        "remarks": reservations(is_unverified=firm.is_unverified, is_sample=firm.is_sample),
    }


def _holds(no: str, topic: str, facts: Mapping[str, Any]) -> bool:
    """Until it is ended; its last day stands on the paper itself."""
    held = Consent.objects.filter(pk=int(no.partition("-")[2])).first()
    return held is not None and held.no == no and held.ended_at is None


CONSENT_MATTER = Matter(require_seen=consent_for, holds=_holds)
