"""Printing: archival PDF with its fonts inside, the same bytes again, data never read as source."""

import io
import re
import sys
import time
from collections import OrderedDict
from decimal import Decimal
from typing import Any
from xml.etree import ElementTree

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from kerong.documents import render
from kerong.documents.codes import check_code
from kerong.documents.errors import DocumentUnprintable
from kerong.documents.fonts import missing_signs
from kerong.documents.models import IssuedDocument
from kerong.documents.press import sheet_of
from tests.build import papers

_PDFA = "{http://www.aiim.org/pdfa/ns/id/}"
HOSTILE = (
    '#include "/etc/passwd"',
    '#read("frame.typ")',
    "#sys.inputs",
    "#{1+1}",
    "$x^2$ $",
    "@label <label>",
    '*bold* _em_ `raw` ```typ #eval("1")```',
    "= heading",
    "- item",
    "// comment /* comment",
    "\\ \\u{41} \\#",
    "\"quoted\" 'single' ] } )",
    "<script>alert(1)</script> & {{ x }} {% y %}",
    "https://example.org/#a",
    "~ -- --- ...",
)
MONEY = re.compile(r"-?[0-9,]+\.[0-9]{2}")


def printed(document: IssuedDocument) -> PdfReader:
    return PdfReader(io.BytesIO(render.printed(document, page=papers.PAGE)))


def told(document: IssuedDocument) -> str:
    return papers.text_of(printed(document))


def fonts_of(reader: PdfReader) -> list[Any]:
    return [
        font.get_object()
        for page in reader.pages
        for font in page["/Resources"]["/Font"].get_object().values()
    ]


@pytest.mark.parametrize("kind", papers.KINDS)
def test_each_kind_is_an_archival_pdf_that_needs_nothing_from_outside(kind: str) -> None:
    reader = printed(papers.unsaved(kind))
    root: Any = reader.trailer["/Root"]
    said = ElementTree.fromstring(root["/Metadata"].get_object().get_data())
    assert [found.text for found in said.iter(f"{_PDFA}part")] == ["2"]
    assert [found.text for found in said.iter(f"{_PDFA}conformance")] == ["B"]
    (intent,) = root["/OutputIntents"]
    assert intent.get_object()["/S"] == "/GTS_PDFA1"
    assert intent.get_object()["/DestOutputProfile"].get_object().get_data()
    fonts = fonts_of(reader)
    assert fonts
    for font in fonts:
        inner = font["/DescendantFonts"][0].get_object()["/FontDescriptor"].get_object()
        assert any(name in inner for name in ("/FontFile2", "/FontFile3"))
    assert "/ID" in reader.trailer
    assert not {"/JavaScript", "/EmbeddedFiles"} & set(root.get("/Names", {}))
    assert (reader.metadata or {})["/Title"] == "示例文件"


@pytest.mark.parametrize("kind", papers.KINDS)
def test_the_same_facts_give_the_same_bytes(kind: str) -> None:
    first = render.printed(papers.unsaved(kind), page=papers.PAGE)
    render._fonts.cache_clear()  # as in another process
    assert render.printed(papers.unsaved(kind), page=papers.PAGE) == first
    other = papers.unsaved(kind, remarks=["另一条"])
    assert render.printed(other, page=papers.PAGE) != first


@pytest.mark.parametrize("kind", papers.KINDS)
def test_number_code_amounts_and_page_numbers_stand_on_the_paper(kind: str) -> None:
    document = papers.unsaved(kind)
    said = told(document).replace(" ", "")
    code = check_code(document.no, document.digest, document.issued_at)
    assert said.count(document.no) >= 2 and said.count(code) >= 2
    assert "示例文件" in said and "科融平台" in said and papers.NAME in said
    assert "1,680.32元" in said and "壹仟陆佰捌拾元零叁角贰分" in said
    assert "第1页/共1页" in said
    assert document.digest in said


def test_parts_of_decision_and_notice_are_printed() -> None:
    decision = told(papers.unsaved("decision")).replace(" ", "")
    for words in ("准予。", "依据和理由", "办法第三条", "救济途径", "可在六十日内申请复议。"):
        assert words in decision
    notice = told(papers.unsaved("notice")).replace(" ", "")
    for words in ("请您办理", "提交材料", "2026-12-01", "023-00000000"):
        assert words in notice


def test_the_code_image_leads_to_the_verification_page() -> None:
    document = papers.unsaved()
    sheet = sheet_of(document, page=papers.PAGE)
    code = check_code(document.no, document.digest, document.issued_at)
    assert sheet["address"] == f"{papers.PAGE}?no={document.no}&code={code}"
    assert sheet["qr"].startswith("<?xml") and "<svg" in sheet["qr"]


@pytest.mark.parametrize("text", HOSTILE)
def test_what_people_typed_is_printed_as_typed_and_never_run(text: str) -> None:
    """In every place a text can stand: name, title, paragraph, particular, remark."""
    document = papers.unsaved(
        title={"zh": text, "en": text},
        addressee={"name": text, "reference": ""},
        paragraphs=[text],
        particulars=[{"zh": text[:80], "en": text, "value": text}],
        remarks=[text],
    )
    said = told(document).replace(" ", "")
    assert said.count(text.replace(" ", "")) >= 6


def test_hostile_text_in_tables_is_only_text() -> None:
    rows = [{"payee": text, "account": text[:80], "matter": text, "fen": 1} for text in HOSTILE]
    listed = told(papers.unsaved("payment_list", rows=rows)).replace(" ", "")
    assert "#sys.inputs" in listed and "root:" not in listed
    columns = [{"zh": text[:40], "en": text[:40], "kind": "text"} for text in HOSTILE[:3]]
    extract = papers.unsaved("extract", columns=columns, rows=[list(HOSTILE[:3])])
    assert "#sys.inputs" in told(extract).replace(" ", "")


