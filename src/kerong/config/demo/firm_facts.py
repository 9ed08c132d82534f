"""What is thrown for one invented firm: every fact, following from its kind."""

from datetime import date, timedelta

from kerong.config.demo.firm_kinds import FirmKind
from kerong.config.demo.firm_policies import asked_by_policies
from kerong.config.demo.firm_standing import asked_by_tests
from kerong.config.demo.tables import Dice
from kerong.rules.values import Value

YUAN = 100
PERMILLE = 1000
_ROUND = 100 * YUAN  # amounts in whole hundreds of yuan
LISTING_STAGES = ("none", "none", "none", "none", "reserve", "reserve", "cultivation")


def facts_thrown(kind: FirmKind, dice: Dice, on: date) -> dict[str, Value]:
    """Facts by code in memory form; ratios are pairs. None of them is left out here."""
    facts = _trade(kind, dice, on)
    heads, revenue = int(facts["employees"]), int(facts["operating_revenue"])  # type: ignore[arg-type]
    facts |= _assets(dice, revenue)
    facts |= _tax_and_staff(kind, dice, revenue, heads)
    facts |= _research(kind, dice, facts)
    facts |= _standing(kind, dice, facts, on)
    facts |= _record(kind, dice, facts)
    facts |= _place(facts)
    facts |= _following(facts)  # last and without a throw: what was thrown before stays the same
    facts |= asked_by_tests(facts, on)
    facts |= asked_by_policies(facts, on)
    return facts


def _of(amount_fen: int, permille: int) -> int:
    return amount_fen * permille // PERMILLE // _ROUND * _ROUND


