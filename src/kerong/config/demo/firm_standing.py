"""What class tests, listing tests and assessments ask of an invented firm, from what was thrown."""

from collections.abc import Mapping
from datetime import date

from kerong.rules.values import Value

Facts = Mapping[str, Value]
_YUAN, _MILLION = 100, 1_000_000
_A_PATENT = 200_000 * _YUAN
_NONE_YET = (
    *("neeq_innovation_months", "holders_after_issue", "offerees", "shares_offered"),
    *("market_makers", "auction_volume_60d", "qualified_holders", "phase2_trials"),
    *("placement_24m", "placement_total", "placement_market_cap", "average_market_cap_60d"),
)


def asked_by_tests(facts: Facts, on: date) -> dict[str, Value]:
    """Facts by code, without a throw: titles, years and patents of the firm settle them."""
    number = {code: value for code, value in facts.items() if isinstance(value, int)}
    return {
        **_classes(facts, number, on),
        **_hnte(number),
        **_listing(number),
        **_pledge(number, on, facts),
    }


def _classes(facts: Facts, number: Mapping[str, int], on: date) -> dict[str, Value]:
    founded = facts["founded_on"]
    assert isinstance(founded, date)
    years = max(0, on.year - founded.year - 1)
    srdi, giant, hnte = number["is_srdi"], number["is_little_giant"], number["is_hnte"]
    raised = number["equity_raised"]
    return {
        "is_listed": False,
        "is_supported_field": bool(hnte or number["is_tech_sme"]),
        "is_strategic_emerging": bool(hnte and number["invention_patents"] % 2),
        "is_hard_technology": bool(srdi and number["invention_patents"] >= 3),
        "is_key_field_product": bool(srdi),
        "fills_chain_gap": bool(srdi and number["standards_led"]),
        "is_chain_supplier": bool(srdi),
        "replaces_imports": bool(giant),
        "is_state_recognised_technology": False,
        "is_contest_top500_3y": False,
        "is_contest_top50_3y": False,
        "years_in_niche": years,
        "digital_level": min(4, 1 + srdi + giant + hnte),
        "quality_marks": min(4, hnte + srdi + (number["standards_led"] > 0)),
        "srdi_local_points": (5 + 5 * srdi + 5 * giant) * 1000,
        "rd_institutions": number["platforms_city"] + srdi,
        "platforms_province": number["platforms_province_2y"],
        "platforms_national": 0,
        "national_awards_5y": 0,
        "awards_province_3y": number["awards_province_2y"],
        "equity_raised_2y": raised,
        "equity_raised_3y": raised,
        "industrialised_inventions": number["invention_patents"] // 2,
    }


def _hnte(number: Mapping[str, int]) -> dict[str, Value]:
    """Judged points as an adviser would enter them before the filing: better with a certificate."""
    good = number["is_hnte"] or number["is_srdi"]
    fair = number["is_tech_sme"]

    def judged(well: int, fairly: int) -> int:
        return (well if good else fairly if fair else 0) * 1000

    assets = number["net_assets"]
    return {
        "rd_domestic_share": (97, 100),
        "conversions_3y": min(20, 3 * number["high_tech_products"] + number["invention_patents"]),
        "hnte_ip_advanced": judged(7, 4),
        "hnte_ip_core": judged(7, 4),
        "hnte_ip_number": judged(8, 6),
        "hnte_ip_acquisition": judged(5, 4),
        "hnte_ip_standards": judged(1, 0),
        "hnte_conversion": judged(28, 12),
        "hnte_rd_rules": judged(5, 3),
        "hnte_rd_unit": judged(5, 3),
        "hnte_incentives": judged(3, 2),
        "hnte_training": judged(3, 2),
        "hnte_asset_growth": judged(9, 5),
        "hnte_sales_growth": judged(9, 5),
        "net_assets_prev": assets * 9 // 10,
        "net_assets_prev2": assets * 8 // 10,
    }


def _listing(number: Mapping[str, int]) -> dict[str, Value]:
    """Nobody here is on a board yet; figures of an offering are those of a first plan."""
    capital, profit, assets = number["paid_in_capital"], number["net_profit"], number["net_assets"]
    none = dict.fromkeys(_NONE_YET, 0)
    return {
        **none,
        "has_state_approved_product": False,
        "has_large_market": False,
        "has_staged_result": False,
        "has_clear_advantage": False,
        "market_cap": number["operating_revenue"] * 3 // 2,
        "share_capital": capital,
        "share_capital_after_issue": capital * 4 // 3,
        "public_share_ratio": (1, 4),
        "weighted_roe": (profit * _MILLION // assets, _MILLION),
        "weighted_roe_prev": (number["net_profit_prev"] * _MILLION // assets, _MILLION),
        "operating_cash_flow_prev": number["operating_cash_flow"] * 9 // 10,
        "operating_cash_flow_prev2": number["operating_cash_flow"] * 8 // 10,
    }


def _pledge(number: Mapping[str, int], on: date, facts: Facts) -> dict[str, Value]:
    """The patent such a firm would pledge; one without patents has none to describe."""
    inventions, models = number["invention_patents"], number["utility_patents"]
    if inventions + models == 0:
        return {}
    founded = facts["founded_on"]
    assert isinstance(founded, date)
    return {
        "pledge_patent_kind": "invention" if inventions else "utility",
        "pledge_patent_value": (2 * inventions + 1) * _A_PATENT,
        "pledge_patent_years_left": 4 + inventions % 14,
        "pledge_patent_claims": 5 + models % 11,
        "pledge_patent_citations": inventions % 9,
        "pledge_patent_has_family": number["pct_applications_2y"] > 0,
        "pledge_patent_revenue_share": (3, 10),
        "pledge_patent_is_disputed": False,
        "core_inventor_employed": True,
        "team_sector_years": 3 + max(0, on.year - founded.year),
    }
