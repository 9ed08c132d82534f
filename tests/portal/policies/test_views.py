"""The policy library and what a firm is entitled to, as people see them."""

import pytest

from kerong.catalogue.import_policies import import_policies
from kerong.config.paths import POLICIES
from kerong.documents.press import qr_svg
from kerong.kernel.actor import SYSTEM
from tests.build import applications, catalogue, evidence, parties
from tests.build import policies as build
from tests.build.parties import MOMENT

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("calendar", "library")]
LIBRARY, MINE = "/policies/", "/policies/mine/"


@pytest.fixture
def library(db: None) -> None:
    catalogue.reference()
    build.publish("hightech-listing", "hightech-star-bonus")


def text_of(response) -> str:
    assert response.status_code == 200
    return response.content.decode()


def test_the_library_lists_every_clause_with_document_region_and_cap(visitor):
    said = text_of(visitor.get(LIBRARY))

    assert "完成股改奖励" in said
    assert "重庆高新区鼓励企业上市挂牌扶持办法" in said
    assert "¥500,000.00" in said
    assert said.count("未核实") >= 3


def test_the_library_is_searched_by_words_initials_and_number_and_narrowed(visitor):
    assert "PC001" in text_of(visitor.get(LIBRARY, {"q": "wcgg"}))
    assert "PC004" not in text_of(visitor.get(LIBRARY, {"q": "pc001"}))
    assert "没有找到条款" in text_of(visitor.get(LIBRARY, {"level": "national"}))
    assert "PC002" in text_of(visitor.get(LIBRARY, {"region": "重庆高新区", "topic": "listing"}))
    assert "没有找到条款" in text_of(visitor.get(LIBRARY, {"state": "ended"}))


def test_the_filtered_library_is_a_file_too(visitor):
    answer = visitor.get(LIBRARY, {"export": "csv", "q": "PC004"})

    rows = answer.content.decode("utf-8-sig").splitlines()
    assert len(rows) == 2
    assert "PC004" in rows[1]


def test_a_clause_shows_conditions_base_cap_formula_document_and_source(visitor):
    said = text_of(visitor.get("/policies/PC004/"))

    for words in ("登陆科创板", "按名次定额", "¥5,000,000.00", "第二家", "未核实"):
        assert words in said
    assert "y.qianzhan.com" in said
    assert "$cap" not in said


def test_a_copied_row_stands_beside_its_clause_with_what_differs_or_alone_in_the_library(visitor):
    rows = (POLICIES / "clauses.csv").read_text(encoding="utf-8-sig")
    changed = rows.replace("PC001,重庆,重庆高新区,", "PC001,重庆,高新区,", 1)
    changed = changed.replace(",fixed,,500000,once,直管园", ",fixed,,600000,once,直管园", 1)
    import_policies(actor=SYSTEM, name="c.csv", content=changed.encode(), at=MOMENT)

    same, other = text_of(visitor.get("/policies/PC004/")), text_of(visitor.get("/policies/PC001/"))
    assert "登陆科创板的前三家,另加" in same
    assert "与测算所用不一致" not in same
    assert "与测算所用不一致" in other
    assert "¥600,000.00" in other and "¥500,000.00" in other
    library = text_of(visitor.get(LIBRARY))
    assert "已收录、尚无政策包测算" in library
    assert "PC013" in library and "loss/investment" in library


def test_an_unknown_clause_is_not_found(visitor):
    assert visitor.get("/policies/PC999/").status_code == 404
    assert visitor.get("/policies/PC999/scan.svg").status_code == 404


def test_a_clause_is_scanned_to_its_page_and_once_an_office_handles_it_to_the_form(visitor):
    plain = visitor.get("/policies/PC001/scan.svg")
    assert plain.headers["Content-Type"] == "image/svg+xml"
    assert plain.content.decode() == qr_svg("http://testserver/policies/PC001/")
    assert "scan.svg" not in text_of(visitor.get("/policies/PC001/"))

    applications.arranged("PC001", parties.department())
    handled = visitor.get("/policies/PC001/scan.svg").content.decode()
    assert handled == qr_svg("http://testserver/applications/new/PC001/")
    assert "/policies/PC001/scan.svg" in text_of(visitor.get("/policies/PC001/"))


def test_a_visitor_types_facts_and_sees_the_amount_and_what_is_missing(visitor):
    before = text_of(visitor.get(MINE))
    assert "请补充后测算" in before or "补充" in before
    assert "合计可享受" in before

    zone = {"f.zone_registered_on": "2021-06-01", "f.zone_taxed_on": "2021-06-01"}
    after = text_of(visitor.get(MINE, {**zone, "f.has_share_reform": "true"}))
    assert "¥500,000.00" in after


def test_the_firm_sees_its_own_outcome_and_the_smallest_change(owner_page, enterprise):
    evidence.observe(
        enterprise,
        {
            "zone_registered_on": "2021-06-01",
            "zone_taxed_on": "2021-06-01",
            "has_share_reform": "false",
        },
        source="market_registry",
    )

    clause = text_of(owner_page.get("/policies/PC001/"))
    assert "本企业" in clause
    assert "符合时可得" in clause
    near = text_of(owner_page.get(MINE, {"chip": "near"}))
    assert "完成股份制改造 否 → 是" in near


def test_typing_answers_with_the_right_side_alone_and_a_short_address(owner_page):
    response = owner_page.get(
        MINE, {"f.has_share_reform": "true", "chip": ""}, headers={"HX-Request": "true"}
    )

    assert text_of(response).lstrip().startswith('<div id="answers"')
    assert response["HX-Replace-Url"] == "/policies/mine/?f.has_share_reform=true"


def test_pages_ask_the_database_as_often_for_many_clauses_as_for_few(
    visitor, django_assert_max_num_queries
):
    for page in (LIBRARY, MINE):
        visitor.get(page)
        with django_assert_max_num_queries(12):
            visitor.get(page)
