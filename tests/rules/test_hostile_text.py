"""Hostile rule text is refused with file, line and reason, and nothing in it is ever run."""

import json

import pytest

from kerong.rules.texts import read_offering
from kerong.rules.yaml_text import LARGEST
from tests.rules.watch import load_what_is_ours, nothing_is_run, refused
from tests.rules.writing import WORDS, document, field, line, text


@pytest.fixture(autouse=True, scope="module")
def everything_of_ours_is_loaded():
    load_what_is_ours()


def test_a_megabyte_is_refused_before_it_is_parsed():
    refused("key: x\n" + "#" * 1_000_000, "yaml.large")
    refused(b"\xff" * 1_000_000, "yaml.large")
    refused("a: " + "[" * (LARGEST - 10), "yaml.deep")


YAML = {
    "key: a\nkey: b\n": "yaml.duplicate",
    "a: {b: 1, b: 2}\n": "yaml.duplicate",
    "a: &x 1\nb: *x\n": "yaml.anchor",
    "a: &x [1]\n": "yaml.anchor",
    "b: *x\n": "yaml.anchor",
    "a: {<<: {b: 1}}\n": "yaml.key",
    "a: !!python/object/apply:os.system ['id']\n": "yaml.tag",
    "a: !!python/name:os.system\n": "yaml.tag",
    "a: !!str 1\n": "yaml.tag",
    "--- !x\na: 1\n": "yaml.tag",
    "a: 1\n---\nb: 2\n": "yaml.documents",
    "on: x\n": "yaml.boolean",
    "a: on\n": "yaml.boolean",
    "a: no\n": "yaml.boolean",
    "a: Yes\n": "yaml.boolean",
    "a: TRUE\n": "yaml.boolean",
    "a: [y]\n": "yaml.boolean",
    "true: x\n": "yaml.boolean",
    "1: x\n": "yaml.key",
    "~: x\n": "yaml.key",
    "? [a]\n: x\n": "yaml.key",
    "? {a: 1}\n: x\n": "yaml.key",
    "- a\n": "yaml.mapping",
    "text\n": "yaml.mapping",
    "": "yaml.mapping",
    "a: [1\n": "yaml.syntax",
    "a: 'x\n": "yaml.syntax",
    "a: b: c\n": "yaml.syntax",
    "a:\n\t- b\n": "yaml.syntax",
    "a: \x07\n": "yaml.syntax",
    "a: " + "{a: " * 14 + "1" + "}" * 14: "yaml.deep",
    "a: " + "[" * 14 + "]" * 14: "yaml.deep",
}


@pytest.mark.parametrize("written", YAML)
def test_yaml_with_two_readings_is_refused(written):
    refused(written, YAML[written])


def test_bytes_that_are_not_utf_8_are_refused():
    refused("key: 名称".encode("gb18030"), "yaml.encoding")


def test_the_fault_names_the_line_of_the_formula():
    written = (
        "key: a-pack\nrevision: 1\nkind: loan\ntitle: {zh: 贷, en: Loan}\n"
        "basis: {document: d, source: s, verified: true}\nopen: {from: 2026-01-01}\n"
        "offer:\n  rate: 5%\n  limit: tax_paid * tax_paid\n"
    )

    fault = refused(written, "formula.kinds")

    assert fault.facts["line"] == 9
    assert "第 9 行" in fault.say("zh-hans")
    assert "line 9" in fault.say("en")


