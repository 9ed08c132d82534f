"""Files as people really send them are read, and a value is what was meant."""

from datetime import date, datetime
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kerong.evidence.imports.cells import CellRefused, read_day, read_value
from kerong.evidence.imports.read import read_file
from kerong.evidence.imports.report import FileRefused
from kerong.evidence.imports.sheet import Form, RawTable, column_letters
from kerong.evidence.imports.templates import TEMPLATES, template_csv, template_xlsx
from kerong.kernel.ratios import round_half_up
from kerong.rules.vocabulary import vocabulary
from tests.build.evidence import OBSERVATION_COLUMNS, csv_file, json_file, xlsx_file
from tests.evidence.imports.archives import with_parts
from tests.evidence.imports.good_row import GOOD, row

ZH = row(observation="年纳税额", source="税务部门：完税证明")


def cells_of(name: str, content: bytes) -> list[tuple[str, ...]]:
    return [held.cells for held in read_file(name, content).rows]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk"])
def test_chinese_is_read_in_the_encodings_spreadsheets_write(encoding):
    assert cells_of("a.csv", csv_file([ZH], encoding=encoding)) == [tuple(ZH)]


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_lines_may_end_in_any_way_and_blank_ones_do_not_count(ending):
    text = csv_file([GOOD]).decode().replace("\n", ending) + f" {ending}, , {ending}"

    (found,) = read_file("a.csv", text.encode()).rows

    assert (found.no, found.cells) == (2, GOOD)


def test_rows_count_as_the_spreadsheet_counts_them():
    text = csv_file([]).decode() + "\n\n" + ",".join(GOOD) + "\n"

    table = read_file("a.csv", text.encode())

    assert [held.no for held in table.rows] == [4]
    assert table.address(4, 4) == "E4"


def test_a_quoted_cell_may_hold_commas_quotes_and_lines():
    text = 'credit_code,value\nA,"1,2 ""x""\n3"\nB,4\n'

    table = read_file("", text.encode())

    assert [held.cells for held in table.rows] == [("A", '1,2 "x"\n3'), ("B", "4")]


def test_an_unnamed_file_is_recognised_by_its_content():
    assert read_file("", xlsx_file([GOOD])).form is Form.XLSX
    assert read_file("", json_file([GOOD])).form is Form.JSON
    assert read_file("upload", csv_file([GOOD])).form is Form.CSV


def test_json_keeps_numbers_as_written_and_takes_a_bare_list():
    table = read_file("a.json", b'[{"a": 18600.10, "b": true, "c": null}, {"d": 7, "a": "x"}]')

    assert table.header == ("a", "b", "c", "d")
    assert [held.cells for held in table.rows] == [("18600.10", "true", "", ""), ("x", "", "", "7")]
    assert table.address(2, 0) == "rows[1].a"


def test_a_workbook_gives_numbers_as_a_person_sees_them():
    shown = {
        18600.05: "18600.05",
        0.1 + 0.2: "0.3",
        18600.05 * 3 / 3 + 1e-12: "18600.05",
        1e-7: "0.0000001",
        5.0: "5",
        -3.5: "-3.5",
        9999999999999.99: "9999999999999.99",
        1e300: "1E+300",
        True: "true",
        date(2025, 12, 31): "2025-12-31",
        datetime(2025, 12, 31): "2025-12-31",
    }

    for value, text in shown.items():
        assert cells_of("a.xlsx", xlsx_file([[value]], ["value"])) == [(text,)]


def test_notes_and_hidden_empty_sheets_do_not_disturb():
    def more(book, page):
        book.add_worksheet("说明").write(0, 0, "如何填写")
        book.add_worksheet("空白").hide()

    assert cells_of("a.xlsx", xlsx_file([GOOD], write=more)) == [GOOD]


def test_the_sheet_named_for_data_is_taken_before_others():
    def more(book, page):
        book.add_worksheet("草稿").write(0, 0, "x")

    assert cells_of("a.xlsx", xlsx_file([GOOD], sheet="数据", write=more)) == [GOOD]


def test_the_calendar_of_1904_is_understood():
    import io

    import xlsxwriter

    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True, "date_1904": True}) as book:
        page = book.add_worksheet()
        page.write(0, 0, "period_end")
        style = book.add_format({"num_format": "yyyy-mm-dd"})
        page.write_datetime(1, 0, datetime(2025, 12, 31), style)

    assert cells_of("a.xlsx", stream.getvalue()) == [("2025-12-31",)]


