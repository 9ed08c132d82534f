"""The public page: one answer to every wrong paper, little about a true one, and a limit."""

import pytest
from django.core.cache import cache
from django.test import Client

from kerong.documents.codes import check_code
from kerong.documents.issue import revoke_document
from kerong.documents.models import IssuedDocument
from kerong.kernel.actor import SYSTEM
from kerong.portal.documents.verify import MOST_A_MINUTE
from tests.build import papers

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("standing_still")]


@pytest.fixture(autouse=True)
def fresh_counts(db: None) -> None:
    cache.clear()


def code_of(document: IssuedDocument) -> str:
    return check_code(document.no, document.digest, document.issued_at)


def asked(client: Client, no: str, code: str) -> tuple[int, str]:
    answered = client.get("/verify/", {"no": no, "code": code})
    return answered.status_code, answered.content.decode()


def test_anybody_finds_the_empty_form_from_every_page(visitor: Client) -> None:
    assert 'href="/verify/"' in visitor.get("/").content.decode()
    answered = visitor.get("/verify/")
    assert answered.status_code == 200 and "文件核验" in answered.content.decode()


def test_a_true_paper_is_named_without_what_it_says(visitor: Client) -> None:
    document = papers.issued()
    status, said = asked(visitor, document.no, code_of(document))
    assert status == 200
    for words in (document.no, "示例文件", "科融平台", "重庆＊＊＊公司", "有效", document.digest):
        assert words in said
    for words in (papers.NAME, "1,680.32", "3.45%", "enterprise:1", "example:X1"):
        assert words not in said


def test_a_wrong_number_and_a_wrong_code_get_the_same_page(visitor: Client) -> None:
    document = papers.issued()
    code = code_of(document)
    typed = [(document.no, "AAAA-AAAA-AAAA-AAAA"), ("LT2026-999999", code)]
    answers = []
    for no, given in typed:
        status, said = asked(visitor, no, given)
        body = said[said.index("<main") : said.index("</main>")]
        answers.append((status, body.replace(no, "").replace(given, "")))
    assert answers[0] == answers[1]
    assert answers[0][0] == 404 and "没有与该编号和校验码相符的文件" in answers[0][1]


def test_a_revoked_paper_says_so_in_both_languages(visitor: Client) -> None:
    document = papers.issued()
    revoke_document(no=document.no, reason="内部原因", actor=SYSTEM, at=papers.AT)
    _, said = asked(visitor, document.no, code_of(document))
    assert "已撤销" in said and "内部原因" not in said
    visitor.cookies["django_language"] = "en"
    _, said = asked(visitor, document.no, code_of(document))
    assert "taken back later" in said


def test_what_was_typed_is_shown_escaped_and_never_kept(visitor: Client) -> None:
    answered = visitor.get("/verify/", {"no": '"><script>x', "code": "y" * 5000})
    assert answered.status_code == 404
    assert b'"><script>x' not in answered.content
    assert answered.headers["Cache-Control"] == "no-store"
    assert answered.headers["X-Robots-Tag"] == "noindex"


def test_a_count_the_full_cache_threw_out_starts_anew(
    visitor: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    document = papers.issued()
    counted = cache.incr

    def thrown_out(key: str) -> int:
        cache.delete(key)
        return counted(key)

    assert asked(visitor, document.no, "x")[0] == 404
    with monkeypatch.context() as patched:
        patched.setattr(cache, "incr", thrown_out)
        assert asked(visitor, document.no, "x")[0] == 404
    for _ in range(MOST_A_MINUTE - 1):
        assert asked(visitor, document.no, "x")[0] == 404
    assert asked(visitor, document.no, "x")[0] == 429


def test_too_many_looks_a_minute_from_one_address_are_refused(visitor: Client) -> None:
    document = papers.issued()
    for _ in range(MOST_A_MINUTE):
        assert asked(visitor, document.no, "x")[0] == 404
    assert asked(visitor, document.no, code_of(document))[0] == 429
    assert visitor.get("/verify/").status_code == 200
    elsewhere = Client(REMOTE_ADDR="192.0.2.7")
    assert asked(elsewhere, document.no, code_of(document))[0] == 200
