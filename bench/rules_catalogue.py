"""A catalogue of realistic size for measuring: 311 products, some 2,000 criteria, 430 distinct."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from random import Random
from typing import Any

from kerong.rules.listings import ListingArguments, listing_arguments
from kerong.rules.offering import OfferingRules
from kerong.rules.texts import read_offering

CREDIT, SERVICES, PACKS = 216, 95, 12
WORDS = {"zh": "条件", "en": "condition"}

# (fact, operator, type of the number asked, numbers that institutions ask for)
MONEY_STEPS = [
    f"{wan}万" for wan in (5, 10, 20, 30, 40, 50, 80, 100, 150, 200, 300, 500, 1000, 2000)
]
COUNT_STEPS = [str(count) for count in (0, 1, 2, 3, 4, 5, 6, 8, 10, 12, 15, 20, 30, 50)]
RATIO_STEPS = [f"0.{part:02d}" for part in (2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 15, 20, 25, 30)]
TEMPLATES: list[tuple[str, str, str, list[str]]] = [
    *((fact, "at_least", "money", MONEY_STEPS) for fact in (
        "tax_paid", "operating_revenue", "rd_expense", "invoice_sales_12m", "net_profit",
        "net_assets", "paid_in_capital", "registered_capital", "export_value",
        "government_orders_12m", "technology_contracts", "equity_raised", "account_inflow_12m",
    )),
    *((fact, "at_most", "money", MONEY_STEPS) for fact in (
        "loans_outstanding", "external_guarantee", "enforcement_amount", "loans_maturing_3m",
    )),
    *((fact, "at_least", "count", COUNT_STEPS) for fact in (
        "years_since_founding", "invention_patents", "utility_patents", "software_copyrights",
        "employees", "rd_staff", "insured_staff", "invoice_months_active",
    )),
    *((fact, "at_most", "count", COUNT_STEPS) for fact in (
        "pending_lawsuits", "lenders_count", "penalty_count_3y", "overdue_count_2y",
    )),
    *((fact, "at_least", "ratio", RATIO_STEPS) for fact in (
        "rd_ratio", "rd_staff_ratio", "revenue_growth", "net_margin", "high_tech_revenue_ratio",
    )),
    *((fact, "at_most", "ratio", ["0.5", "0.55", "0.6", "0.65", "0.7", "0.75", "0.8", "0.9"])
      for fact in ("debt_ratio", "pledged_equity_ratio", "invoice_top5_share")),
    ("points", "at_least", "points", [str(points) for points in range(30, 100, 5)]),
]  # fmt: skip
FLAGS = ["is_hnte", "is_tech_sme", "is_srdi", "is_city_tech_firm", "is_innovative_sme"]
CLEAN = ["is_dishonest_debtor", "is_overdue_now", "is_abnormal_operation"]
LIMITS = [
    "round_down(min($amount_cap, $multiple * tax_paid), 1万)",
    "round_down(min($amount_cap, $multiple * rd_expense), 1万)",
    "min($amount_cap, 20% * operating_revenue)",
    "round_down(min($amount_cap, $multiple * net_profit + 50万), 1万)",
    "min($amount_cap, $multiple * (tax_paid + tax_paid_prev) / 2)",
    "round_down(min($amount_cap, 5万 * points), 1万)",
]


@dataclass(frozen=True)
class Catalogue:
    rules: list[OfferingRules]
    listings: list[ListingArguments]
    numbers: list[Mapping[str, Any]]
    texts: Mapping[str, dict[str, Any]]


def catalogue(seed: int = 311) -> Catalogue:
    rng = Random(seed)
    texts = {f"pack-{at}": _pack(rng, at) for at in range(PACKS)}
    rules = [read_offering(json.dumps(t, ensure_ascii=False), file=k) for k, t in texts.items()]
    listings, numbers = [], []
    for at in range(CREDIT + SERVICES):
        own = [r for r in rules if (r.kind == "loan") is (at < CREDIT)]
        pack = own[at % len(own)]
        given = _numbers(rng, texts[pack.key])
        numbers.append(given)
        listings.append(listing_arguments(pack, f"P{at:03d}", given))
    return Catalogue(rules, listings, numbers, texts)


def _pack(rng: Random, at: int) -> dict[str, Any]:
    service = at >= PACKS - 4
    lines, fields = [], {}
    for number, (fact, operator, kind, _) in enumerate(rng.sample(TEMPLATES, 14)):
        name = f"ask_{number}"
        fields[name] = _field(kind, "0", "100亿" if kind == "money" else "100000")
        lines.append({"fact": fact, operator: f"${name}", "clause": "1", "say": WORDS})
    lines.append({"fact": "tax_credit_grade", "in": "$grades", "clause": "1", "say": WORDS})
    lines.append({"fact": "industry_code", "within": "$industries", "clause": "1", "say": WORDS})
    lines.append(
        {"fact": rng.choice(FLAGS), "is": True, "when": "$titled", "clause": "1", "say": WORDS}
    )
    lines.append({"fact": rng.choice(CLEAN), "is": False, "clause": "1", "say": WORDS})
    either = rng.sample(FLAGS, 2)
    lines.append({"any": [{"fact": f, "is": True, "clause": "1", "say": WORDS} for f in either]})
    fields["grades"] = {"type": "codes", "of": "tax_credit_grade", "optional": True, "title": WORDS}
    fields["industries"] = {
        "type": "codes",
        "of": "industry_code",
        "optional": True,
        "title": WORDS,
    }
    fields["titled"] = {"type": "flag", "optional": True, "title": WORDS}
    document = {
        "key": f"pack-{at}",
        "revision": 1,
        "kind": "service" if service else "loan",
        "title": WORDS,
        "basis": {"document": "benchmark", "source": "invented", "verified": True},
        "open": {"from": "2020-01-01"},
        "listing_fields": fields,
        "eligibility": {"all": lines},
    }
    if not service:
        fields["amount_cap"] = _field("money", "1万", "10亿")
        fields["multiple"] = _field("ratio", "0", "20")
        fields["annual_rate"] = _field("ratio", "0", "0.24")
        fields["term_months"] = _field("count", "1", "360")
        document["offer"] = {
            "limit": LIMITS[at % len(LIMITS)],
            "rate": "$annual_rate",
            "term": "$term_months",
        }
    return document


def _field(kind: str, least: str, most: str) -> dict[str, Any]:
    return {"type": kind, "from": least, "to": most, "optional": True, "title": WORDS}


def _numbers(rng: Random, text: Mapping[str, Any]) -> dict[str, Any]:
    given: dict[str, Any] = {}
    for line in text["eligibility"]["all"]:
        for asked in line.values():
            if isinstance(asked, str) and asked.startswith("$ask_") and rng.random() < 0.175:
                steps = next(s for f, o, _, s in TEMPLATES if f == line["fact"] and o in line)
                given[asked[1:]] = rng.choice(steps)
    if rng.random() < 0.5:
        given["grades"] = rng.choice([["A"], ["A", "B"], ["A", "B", "M"]])
    if rng.random() < 0.2:
        given["industries"] = rng.sample(["C", "C39", "I65", "M73", "C34", "C27"], 2)
    given["titled"] = rng.random() < 0.3
    if "amount_cap" in text["listing_fields"]:
        given["amount_cap"] = f"{rng.randint(1, 100) * 10}万"
        given["multiple"] = str(rng.randint(2, 15))
        given["annual_rate"] = f"0.0{rng.randint(30, 70)}"
        given["term_months"] = str(rng.choice([6, 12, 24, 36]))
    return given


def facts_of_a_firm(seed: int = 1, unknown: float = 0.0) -> dict[str, Any]:
    """Facts in memory form of an invented firm, a share of them unknown."""
    rng = Random(seed)
    million = 100_000_000  # fen
    facts: dict[str, Any] = {
        "industry_code": "C3985",
        "tax_credit_grade": "B",
        "points": 74_500,
        "employees": 86,
        "rd_staff": 31,
        "insured_staff": 80,
        "invention_patents": 4,
        "utility_patents": 12,
        "software_copyrights": 9,
        "invoice_months_active": 12,
        "pending_lawsuits": 1,
        "lenders_count": 2,
        "penalty_count_3y": 0,
        "overdue_count_2y": 0,
        "years_since_founding": 6,
        "pledged_equity_ratio": (120_000, 1_000_000),
        "invoice_top5_share": (610_000, 1_000_000),
    }
    for code, millions in {
        "tax_paid": 1.234567, "tax_paid_prev": 1.1, "operating_revenue": 42.5,
        "operating_revenue_prev": 36.25, "rd_expense": 3.1, "invoice_sales_12m": 40.0,
        "net_profit": 2.75, "net_assets": 18.0, "paid_in_capital": 5.0,
        "registered_capital": 10.0, "export_value": 0.5, "government_orders_12m": 0.0,
        "technology_contracts": 1.5, "equity_raised": 8.0, "account_inflow_12m": 39.0,
        "loans_outstanding": 6.0, "external_guarantee": 0.0, "enforcement_amount": 0.0,
        "loans_maturing_3m": 1.0, "total_assets": 40.0, "total_liabilities": 22.0,
        "high_tech_revenue": 30.0,
    }.items():  # fmt: skip
        facts[code] = int(millions * million)
    facts |= dict.fromkeys(FLAGS, False) | {"is_hnte": True, "is_tech_sme": True}
    facts |= dict.fromkeys(CLEAN, False)
    return {code: value for code, value in facts.items() if rng.random() >= unknown}
