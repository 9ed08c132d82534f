"""Hostile formulas are refused with file, line and reason, and nothing in them is ever run."""

from random import Random

import pytest

from kerong.rules.declarations import parameter_kinds, read_fields
from kerong.rules.document import Place, read_into
from kerong.rules.errors import RuleTextFault
from kerong.rules.formulas.parse import Scope, parse_formula
from kerong.rules.reasons import Unreadable
from kerong.rules.text_classes import FieldText
from kerong.rules.texts import read_offering
from kerong.rules.vocabulary import vocabulary
from tests.rules.watch import load_what_is_ours, nothing_is_run, refused
from tests.rules.writing import WORDS, field, text

FIELDS = {
    "cap": field("money"),
    "grades": {"type": "codes", "of": "tax_credit_grade", "title": WORDS},
}
_NOWHERE = Place("evil.yaml", 1, "")
SCOPE = Scope(
    vocabulary(),
    read_fields(
        {name: read_into(FieldText, written, _NOWHERE) for name, written in FIELDS.items()},
        _NOWHERE,
        vocabulary(),
    ),
    parameter_kinds({}),
    {},
)


@pytest.fixture(autouse=True, scope="module")
def everything_of_ours_is_loaded():
    load_what_is_ours()


FORMULAS = {
    # reaching into Python
    "tax_paid.__class__": "formula.character",
    "().__class__.__bases__[0].__subclasses__()": "formula.character",
    "tax_paid.real": "formula.character",
    "__import__('os').system('id')": "formula.character",
    "__import__": "formula.character",
    "__builtins__": "formula.character",
    "_literal0": "formula.character",
    "_argument_cap": "formula.character",
    "getattr(tax_paid, x)": "formula.unknown_function",
    "getattr(tax_paid, tax_paid)": "formula.unknown_function",
    "eval(tax_paid)": "formula.unknown_function",
    "exec(tax_paid)": "formula.unknown_function",
    "open(tax_paid)": "formula.unknown_function",
    "print(tax_paid)": "formula.unknown_function",
    "type(tax_paid)": "formula.unknown_function",
    "pow(tax_paid, 100000)": "formula.unknown_function",
    "int(tax_paid)": "formula.unknown_function",
    "sum(tax_paid, tax_paid)": "formula.unknown_function",
    "min(min, max)": "fact.unknown",
    "min(*tax_paid)": "formula.arguments",
    "min(*tax_paid, *tax_paid)": "formula.construct",
    "min(tax_paid, key=tax_paid)": "formula.keywords",
    "by(legal_form, **legal_form)": "formula.syntax",
    "min(tax_paid)(tax_paid)": "formula.construct",
    # other Python
    "(lambda: tax_paid)()": "formula.character",
    "lambda tax_paid, x, x": "formula.syntax",
    "[x for x in tax_paid]": "formula.character",
    "(x for x in tax_paid)": "formula.construct",
    "tax_paid if is_hnte else tax_paid": "formula.construct",
    "tax_paid and tax_paid": "formula.construct",
    "not tax_paid": "formula.construct",
    "(x := tax_paid)": "formula.character",
    "f'{tax_paid}'": "formula.character",
    '"text"': "formula.character",
    "b'1'": "formula.character",
    "tax_paid[0]": "formula.character",
    "{tax_paid}": "formula.character",
    "tax_paid == tax_paid": "formula.syntax",
    "tax_paid < tax_paid": "formula.character",
    "tax_paid in tax_paid": "formula.construct",
    "tax_paid is tax_paid": "formula.construct",
    "await tax_paid": "formula.construct",
    "(yield tax_paid)": "formula.construct",
    "(yield from tax_paid)": "formula.construct",
    "tax_paid, tax_paid": "formula.construct",
    "(tax_paid, tax_paid)": "formula.construct",
    "None": "formula.construct",
    "True": "formula.construct",
    "tax_paid; tax_paid": "formula.character",
    "tax_paid # tail": "formula.character",
    "tax_paid \\\n": "formula.character",
    "import os": "formula.syntax",
    "del tax_paid": "formula.syntax",
    "+tax_paid": "formula.construct",
    "~tax_paid": "formula.character",
    "tax_paid @ tax_paid": "formula.character",
    "tax_paid & tax_paid": "formula.character",
    "tax_paid | tax_paid": "formula.character",
    "tax_paid ^ tax_paid": "formula.character",
    "tax_paid << 99999": "formula.character",
    # huge numbers
    "tax_paid ** 999999999": "formula.syntax",
    "9 ** 9 ** 9 ** 9": "formula.syntax",
    "tax_paid // 2": "formula.syntax",
    "tax_paid % 2": "formula.character",
    "tax_paid * 1e999": "formula.syntax",
    "tax_paid * 0x10": "formula.syntax",
    "tax_paid * 1_000": "formula.character",
    "tax_paid * " + "9" * 400: "formula.character",
    "tax_paid * 1." + "0" * 400: "formula.character",
    "tax_paid * 1j": "formula.syntax",
    "tax_paid * inf": "fact.unknown",
    "tax_paid * nan": "fact.unknown",
    # deep and long
    "(" * 21 + "tax_paid" + ")" * 21: "formula.deep",
    "(" * 400 + "tax_paid" + ")" * 400: "formula.deep",
    "-" * 900 + "tax_paid": "formula.deep",
    "tax_paid" + " + tax_paid" * 60: "formula.deep",
    "tax_paid" + " + tax_paid" * 100: "formula.long",
    "tax_paid" + " + tax_paid" * 200: "text.long",
    "min(" * 19 + "tax_paid" + ", tax_paid)" * 19 + " + tax_paid" * 30: "formula.deep",
    "max(" + ",".join(["1万"] * 250) + ")": "formula.big",
    # letters that only look like ASCII, and letters Python would fold into it
    "tаx_paid": "formula.character",
    "ｔax_paid": "formula.character",
    "ｍin(tax_paid, tax_paid)": "formula.character",
    "𝓉ax_paid": "formula.character",
    "tax_paid × 2": "formula.character",
    "tax_paid * ２": "formula.character",
    "tax_paid * ٣": "formula.character",
    "tax\u200b_paid": "formula.character",
    "tax_paid\u2028": "formula.character",
    "tax_paid\x00": "formula.character",
    # types
    "tax_paid * tax_paid": "formula.kinds",
    "tax_paid + employees": "formula.kinds",
    "tax_paid + 1": "formula.kinds",
    "min(tax_paid, 0)": "formula.kinds",
    "tax_paid - rd_ratio": "formula.kinds",
    "employees / tax_paid": "formula.kinds",
    "100 / tax_paid": "formula.kinds",
    "employees + rd_ratio": "formula.kinds",
    "round_down(tax_paid, 2)": "formula.kinds",
    "by(legal_form, company=tax_paid, partnership=employees)": "formula.kinds",
    "steps(points, 1万, (60万, 2万))": "formula.kinds",
    "tax_paid / tax_paid": "formula.result",
    "employees": "formula.result",
    "$cap * tax_paid": "formula.kinds",
    # names
    "taxpaid": "fact.unknown",
    "$nothing": "formula.unknown_argument",
    "@nothing": "formula.unknown_parameter",
    "@lpr_3y * tax_paid": "formula.unknown_parameter",
    "$grades": "formula.not_a_number",
    "legal_form": "formula.not_a_number",
    "is_hnte * tax_paid": "formula.not_a_number",
    "founded_on": "formula.not_a_number",
    "by(tax_paid, A=1万)": "formula.by",
    "by(legal_form)": "formula.by",
    "by(legal_form, ltd=1万)": "formula.branch",
    "by(is_hnte, yes=1万, no=2万)": "formula.branch",
    "by(tax_credit_grade, A=1万, A=2万)": "formula.by",
    "round_down(tax_paid)": "formula.arguments",
    "round_down(tax_paid, 0万)": "formula.unit",
    "round_down(tax_paid, -1万)": "formula.unit",
    "round_down(tax_paid, tax_paid)": "formula.unit",
    "min()": "formula.arguments",
    "steps(points, 1万)": "formula.steps",
    "steps(points, 1万, 2万)": "formula.steps",
    "steps(points, 1万, (80, 2万), (60, 3万))": "formula.steps",
    "steps(points, 1万, (points, 2万))": "formula.steps",
    "0.001元": "value.fen",
    "tax_paid * 50%%": "formula.character",
    "3万5": "formula.character",
    "": "formula.syntax",
    "   ": "formula.syntax",
    ")": "formula.syntax",
    "tax_paid tax_paid": "formula.syntax",
}