@given(st.text(alphabet=st.characters(max_codepoint=0x2FFF, exclude_categories=("Cs",))))
@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_text_is_printed_or_named_as_missing(text: str) -> None:
    document = papers.unsaved(paragraphs=[f"始{text}终"])
    visible = sheet_of(document, page=papers.PAGE)["facts"]["paragraphs"][0]
    if missing_signs(visible):
        with pytest.raises(DocumentUnprintable):
            render.printed(document, page=papers.PAGE)
    else:
        assert "终" in told(document)


def test_signs_that_steer_the_writing_are_not_printed() -> None:
    """A right-to-left override would let 00.001 be read as 100.00."""
    document = papers.unsaved(paragraphs=["金额\u202e00.001\u202c元\x07整\n下行\u200b\U000e0100"])
    assert "金额00.001元整下行" in told(document).replace(" ", "")


def test_an_endless_word_stays_on_the_page() -> None:
    document = papers.unsaved(
        "payment_list", rows=[{"payee": "A" * 200, "account": "6" * 80, "matter": "贴息", "fen": 1}]
    )
    right = max(matrix[4] for page in printed(document).pages for matrix in _places(page))
    width = float(printed(document).pages[0].mediabox.width)
    assert right < width - 40


def _places(page: Any) -> list[Any]:
    seen: list[Any] = []
    page.extract_text(visitor_text=lambda text, cm, tm, font, size: seen.append(tm))
    return seen


def test_money_is_printed_exactly_whatever_its_size() -> None:
    """2^53 + 1 fen would come out even if a float had touched it."""
    amounts = (0, 5, 100, -123_456, 2**53 + 1, 10**18 - 1)
    rows = [["2026-11-01", "事项", fen] for fen in amounts]
    said = told(
        papers.unsaved(
            "extract",
            rows=rows,
            columns=[
                {"zh": "日期", "en": "", "kind": "day"},
                {"zh": "事项", "en": "", "kind": "text"},
                {"zh": "金额", "en": "", "kind": "money"},
            ],
        )
    ).replace(" ", "")
    for fen in amounts:
        assert f"{Decimal(fen) / 100:,.2f}" in said


def test_an_extract_sums_the_columns_that_ask_for_it_and_shows_gaps_as_dashes() -> None:
    rows = [["2026-11-01", None, 100_001], ["2026-12-01", "还款", 68_031], ["", "", None]]
    said = told(papers.unsaved("extract", rows=rows)).replace(" ", "")
    assert "合计" in said and "1,680.32" in said and "—" in said


def sums_of(reader: PdfReader) -> list[tuple[int, int]]:
    """Per page: its own sum and the running total, in fen."""
    found = []
    for page in reader.pages:
        line = re.search(
            r"本页合计 Page ([0-9.,-]+) 元.*?total ([0-9.,-]+) 元", page.extract_text()
        )
        if line:
            found.append(tuple(int(re.sub(r"[.,]", "", text)) for text in line.groups()))
    return found


def listed(count: int) -> list[dict[str, Any]]:
    return [
        {
            "payee": f"第{no}号示例企业" + "长" * (no % 23),
            "account": "6222 **** 1234",
            "matter": "贷款贴息",
            "fen": no * 137 + 1,
        }
        for no in range(count)
    ]


def require_sums(rows: list[dict[str, Any]]) -> int:
    """Pages add up, totals run, the last is the whole; returns the number of pages."""
    reader = printed(papers.unsaved("payment_list", rows=rows))
    sums, whole = sums_of(reader), sum(row["fen"] for row in rows)
    running = 0
    for own, total in sums:
        running += own
        assert total == running
    assert running == whole
    end = papers.text_of(reader).split("合计 Total：")[1]
    assert f"{Decimal(whole) / 100:,.2f}" in end
    return len(sums)


def test_every_page_of_a_payment_list_says_its_sum_and_the_last_the_whole() -> None:
    assert require_sums(listed(60)) > 2
    assert require_sums(listed(1)) == 1


@pytest.mark.slow
def test_a_thousand_lines_are_printed_in_seconds(capsys: pytest.CaptureFixture[str]) -> None:
    rows = listed(1000)
    began = time.perf_counter()
    content = render.printed(papers.unsaved("payment_list", rows=rows), page=papers.PAGE)
    seconds = time.perf_counter() - began
    with capsys.disabled():
        sys.stdout.write(f"\n1,000 lines: {seconds:.1f} s, {len(content):,} bytes\n")
    assert require_sums(rows) > 30
    assert seconds < 30


def test_a_paper_is_printed_once_a_process_and_anew_for_other_bytes(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    made: list[str] = []

    def counted(document: IssuedDocument, *, page: str) -> bytes:
        made.append(page)
        return b"x" * 10

    monkeypatch.setattr(render, "printed", counted)
    monkeypatch.setattr(render, "_kept", OrderedDict())
    document = papers.unsaved()
    assert render.pdf_of(document, page=papers.PAGE) == render.pdf_of(document, page=papers.PAGE)
    assert len(made) == 1
    render.pdf_of(document, page="https://other.example/verify/")
    document.digest = "a" * 64
    render.pdf_of(document, page=papers.PAGE)
    assert len(made) == 3
    monkeypatch.setattr(render, "MOST_KEPT", 25)
    document.digest = "b" * 64
    render.pdf_of(document, page=papers.PAGE)
    assert (len(made), len(render._kept)) == (4, 2)
    render.pdf_of(papers.unsaved(), page=papers.PAGE)
    assert len(made) == 5