def test_pictures_in_a_workbook_are_not_looked_at():
    content = with_parts(xlsx_file([GOOD]), {"xl/media/logo.png": b"\x89PNG" + bytes(range(256))})

    assert cells_of("a.xlsx", content) == [GOOD]


@pytest.mark.parametrize("place, letters", [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ")])
def test_columns_are_lettered_as_in_a_spreadsheet(place, letters):
    assert column_letters(place) == letters


@pytest.mark.parametrize("name", TEMPLATES)
def test_a_template_is_read_back_without_a_row(name):
    for file, make in (("t.csv", template_csv), ("t.xlsx", template_xlsx)):
        table = read_file(file, make(name))
        assert isinstance(table, RawTable)
        assert len(table.rows) == 0
    assert len(OBSERVATION_COLUMNS) == 7


MEANT = [
    ("tax_paid", "18600", "1860000"),
    ("tax_paid", "18600.5", "1860050"),
    ("tax_paid", "18600.500", "1860050"),
    ("tax_paid", "1,234,567.80", "123456780"),
    ("tax_paid", "１２，３４５．６０", "1234560"),
    ("tax_paid", "0", "0"),
    ("net_profit", "-12.30", "-1230"),
    ("net_profit", "－１２", "-1200"),
    ("insured_staff", "86", "86"),
    ("insured_staff", "1,086", "1086"),
    ("insured_staff", "86.0", "86"),
    ("invoice_top5_share", "0.052", "52000"),
    ("invoice_top5_share", "5.2%", "52000"),
    ("invoice_top5_share", "５．２％", "52000"),
    ("invoice_top5_share", "1", "1000000"),
    ("invoice_top5_share", "0.0000005", "1"),
    ("invoice_top5_share", "0.00000049", "0"),
    ("points", "86.5", "86500"),
    ("points", "-1", "-1000"),
    ("is_hnte", "是", "true"),
    ("is_hnte", "FALSE", "false"),
    ("founded_on", "2015/3/2", "2015-03-02"),
    ("founded_on", "2015.03.02", "2015-03-02"),
    ("tax_credit_grade", "M", "M"),
    ("industry_code", "C3985", "C3985"),
    ("credit_code", "91500000ma0000001" + "7", None),
]


@pytest.mark.parametrize("code, text, meant", MEANT)
def test_a_value_is_what_was_meant(code, text, meant):
    fact = vocabulary().fact({"invoice_top5_share": code}.get(code, code))
    if meant is None:
        with pytest.raises(CellRefused):
            read_value(text, fact)
        return
    assert read_value(text, fact).text == meant


def test_more_than_six_decimals_of_a_share_are_rounded_with_a_warning():
    fact = vocabulary().fact("invoice_top5_share")

    assert read_value("0.123456", fact).warnings == []
    ((code, facts),) = read_value("0.1234565", fact).warnings
    assert (code, facts["rounded"]) == ("value.rounded", "0.123457")


@given(st.integers(-(10**15), 10**15), st.booleans())
def test_money_written_either_way_reads_back_to_the_fen(fen, grouped):
    yuan, cents = divmod(abs(fen), 100)
    text = f"{'-' if fen < 0 else ''}{yuan:{',' if grouped else ''}}.{cents:02d}"

    assert read_value(text, vocabulary().fact("net_profit")).text == str(fen)


@given(st.decimals(0, 1, places=9))
def test_a_share_is_rounded_half_up_once(share):
    read = read_value(f"{share:f}", vocabulary().fact("invoice_top5_share"))

    assert int(read.text) == round_half_up(Fraction(share) * 1_000_000)


@given(st.text(max_size=30))
def test_any_text_is_a_value_or_a_reason(text):
    for code in ("tax_paid", "invoice_top5_share", "points", "insured_staff", "founded_on"):
        try:
            assert read_value(text, vocabulary().fact(code)).text
        except CellRefused as refusal:
            assert refusal.code
    try:
        read_day(text)
    except CellRefused as refusal:
        assert refusal.code.startswith("date.")


@given(st.binary(max_size=300), st.sampled_from(["", "a.csv", "a.json", "a.xlsx"]))
def test_any_bytes_are_rows_or_a_reason(content, name):
    try:
        assert read_file(name, content).form in Form
    except FileRefused as refused:
        assert refused.faults


@given(st.data())
def test_a_damaged_workbook_is_rows_or_a_reason(data):
    content = bytearray(WORKBOOK)
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(content) - 1))
        content[at] = data.draw(st.integers(0, 255))
    try:
        read_file("", bytes(content))
    except FileRefused as refused:
        assert refused.faults


WORKBOOK = xlsx_file([GOOD])