LINES = {
    "unknown fact": (line("taxpaid", at_least="1万"), "fact.unknown"),
    "dunder fact": (line("__class__", at_least="1万"), "fact.unknown"),
    "no operator": (line("tax_paid"), "condition.one_operator"),
    "two operators": (line("tax_paid", at_least="1万", at_most="2万"), "condition.one_operator"),
    "foreign operator": (line("tax_paid", matches=".*"), "text.unknown_key"),
    "wrong type": (line("is_hnte", at_least="1"), "condition.operator_type"),
    "order on codes": (line("tax_credit_grade", more_than="A"), "condition.operator_type"),
    "number for flag": (line("is_hnte", **{"is": 1}), "value.flag"),
    "flag for number": (line("tax_paid", at_least=True), "condition.value"),
    "code not listed": (line("tax_credit_grade", **{"is": "E"}), "value.choice"),
    "empty list": (line("tax_credit_grade", **{"in": []}), "condition.codes"),
    "code twice": (line("tax_credit_grade", **{"in": ["A", "A"]}), "condition.codes_twice"),
    "between backwards": (line("tax_paid", between=["2万", "1万"]), "condition.between"),
    "between one": (line("tax_paid", between=["2万"]), "condition.between"),
    "known false": (line("tax_paid", known=False), "condition.known"),
    "formula asked": (line("tax_paid", at_least="1万 + 1万"), "value.money"),
    "seven decimals": (line("rd_ratio", at_least="0.0500001"), "value.ppm"),
    "half a head": (line("employees", at_least="1.5"), "value.count"),
    "no such day": (line("founded_on", before="2026-02-30"), "value.date"),
    "today for money": (line("tax_paid", at_least="today"), "measure.unknown"),
    "unknown argument": (line("tax_paid", at_least="$x"), "formula.unknown_argument"),
    "unknown parameter": (line("tax_paid", at_least="@x"), "formula.unknown_parameter"),
    "rate for money": (line("tax_paid", at_least="@lpr_1y"), "condition.parameter_type"),
    "when not a flag": (line("tax_paid", at_least="1万", when="$x"), "condition.when"),
    "no sentence": ({"fact": "tax_paid", "at_least": "1万", "clause": "1"}, "text.missing"),
    "no clause": ({"fact": "tax_paid", "at_least": "1万", "say": WORDS}, "text.missing"),
    "any in any": ({"any": [{"any": [line("is_hnte", **{"is": True})]}]}, "condition.any_in_any"),
    "any and more": ({"any": [line("is_hnte", **{"is": True})], "clause": "1"},
                     "condition.any_alone"),
    "any of none": ({"any": []}, "condition.empty"),
}  # fmt: skip


@pytest.mark.parametrize("name", LINES)
def test_a_line_that_cannot_be_judged_is_refused(name):
    written, code = LINES[name]

    fault = refused(text(written), code)

    assert fault.facts["place"].startswith("eligibility.all.0")


SECTIONS = {
    "unknown section": ({"effects": []}, "text.unknown_key"),
    "kind": ({"kind": "grant"}, "text.choice"),
    "key": ({"key": "../etc/passwd"}, "text.name"),
    "revision": ({"revision": "1.5"}, "text.whole"),
    "title": ({"title": "only Chinese"}, "text.mapping"),
    "long": ({"title": {"zh": "长" * 3000, "en": "x"}}, "text.long"),
    "no basis": ({"basis": None}, "text.missing"),
    "verified word": ({"basis": {"document": "d", "source": "s", "verified": "sure"}}, "text.flag"),
    "open backwards": ({"open": {"from": "2026-01-02", "until": "2026-01-01"}}, "text.open"),
    "all and routes": ({"eligibility": {"all": [], "routes": []}}, "condition.all_or_routes"),
    "neither": ({"eligibility": {}}, "condition.all_or_routes"),
    "no routes": ({"eligibility": {"routes": []}}, "condition.routes"),
    "reserved measure": ({"measures": {"min": {"formula": "tax_paid", "unit": "money",
                                               "title": WORDS}}}, "text.name"),
    "measure named like a fact": ({"measures": {"tax_paid": {"formula": "tax_paid", "unit": "money",
                                                             "title": WORDS}}}, "text.name"),
    "parameter named like a table": ({"parameters": {"lpr_1y": {"2026-01-01": "0.03"}}},
                                     "text.name"),
    "parameter day": ({"parameters": {"p": {"soon": "0.03"}}}, "value.date"),
    "parameter of none": ({"parameters": {"p": {}}}, "text.parameter"),
    "range backwards": ({"listing_fields": {"f": field("count", "5", "1")}}, "text.range"),
    "range missing": ({"listing_fields": {"f": {"type": "count", "title": WORDS}}}, "text.range"),
    "codes of what": ({"listing_fields": {"f": {"type": "codes", "of": "tax_paid",
                                                "title": WORDS}}}, "text.code_list"),
    "field name": ({"listing_fields": {"F x": field("count")}}, "text.name"),
    "service with limit": ({"kind": "service", "offer": {"limit": "1万"}}, "text.service_offer"),
}  # fmt: skip


@pytest.mark.parametrize("name", SECTIONS)
def test_a_section_that_does_not_fit_is_refused(name):
    rest, code = SECTIONS[name]

    refused(json.dumps(document(**rest), ensure_ascii=False), code)


def test_an_honest_text_passes_the_same_watch():
    """The control: what the hook forbids is not needed to read a good text."""
    with nothing_is_run():
        read_offering(text(line("tax_paid", at_least="1万"), offer={"limit": "2 * tax_paid"}),
                      file="good.yaml")  # fmt: skip


def test_the_watch_itself_notices_an_opened_file():
    with pytest.raises(AssertionError), nothing_is_run(), open(__file__):
        pass
