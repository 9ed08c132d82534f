"""Verification: little is said, and only to one who has number and check code together."""

import json
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kerong.documents import matters
from kerong.documents.access import issued_for
from kerong.documents.codes import check_code
from kerong.documents.errors import CheckKeyMissing, DocumentChanged, IssuedNotFound
from kerong.documents.issue import revoke_document, supersede
from kerong.documents.keys import make_check_key
from kerong.documents.matters import Matter, register_matter
from kerong.documents.models import IssuedDocument
from kerong.documents.press import sheet_of
from kerong.documents.reads import issued_to
from kerong.documents.unchanged import paper_digest
from kerong.documents.verification import Verified, masked, verify
from kerong.kernel import roles
from kerong.kernel.actor import SYSTEM, Actor
from kerong.kernel.errors import Forbidden, NotFound
from kerong.ledger.check import check_ledger
from tests.build import papers
from tests.build.papers import AT

pytestmark = pytest.mark.django_db
LATER = AT + timedelta(days=3)
OWNER = Actor(person_id=1, name="张", role=roles.FIRM_OWNER, enterprise_id=1)
STRANGER = Actor(person_id=2, name="李", role=roles.FIRM_OWNER, enterprise_id=2)


def code_of(document: IssuedDocument) -> str:
    return check_code(document.no, document.digest, document.issued_at)


def verified(document: IssuedDocument) -> Verified:
    found = verify(no=document.no, code=code_of(document))
    assert found is not None
    return found


@pytest.fixture
def example_matter() -> Iterator[dict[str, bool]]:
    """A package that owns "example:…" and can be asked; taken out again afterwards."""
    state = {"seen": True, "holds": True}

    def require_seen(actor: Actor, no: str) -> None:
        if not state["seen"]:
            raise NotFound(no=no)

    register_matter("example", Matter(require_seen, lambda no, topic, facts: state["holds"]))
    yield state
    matters._MATTERS.pop("example")


def test_number_and_code_together_say_what_tells_a_true_paper() -> None:
    document = papers.issued("decision")
    assert verified(document) == Verified(
        no=document.no,
        kind="decision",
        title_zh="示例文件",
        title_en="An example",
        issuer="科融平台",
        addressee="重庆＊＊＊公司",
        issued_on=AT.date(),
        digest=document.digest,
        state="valid",
        ended_on=None,
        replaced_by="",
    )


def test_numbers_and_codes_are_read_as_people_type_them() -> None:
    document = papers.issued()
    code = code_of(document)
    for no in (document.no.lower(), document.no.replace("-", ""), f" {document.no} "):
        found = verify(no=no, code=code.replace("-", " ").lower())
        assert found is not None and found.no == document.no


def test_a_wrong_number_and_a_wrong_code_are_told_the_same_after_the_same_work() -> None:
    document = papers.issued()
    code = code_of(document)
    wrong = ("A" if code[0] != "A" else "B") + code[1:]
    asked = [
        (document.no, wrong),
        (f"LT{AT.year}-999999", code),
        (document.no, ""),
        ("", ""),
        ("\x00", "x" * 10_000),
        ("重庆", "🙂"),
    ]
    for no, given in asked:
        with CaptureQueriesContext(connection) as seen:
            assert verify(no=no, code=given) is None
        assert len(seen) == 2


def test_a_code_opens_its_own_document_alone() -> None:
    one, two = papers.issued(), papers.issued(remarks=[])
    assert verify(no=two.no, code=code_of(one)) is None


def test_a_row_changed_behind_our_back_no_longer_verifies() -> None:
    document = papers.issued()
    code = code_of(document)
    IssuedDocument.objects.filter(pk=document.pk).update(digest="0" * 64)
    assert verify(no=document.no, code=code) is None


def edited(document: IssuedDocument) -> IssuedDocument:
    """As somebody with a shell would: ten times the amount."""
    facts = document.facts.replace("168032", "1680320")
    IssuedDocument.objects.filter(pk=document.pk).update(facts=facts)
    document.refresh_from_db()
    return document


def test_facts_changed_under_their_digest_neither_print_nor_verify() -> None:
    document = edited(papers.issued())
    for asked in (lambda: sheet_of(document, page=papers.PAGE), lambda: verified(document)):
        with pytest.raises(DocumentChanged):
            asked()
    (fault,) = check_ledger().faults
    assert (fault.code, fault.where, fault.facts) == (
        "document.changed", document.no, {"what": "digest"}
    )  # fmt: skip