@pytest.mark.parametrize("formula", FORMULAS)
def test_a_formula_that_is_not_arithmetic_is_refused(formula):
    fault = refused(text(offer={"limit": formula}, listing_fields=FIELDS), FORMULAS[formula])

    assert fault.facts["place"] == "offer.limit"


def test_the_same_text_as_a_measure_is_refused_too():
    title = {"title": WORDS, "unit": "money"}
    for formula in ("tax_paid * tax_paid", "__import__('os')", "$cap"):
        with nothing_is_run(), pytest.raises(RuleTextFault):
            read_offering(
                text(measures={"m": {"formula": formula, **title}},
                     listing_fields={"cap": field("money")}),
                file="evil.yaml",
            )  # fmt: skip


@pytest.mark.parametrize("place", ["rate", "term", "measure"])
def test_it_is_refused_wherever_a_formula_may_stand(place):
    """With the limit above, more than five hundred attempts."""
    for formula in (each for each, code in FORMULAS.items() if code != "formula.result"):
        written = (
            text(
                measures={"m": {"formula": formula, "unit": "money", "title": WORDS}},
                listing_fields=FIELDS,
            )
            if place == "measure"
            else text(offer={place: formula}, listing_fields=FIELDS)
        )
        with nothing_is_run(), pytest.raises(RuleTextFault):
            read_offering(written, file="evil.yaml")