def _trade(kind: FirmKind, dice: Dice, on: date) -> dict[str, Value]:
    heads = dice.spread(*kind.heads)
    revenue = heads * dice.spread(*kind.revenue_a_head) * YUAN // _ROUND * _ROUND
    years = dice.whole(*kind.years)
    before = revenue * PERMILLE // (PERMILLE + dice.whole(*kind.growth)) // _ROUND * _ROUND
    before2 = before * PERMILLE // (PERMILLE + dice.whole(*kind.growth)) // _ROUND * _ROUND
    margin = dice.whole(*kind.margin)
    founded = on - timedelta(days=365 * years + years // 4 + dice.whole(20, 360))
    return {
        "legal_form": kind.legal_form,
        "founded_on": founded,
        "industry_code": dice.pick(kind.industries),
        "employees": heads,
        "operating_revenue": revenue,
        "operating_revenue_prev": before if years >= 1 else 0,
        "operating_revenue_prev2": before2 if years >= 2 else 0,
        "net_profit": _of(revenue, margin),
        "net_profit_prev": _of(before, margin + dice.whole(-30, 20)),
        "net_profit_prev2": _of(before2, margin + dice.whole(-40, 20)),
        "cost_of_sales": _of(revenue, 1000 - max(margin, 0) - dice.whole(100, 300)),
        "operating_cash_flow": _of(revenue, margin + dice.whole(-80, 60)),
        "export_value": _of(revenue, dice.whole(20, 600)) if dice.chance(22) else 0,
        "government_orders_12m": _of(revenue, dice.whole(10, 300)) if dice.chance(20) else 0,
    }


def _assets(dice: Dice, revenue: int) -> dict[str, Value]:
    assets = _of(revenue, dice.whole(500, 1900)) + 5_000_000
    debts = _of(assets, dice.whole(150, 820))
    capital = dice.pick((50, 100, 200, 500, 1000, 2000, 5000)) * 10_000 * YUAN
    return {
        "total_assets": assets,
        "total_liabilities": debts,
        "net_assets": assets - debts,
        "receivables": _of(assets, dice.whole(60, 320)),
        "inventory": _of(assets, dice.whole(20, 260)),
        "registered_capital": capital,
        "paid_in_capital": capital * dice.pick((20, 50, 100, 100)) // 100,
        "real_estate_value": _of(assets, dice.whole(100, 500)) if dice.chance(35) else 0,
        "external_guarantee": _of(assets, dice.whole(10, 120)) if dice.chance(12) else 0,
        "pledged_equity_ratio": (dice.whole(50, 600), PERMILLE) if dice.chance(12) else (0, 1),
        "account_inflow_12m": _of(revenue, dice.whole(850, 1250)),
        "bank_deposits_avg_12m": _of(revenue, dice.whole(5, 90)),
    }


def _tax_and_staff(kind: FirmKind, dice: Dice, revenue: int, heads: int) -> dict[str, Value]:
    insured = max(1, heads * dice.whole(65, 100) // 100)
    tax = _of(revenue, dice.whole(4, 60))
    shop = kind.legal_form == "individual_business"
    return {
        "tax_paid": tax,
        "tax_paid_prev": _of(tax, dice.whole(600, 1200)),
        "tax_credit_grade": dice.pick(("A", "A", "B", "B", "B", "M", "C")),
        "tax_arrears": _of(tax, dice.whole(50, 400)) if dice.chance(kind.trouble) else 0,
        "invoice_sales_12m": _of(revenue, dice.whole(820, 1130)),
        "invoice_top5_share": (dice.whole(120, 880), PERMILLE),
        "invoice_months_active": dice.pick((12, 12, 12, 11, 10, 9, 7)),
        "insured_staff": insured,
        "insured_staff_prev": max(1, insured * dice.whole(70, 115) // 100),
        "social_insurance_arrears": 0,
        "housing_fund_staff": insured * dice.whole(40, 100) // 100,
        "water_use_12m": heads * dice.whole(15, 90),
        "power_use_12m": heads * dice.whole(900, 9000),
        "power_use_prev_12m": heads * dice.whole(900, 9000),
        "gas_use_12m": heads * dice.whole(0, 120),
        "utility_arrears": 0,
        "new_graduates": dice.whole(0, max(0, heads // 8)),
        "shop_turnover_12m": _of(revenue, dice.whole(700, 1000)) if shop else 0,
        "is_integrity_shop": shop and dice.chance(60),
        "local_score": dice.whole(520, 860) * 1000,
    }


def _research(kind: FirmKind, dice: Dice, facts: dict[str, Value]) -> dict[str, Value]:
    revenue, heads = int(facts["operating_revenue"]), int(facts["employees"])  # type: ignore[arg-type]
    share = dice.whole(*kind.research)
    expense = _of(revenue, share)
    people = min(heads, heads * min(900, share * 3 + dice.whole(0, 150)) // PERMILLE)
    tech = 1 if share >= 20 else 0
    inventions = dice.spread(1, max(2, people // 2 + 2)) - 1 if tech else 0
    models = dice.spread(1, max(2, people + 4)) - 1 if tech else 0
    return {
        "rd_expense": expense,
        "rd_expense_prev": _of(expense, dice.whole(600, 1150)),
        "rd_expense_prev2": _of(expense, dice.whole(450, 1100)),
        "rd_staff": people,
        "postgraduates": heads * dice.whole(0, 120 if tech else 30) // PERMILLE,
        "rd_tax_relief": _of(expense, dice.whole(80, 240)),
        "invention_patents": inventions,
        "invention_applications_2y": inventions // 2 + dice.whole(0, 4) * tech,
        "pct_applications_2y": dice.whole(0, 2) if tech and dice.chance(10) else 0,
        "utility_patents": models,
        "design_patents": dice.whole(0, 6) if dice.chance(30) else 0,
        "pledged_patents": min(inventions + models, dice.whole(1, 3)) if dice.chance(10) else 0,
        "trademarks": dice.whole(0, 8),
        "software_copyrights": dice.spread(1, max(2, people + 6)) - 1 if tech else 0,
        "ic_layouts": dice.whole(1, 3) if tech and dice.chance(4) else 0,
        "plant_varieties": 0,
        "high_tech_revenue": _of(revenue, dice.whole(400, 950)) if tech else 0,
        "high_tech_products": dice.whole(0, 6) * tech,
        "technology_contracts": _of(revenue, dice.whole(0, 200)) if tech else 0,
        "subsidies_received": _of(expense, dice.whole(0, 300)) if tech else 0,
    }


def _standing(kind: FirmKind, dice: Dice, facts: dict[str, Value], on: date) -> dict[str, Value]:
    hnte, srdi = dice.chance(kind.hnte), dice.chance(kind.srdi)
    tech_sme = dice.chance(kind.tech_sme)
    giant = srdi and kind.key == "mature" and dice.chance(30)
    score = 25 + 18 * hnte + 8 * tech_sme + 12 * srdi + 10 * giant
    score += min(25, int(facts["invention_patents"]) * 2)  # type: ignore[arg-type]
    raised = hnte and dice.chance(22)
    known = hnte or tech_sme or srdi
    return {
        "is_hnte": hnte,
        "hnte_valid_until": on + timedelta(days=dice.whole(30, 1090)),
        "is_tech_sme": tech_sme,
        "is_city_tech_firm": hnte or tech_sme or dice.chance(kind.tech_sme),
        "is_innovative_sme": srdi or (tech_sme and dice.chance(35)),
        "is_srdi": srdi,
        "is_little_giant": giant,
        "is_gazelle": kind.key == "growing" and dice.chance(8),
        "is_unicorn": False,
        "platforms_city": dice.whole(0, 2) * known,
        "platforms_province_2y": dice.whole(0, 1) * srdi,
        "awards_province_2y": dice.whole(0, 1) * giant,
        "standards_led": dice.whole(0, 3) * srdi,
        "talent_programme_members": dice.whole(1, 3) if known and dice.chance(18) else 0,
        "projects_province_2y": dice.whole(0, 2) * known,
        "niche_market_share": (score + dice.whole(-8, 8) if known else dice.whole(0, 30), 500),
        "listing_stage": dice.pick(LISTING_STAGES) if known else "none",
        "equity_raised": dice.pick((300, 500, 1000, 3000, 8000)) * 10**6 if raised else 0,
        "last_valuation": dice.pick((3000, 8000, 15000, 40000)) * 10**6 if raised else 0,
    }


def _record(kind: FirmKind, dice: Dice, facts: dict[str, Value]) -> dict[str, Value]:
    revenue, debts = int(facts["operating_revenue"]), int(facts["total_liabilities"])  # type: ignore[arg-type]
    trouble = kind.trouble
    borrowed = dice.chance(65)
    return {
        "is_abnormal_operation": dice.chance(trouble // 2),
        "is_serious_violation": dice.chance(trouble // 8),
        "penalty_count_3y": dice.whole(1, 4) if dice.chance(trouble) else 0,
        "is_dishonest_debtor": dice.chance(trouble // 4),
        "enforcement_amount": _of(revenue, dice.whole(10, 200)) if dice.chance(trouble // 2) else 0,
        "pending_lawsuits": dice.whole(1, 5) if dice.chance(trouble + 6) else 0,
        "environment_grade": dice.pick(("green", "green", "blue", "blue", "yellow")),
        "accidents_2y": 0,
        "public_credit_grade": dice.pick(("A", "A", "B", "B", "C")),
        "is_overdue_now": dice.chance(trouble // 2),
        "overdue_count_2y": dice.whole(1, 4) if dice.chance(trouble) else 0,
        "loans_outstanding": _of(debts, dice.whole(100, 600)) if borrowed else 0,
        "lenders_count": dice.whole(1, 5) if borrowed else 0,
        "has_bank_loan_history": borrowed,
        "loans_maturing_3m": 0,
    }


def _place(facts: dict[str, Value]) -> dict[str, Value]:
    founded = facts["founded_on"]
    assert isinstance(founded, date)
    since = max(founded, date(2016, 4, 1))
    return {
        "zone_registered_on": since,
        "zone_taxed_on": since,
        "zone_statistics_on": since,
    }


def _following(facts: dict[str, Value]) -> dict[str, Value]:
    """What scorecards and class tests look at besides, taken from what was thrown."""
    number = {code: value for code, value in facts.items() if isinstance(value, int)}
    inventions, revenue = number["invention_patents"], number["operating_revenue"]
    return {
        "own_class1_ip": inventions * 2 // 3,
        "high_value_class1_ip": inventions // 4,
        "national_projects_led": number["projects_province_2y"] // 2,
        "total_expenses": max(0, revenue - number["net_profit"]),
        "main_business_revenue": _of(revenue, 920),
        "main_business_revenue_prev": _of(number["operating_revenue_prev"], 920),
        "main_business_revenue_prev2": _of(number["operating_revenue_prev2"], 920),
        "is_restricted_industry": False,
        "has_research_misconduct": False,
    }
