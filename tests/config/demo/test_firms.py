"""The 300 invented firms: valid codes nobody was given, a realistic mix, some with gaps."""

from collections import Counter, defaultdict
from datetime import UTC, date, datetime

import pytest

from kerong.catalogue.pack_files import read_pack
from kerong.config.demo.firm_kinds import KINDS
from kerong.config.demo.firms import (
    COMPLETE_FIRMS,
    LEAN,
    SampleFirm,
    credit_code,
    day_described,
    load_firms,
    observations_of,
    sample_firms,
    value_text,
)
from kerong.config.paths import shipped_packs
from kerong.evidence.models import ImportBatch, Observation
from kerong.evidence.observation_kinds import observation_kinds
from kerong.evidence.snapshot import facts_of
from kerong.kernel.references import check_credit_code
from kerong.parties.models import Enterprise
from kerong.population.scoring import FirmAnswer, Scoring
from kerong.reference.rules_tables import shipped_tables
from kerong.rules.engine_1.columns import columns_of
from kerong.rules.offering import CLASS, SCORECARD
from kerong.rules.values import measured
from kerong.rules.vocabulary import NUMERIC_TYPES, vocabulary
from tests.build import catalogue as build

ON = date(2026, 11, 21)
AT = datetime(2026, 11, 21, 3, 0, tzinfo=UTC)
FIRMS = list(sample_firms(300, ON))
KINDS_RUN = (CLASS, SCORECARD)
TOLD = ("points", "knowledge_value_grade")  # a run computes them anew


def test_codes_and_names_are_valid_distinct_and_marked() -> None:
    assert len({firm.credit_code for firm in FIRMS}) == len({firm.name for firm in FIRMS}) == 300
    for firm in FIRMS:
        assert check_credit_code(firm.credit_code) == firm.credit_code
        assert firm.credit_code[8:10] == "KR"  # organisation codes of this range are not issued
        assert firm.name.startswith("示例")


def test_organisation_codes_inside_have_their_own_check_character() -> None:
    weights = (3, 7, 9, 10, 5, 8, 4, 2)
    for firm in FIRMS:
        body, check = firm.credit_code[8:16], firm.credit_code[16]
        left = (11 - sum(int(c, 36) * w for c, w in zip(body, weights, strict=True)) % 11) % 11
        assert check == ("X" if left == 10 else str(left))


def test_the_same_firms_come_out_every_time_however_many_are_asked() -> None:
    assert list(sample_firms(40, ON)) == FIRMS[:40]


def test_sizes_stages_and_industries_are_mixed() -> None:
    forms = Counter(firm.facts["legal_form"] for firm in FIRMS)
    industries = {str(firm.facts["industry_code"])[0] for firm in FIRMS}
    places = Counter(str(firm.facts["division_code"])[:2] for firm in FIRMS)
    heads = [firm.facts["employees"] for firm in FIRMS if "employees" in firm.facts]

    assert 15 <= forms["individual_business"] <= 45
    assert len(industries) >= 8
    assert places["50"] >= 200 and len(places) >= 5
    assert min(heads) <= 3 and max(heads) >= 500
    assert sum(kind.weight for kind in KINDS) == 100


def test_most_firms_are_known_in_full_and_the_others_show_what_gaps_do() -> None:
    full = max(len(firm.facts) for firm in FIRMS)
    known = [len(firm.facts) / full for firm in FIRMS]
    whole = [share for share in known if share > 0.9]

    assert len(FIRMS[0].facts) == len(FIRMS[1].facts) == full > 180
    assert 0.70 <= len(whole) / len(FIRMS) <= 0.85
    assert min(known) < 0.5


def scored() -> tuple[list[SampleFirm], list[FirmAnswer]]:
    """What a nightly run says of the firms: everything but what they were told before."""
    rules = [read_pack(folder).rules for folder in shipped_packs()]
    held = [each for each in rules if each.open_until is None or each.open_until >= ON]
    scoring = Scoring([each for each in held if each.kind in KINDS_RUN], ON, shipped_tables())
    stated = [
        (str(at), {code: v for code, v in firm.facts.items() if code not in TOLD})
        for at, firm in enumerate(FIRMS)
    ]
    return FIRMS, scoring.answers(columns_of(stated))