def test_measures_that_refer_to_each_other_in_a_circle_are_refused():
    def measure(formula: str) -> dict[str, object]:
        return {"formula": formula, "unit": "money", "title": WORDS}

    loop = {"one": measure("two + 1万"), "two": measure("three"), "three": measure("one")}

    refused(text(measures=loop), "measure.cycle")
    refused(text(measures={"self": measure("self + 1万")}), "measure.cycle")


def test_measures_that_double_each_other_cannot_explode():
    measures = {"m0": {"formula": "tax_paid + tax_paid", "unit": "money", "title": WORDS}}
    for at in range(1, 12):
        measures[f"m{at}"] = {"formula": f"m{at - 1} + m{at - 1}", "unit": "money", "title": WORDS}

    refused(text(measures=measures), "formula.big")


PIECES = [
    *"()+-*/,=.@$%_[]{}'\\:#!?&|^~<>;", " ", "万", "亿", "元", "１", "ｔ", "\u200b", "\x00",
    "tax_paid", "employees", "rd_ratio", "is_hnte", "legal_form", "min", "max", "by", "steps",
    "round_down", "$cap", "@lpr_1y", "1", "0", "0.5", "50%", "300万", "**", "//", "lambda", "if",
    "else", "for", "in", "import", "__class__", "None", "true", "A=", "1e9",
]  # fmt: skip


@pytest.mark.parametrize("strings", [20_000, pytest.param(1_000_000, marks=pytest.mark.slow)])
def test_random_strings_give_a_formula_or_a_reason(strings):
    rng = Random(20_260_630)
    accepted = 0
    for _ in range(strings):
        formula = "".join(rng.choice(PIECES) for _ in range(rng.randint(1, 9)))
        with nothing_is_run():
            try:
                parse_formula(formula, SCOPE)
                accepted += 1
            except Unreadable as why:
                assert why.say("zh-hans")
                assert why.say("en")
    assert accepted > 100
