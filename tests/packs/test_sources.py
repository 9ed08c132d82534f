"""What is called verified says where it was read; what is not says what the doubt is."""

import csv
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from kerong.catalogue.documents import Phrases, Writer
from kerong.catalogue.pack_files import Pack, read_pack
from kerong.config.paths import PACKS, ROOT
from kerong.reference.rules_tables import shipped_tables
from kerong.rules.engine_1 import compile_rules
from kerong.rules.listings import ListingArguments
from kerong.rules.offering import CLASS
from kerong.rules.programmes.shipped import TABLES as PROGRAMMES
from tests.build.catalogue import DAY

FOLDERS = sorted(
    path.parent
    for depth in ("*/*", "policies/*/*")
    for path in PACKS.glob(f"{depth}/offering.yaml")
)
TABLES = sorted(PROGRAMMES.glob("*/*.yaml"))
POOLS = sorted((PACKS / "pools").glob("*.yaml"))
with (PACKS / "sources.csv").open(encoding="utf-8", newline="") as _file:
    SOURCES = {row["key"]: row for row in csv.DictReader(_file)}
KEY = re.compile(r"(?<![\w-])(S[0-9]+|Seed [A-E]|[A-Z]+-[A-Za-z0-9]+)(?![\w-])")
PAPER = r"[\u4e00-\u9fff]{2,} ?20[0-9]{2}-[0-9]{2}-[0-9]{2}"
DOCUMENT = re.compile(rf"〔(?:19|20)[0-9]{{2}}〕[0-9]+号|https?://|{PAPER}")
DOUBT = "## 没有核实的读法"
MARK = "（未核实）"


def names_a_source(text: str) -> bool:
    """A document number, an address, a paper with its day, a key of the table, a file of ours."""
    if DOCUMENT.search(text) or keys_in(text):
        return True
    return text.startswith("packs/") and (ROOT / text).is_file()


def keys_in(text: str) -> set[str]:
    """Keys of the table a text names; "S91–S93" names the three."""
    for first, last in re.findall(r"S([0-9]+)–S([0-9]+)", text):
        text += "".join(f" S{at}" for at in range(int(first), int(last) + 1))
    return {key for key in SOURCES if re.search(rf"(?<![A-Za-z0-9-]){key}(?![A-Za-z0-9-])", text)}


def said(folder: Path) -> Iterator[tuple[str, str, bool]]:
    """Place, source and flag of everything in a pack that carries a source of its own."""
    rules = read_pack(folder).rules
    yield rules.key, rules.basis.source, rules.basis.verified
    for name, series in rules.parameters.items():
        for value in series:
            source = getattr(value, "source", "") or rules.basis.source
            yield f"{rules.key}@{name}", source, value.verified
    for indicator in rules.scorecard.indicators if rules.scorecard else ():
        source = indicator.source or rules.basis.source
        yield f"{rules.key}/{indicator.code}", source, indicator.verified


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_nothing_is_verified_without_a_source_that_can_be_looked_up(folder: Path) -> None:
    bare = [place for place, source, ok in said(folder) if ok and not names_a_source(source)]

    assert bare == []


def rows(path: Path) -> Iterator[tuple[str, str, bool]]:
    """Day, document with source, and flag of the head of a table and of each of its rows."""
    table = yaml.safe_load(path.read_text(encoding="utf-8"))
    head = table["basis"]
    for day, row in [("basis", head), *table["terms"].items()]:
        told = (row.get(name, head[name]) for name in ("document", "source"))
        yield str(day), " ".join(told), row["verified"]


@pytest.mark.parametrize("path", TABLES, ids=lambda path: path.stem)
def test_a_programme_is_verified_only_with_a_source_too(path: Path) -> None:
    bare = [day for day, told, ok in rows(path) if ok and not names_a_source(told)]

    assert bare == []


def test_policies_and_tables_are_among_what_is_looked_at() -> None:
    assert {"job-stabilisation", "otc-listing", "tech-sme"} <= {path.name for path in FOLDERS}
    assert {"20-80", "total2total", "fuyang", "hubei"} <= {path.stem for path in TABLES}