def test_a_run_knows_the_points_of_most_firms_and_finds_peers_for_them() -> None:
    cells: Counter[tuple[str, str]] = Counter()
    grades: Counter[str] = Counter()
    outcomes: dict[str, Counter[str]] = defaultdict(Counter)
    for firm, answer in zip(*scored(), strict=True):
        for score in answer.scores:
            if score.scorecard == "points" and score.points is not None:
                cells[answer.stage, str(firm.facts["industry_code"])] += 1
                assert firm.facts.get("points", score.points) == score.points
            if score.scorecard == "knowledge-value" and score.points is not None:
                grades[score.grade] += 1
                assert firm.facts.get("knowledge_value_grade", score.grade) == score.grade
        for test in answer.classes:
            outcomes[test.test][test.outcome] += 1

    assert cells.total() > 150 and grades.total() > 150
    assert len([count for count in cells.values() if count >= 5]) >= 5
    assert set(grades) >= {"A", "B", "C", "D", "none"}
    for test in ("tech-sme", "hnte", "innovative-sme", "srdi", "gazelle", "little-giant"):
        assert outcomes[test]["meets"] and outcomes[test]["fails"] and outcomes[test]["unknown"]
    for test, found in outcomes.items():
        assert found["unknown"] < 100, test


def test_every_fact_is_a_word_of_the_vocabulary_inside_its_bounds() -> None:
    for firm in FIRMS:
        for code, value in firm.facts.items():
            fact = vocabulary().fact(code)
            if fact.choices:
                assert value in fact.choices, (code, value)
            if fact.type in NUMERIC_TYPES and fact.least is not None:
                amount, per = measured(fact.type, value)
                assert fact.least * per <= amount <= fact.most * per, (code, value)


def test_figures_of_a_firm_hang_together() -> None:
    for firm in FIRMS[:COMPLETE_FIRMS]:
        facts = firm.facts
        assert facts["total_assets"] - facts["total_liabilities"] == facts["net_assets"]
        assert facts["rd_staff"] <= facts["employees"]
        assert facts["pledged_patents"] <= facts["invention_patents"] + facts["utility_patents"]
        assert (facts["lenders_count"] > 0) == bool(facts["has_bank_loan_history"])


def test_observations_name_what_exists_over_the_period_it_describes() -> None:
    for observation in observations_of(FIRMS[0].facts, ON):
        kind = observation_kinds()[observation.code]
        assert observation.period_start <= observation.period_end <= day_described(ON)
        if kind.span not in ("point",) and not kind.fact.derived:
            start, _ = kind.period_ending(observation.period_end)
            assert observation.period_start == start, observation.code


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (True, "true"),
        (123, "123"),
        ((1, 8), "125000"),
        (date(2026, 1, 2), "2026-01-02"),
        ("A", "A"),
    ],
)
def test_values_are_written_in_the_smallest_unit(value: object, text: str) -> None:
    assert value_text(value) == text  # type: ignore[arg-type]


@pytest.mark.django_db
def test_loaded_firms_give_back_the_facts_they_were_made_of() -> None:
    build.reference()

    load_firms(AT, 12)

    assert ImportBatch.objects.get().applied_at == AT
    for firm in FIRMS[:12]:
        enterprise = Enterprise.objects.get(credit_code=firm.credit_code)
        seen = facts_of(enterprise, as_of=ON, on=ON).facts
        given = {code: value for code, value in firm.facts.items() if not isinstance(value, tuple)}
        # A window a year earlier is read beside the one of today; without that it stays unknown.
        assert given.keys() - seen.keys() <= {"insured_staff_prev", "power_use_prev_12m"} | {
            code for code in given if vocabulary().fact(code).period.annual
        }
        assert {code: seen[code] for code in given if code in seen} == {
            code: value for code, value in given.items() if code in seen
        }
        assert enterprise.is_sample and enterprise.initials.startswith("sl")


@pytest.mark.django_db
@pytest.mark.slow
def test_a_bench_can_ask_for_as_many_as_it_likes() -> None:
    build.reference()

    assert load_firms(AT, 450) == 450
    assert Enterprise.objects.count() == 450
    assert Observation.objects.count() == ImportBatch.objects.get().written


def test_a_credit_code_of_an_individual_business_says_so() -> None:
    shop = {"legal_form": "individual_business", "division_code": "500107"}

    assert credit_code(7, shop).startswith("92500107KR000007")  # type: ignore[arg-type]


@pytest.mark.django_db
def test_a_lean_load_keeps_what_lists_and_cards_look_at() -> None:
    build.reference()

    load_firms(AT, 30, lean=True)

    kept = set(Observation.objects.values_list("code", flat=True))
    assert kept <= LEAN and {"operating_revenue", "points"} <= kept