def test_facts_changed_with_their_digest_are_told_by_the_trail() -> None:
    """The code drawn anew would fit: what was issued stands in the trail alone."""
    document = edited(papers.issued())
    digest = paper_digest(document.kind, document.template, json.loads(document.facts))
    IssuedDocument.objects.filter(pk=document.pk).update(digest=digest)
    document.refresh_from_db()

    with pytest.raises(DocumentChanged):
        verify(no=document.no, code=code_of(document))
    assert [fault.code for fault in check_ledger().faults] == ["document.changed"]


def test_a_digest_changed_alone_is_told_too() -> None:
    """Its holder's code fits no longer: whoever keeps the books has to hear of it."""
    document = papers.issued()
    IssuedDocument.objects.filter(pk=document.pk).update(digest="0" * 64)
    (fault,) = check_ledger().faults
    assert (fault.code, fault.where) == ("document.changed", document.no)


def test_replaced_and_revoked_papers_say_so() -> None:
    old = papers.issued()
    new = papers.issued(remarks=[], at=LATER)
    supersede(new, actor=SYSTEM, at=LATER)
    said = verified(old)
    assert (said.state, said.replaced_by, said.ended_on) == ("replaced", new.no, LATER.date())
    revoke_document(no=new.no, reason="金额有误", actor=SYSTEM, at=LATER)
    said = verified(new)
    assert (said.state, said.ended_on) == ("revoked", LATER.date())


def test_a_paper_whose_matter_ended_has_lapsed(example_matter: dict[str, bool]) -> None:
    document = papers.issued()
    assert verified(document).state == "valid"
    example_matter["holds"] = False
    assert verified(document).state == "lapsed"


def test_with_another_key_papers_are_not_called_forged(settings: Any, tmp_path: Path) -> None:
    document = papers.issued()
    settings.VAR = tmp_path
    make_check_key()
    for no in (document.no, "LT2020-000001", ""):
        with pytest.raises(CheckKeyMissing):
            verify(no=no, code="x")
    newer = papers.issued(remarks=[])
    assert verified(newer).state == "valid"
    with pytest.raises(CheckKeyMissing):
        verify(no=newer.no, code="x")


def test_a_lost_key_does_not_tell_which_numbers_exist(settings: Any, tmp_path: Path) -> None:
    document = papers.issued()
    settings.VAR = tmp_path
    for no in (document.no, "LT2020-000001", ""):
        with pytest.raises(CheckKeyMissing):
            verify(no=no, code="x")


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("", ""),
        ("王", "王＊＊＊"),
        ("王小明", "王＊＊＊"),
        ("欧阳小明", "欧＊＊＊"),
        (papers.NAME, "重庆＊＊＊公司"),
        ("重庆测试公司", "重庆＊＊＊公司"),
    ],
)
def test_names_are_masked_so_that_only_who_knows_them_recognises_them(
    name: str, shown: str
) -> None:
    assert masked(name) == shown


def test_only_the_addressee_who_may_see_the_matter_opens_the_paper(
    example_matter: dict[str, bool],
) -> None:
    document = papers.issued()
    assert issued_for(OWNER, document.no) == document
    example_matter["seen"] = False
    for actor, no in ((OWNER, document.no), (STRANGER, document.no), (OWNER, "LT2026-999999")):
        with pytest.raises(IssuedNotFound):
            issued_for(actor, no)
    with pytest.raises(Forbidden):
        issued_for(SYSTEM, document.no)


def test_a_paper_about_a_matter_nobody_answers_for_stays_shut() -> None:
    with pytest.raises(IssuedNotFound):
        issued_for(OWNER, papers.issued().no)


def test_two_packages_cannot_own_one_kind_of_subject(example_matter: dict[str, bool]) -> None:
    with pytest.raises(ValueError, match="example"):
        register_matter("example", Matter(lambda actor, no: None, lambda no, topic, facts: True))


def test_the_firm_lists_its_own_papers_newest_first() -> None:
    first, second = papers.issued(), papers.issued(remarks=[])
    papers.issued(addressee={"name": "别家", "reference": "enterprise:2"})
    assert [row.no for row in issued_to(OWNER)] == [second.no, first.no]
