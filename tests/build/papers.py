"""Documents of every kind, as small as their templates allow, and one for a world with a firm."""

import json
from datetime import datetime
from typing import Any

from django.db import transaction
from pypdf import PdfReader

from kerong.documents.issue import issue_document
from kerong.documents.keys import make_check_key
from kerong.documents.models import IssuedDocument
from kerong.documents.unchanged import paper_digest
from kerong.kernel.actor import SYSTEM
from tests.build import cases

AT: datetime = cases.FRIDAY
PAGE = "https://kerong.example/verify/"
NAME = "重庆渝芯测试技术有限公司"

_EVERY: dict[str, Any] = {
    "topic": "example",
    "title": {"zh": "示例文件", "en": "An example"},
    "issuer": "科融平台",
    "addressee": {"name": NAME, "reference": "enterprise:1"},
    "paragraphs": ["经核对平台记录，确认如下。"],
    "particulars": [
        {"zh": "金额", "en": "Amount", "fen": 168_032},
        {"zh": "年化利率", "en": "Annual rate", "value": "3.45%"},
    ],
    "remarks": ["本文件依平台记录出具。"],
}
_OF_KIND: dict[str, dict[str, Any]] = {
    "letter": {},
    "decision": {
        "outcome": "准予。",
        "grounds": ["办法第三条"],
        "remedy": "可在六十日内申请复议。",
    },
    "notice": {"steps": ["提交材料"], "due_on": "2026-12-01", "contact": "023-00000000"},
    "payment_list": {
        "rows": [{"payee": NAME, "account": "6222 **** 1234", "matter": "贴息", "fen": 168_032}]
    },
    "extract": {
        "columns": [
            {"zh": "日期", "en": "Day", "kind": "day"},
            {"zh": "事项", "en": "Matter", "kind": "text"},
            {"zh": "金额", "en": "Amount", "kind": "money", "sum": True},
        ],
        "rows": [["2026-11-01", "还款", 100_001], ["2026-12-01", "还款", 68_031]],
    },
}
KINDS = tuple(_OF_KIND)


def facts(kind: str = "letter", **changed: Any) -> dict[str, Any]:
    """A fresh copy, with some of the facts changed."""
    made: dict[str, Any] = json.loads(json.dumps({**_EVERY, **_OF_KIND[kind]}))
    return made | changed


def issued(kind: str = "letter", subject: str = "example:X1", **changed: Any) -> IssuedDocument:
    at = changed.pop("at", AT)
    with transaction.atomic():
        return issue_document(
            kind=kind, subject=subject, facts=facts(kind, **changed), actor=SYSTEM, at=at
        )


def unsaved(kind: str = "letter", **changed: Any) -> IssuedDocument:
    """A row that never saw a database: printing needs none."""
    make_check_key()
    told = facts(kind, **changed)
    return IssuedDocument(
        no="LT2026-000001",
        kind=kind,
        facts=json.dumps(told, ensure_ascii=False),
        digest=paper_digest(kind, 1, told),
        template=1,
        issued_at=AT,
    )


def text_of(reader: PdfReader) -> str:
    """The text of all pages, as a reader would copy it, without the breaks of lines."""
    return "".join(page.extract_text() for page in reader.pages).replace("\n", "")