@pytest.mark.parametrize("path", POOLS, ids=lambda path: path.stem)
def test_a_pool_is_verified_only_with_a_source_too(path: Path) -> None:
    basis = yaml.safe_load(path.read_text(encoding="utf-8"))["basis"]

    assert basis["verified"] in (True, False)
    assert not basis["verified"] or names_a_source(basis["source"])


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("国科发火〔2016〕32号", True),
        ("重庆日报 2023-08-11", True),
        ("https://www.gov.cn/x", True),
        ("STAR-std、JY-dict", True),
        ("packs/demo-zone/README.md", True),
        ("平台默认值", False),
        ("按通行文本转述，没有看到原文", False),
        ("data/05b", False),
        ("NOWHERE-1", False),
        ("摘录 S91–S93", True),
        ("packs/demo-zone/ABSENT.md", False),
    ],
)
def test_what_counts_as_a_source(text: str, named: bool) -> None:
    assert names_a_source(text) is named


def test_every_key_in_a_text_is_in_the_table_and_every_row_of_the_table_is_used() -> None:
    texts = [read_pack(folder).rules.basis.source for folder in FOLDERS]
    texts += [path.read_text(encoding="utf-8") for path in POOLS]

    assert {key for text in texts for key in KEY.findall(text)} <= SOURCES.keys()
    assert SOURCES.keys() == {key for text in texts for key in keys_in(text)}
    assert all(row["kind"] and row["title"] for row in SOURCES.values())


def class_packs() -> list[Path]:
    return [folder for folder in FOLDERS if read_pack(folder).rules.kind == CLASS]


def unverified_lines(pack: Pack) -> list[str]:
    """Sentences of lines nobody verified, a gate once."""
    rules = pack.rules
    plan = compile_rules([rules]).plan(
        [ListingArguments(rules.key, rules.key, {})], {}, shipped_tables()
    )
    results = plan.run({}, DAY)
    writer = Writer(results, Phrases({}), "zh-hans")
    found = {
        (line.route if not line.key.startswith("gates.") else "", line.key): writer.line(
            results[0], line
        )["say"]
        for line in results[0].lines
        if not rules.condition(line.key).verified or not rules.basis.verified
    }
    return list(found.values())


@pytest.mark.parametrize("folder", class_packs(), ids=lambda folder: folder.name)
def test_the_guide_marks_every_line_nobody_verified_and_says_what_the_doubt_is(
    folder: Path,
) -> None:
    pack = read_pack(folder)
    doubtful = unverified_lines(pack)
    _, _, rest = pack.guide.partition("## 条件")
    shown = re.split(r"\n## ", rest)[0].replace("元以上", "元 以上")

    for sentence in doubtful:
        assert f"{sentence}{MARK}" in shown, sentence
    assert shown.count(MARK) == len(doubtful)
    if doubtful:
        _, _, told = pack.guide.partition(DOUBT)
        assert re.search(r"^- \S+", told.partition("\n## ")[0], re.MULTILINE)


@pytest.mark.parametrize("folder", class_packs(), ids=lambda folder: folder.name)
def test_a_growth_rate_read_off_a_multiple_of_two_years_is_our_reading(folder: Path) -> None:
    """The documents say how much a year, none says between which years."""
    for line in read_pack(folder).rules.conditions.values():
        assert not (line.left == "revenue_multiple_2y" and line.verified), line.key


def test_what_the_documents_do_not_say_is_marked_line_by_line() -> None:
    """Readings found when the packs were held against their sources; none may turn verified."""
    readings = {
        "tech-sme": {"legal_form", "accidents_2y", "has_research_misconduct", "standards_led"},
        "hnte": {"own_ip", "accidents_2y"},
        "innovative-sme": {"size_class"},
        "srdi": {"size_class", "awards_province_3y"},
        "little-giant": {"digital_level", "quality_marks", "trademarks", "class1_ip"}
        | {"fills_chain_gap", "is_chain_supplier", "is_key_field_product", "national_awards_5y"},
        "listing-star": {"share_capital_after_issue", "public_share_ratio", "industry_code"},
        "gazelle": {"class1_ip", "operating_revenue_prev2", "revenue_multiple_2y"},
        "unicorn": {"is_listed", "last_valuation", "equity_raised"},
        "hard-tech": {"class1_ip", "platforms_city"},
    }
    for folder in class_packs():
        lines = read_pack(folder).rules.conditions.values()
        doubtful = {line.left for line in lines if not line.verified}
        assert readings.get(folder.name, doubtful) == doubtful, folder.name
