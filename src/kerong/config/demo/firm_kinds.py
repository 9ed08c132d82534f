"""Kinds of invented firms: how many of a hundred, and the ranges their figures fall in."""

from dataclasses import dataclass

from kerong.config.demo.tables import Dice

Range = tuple[int, int]


@dataclass(frozen=True, kw_only=True)
class FirmKind:
    """Ranges a firm of this kind is thrown in; shares in permille, chances in percent."""

    key: str
    weight: int
    legal_form: str = "company"
    industries: tuple[str, ...]
    years: Range
    heads: Range
    revenue_a_head: Range
    margin: Range
    research: Range
    growth: Range
    hnte: int
    tech_sme: int
    srdi: int
    trouble: int


KINDS = (
    FirmKind(
        key="start_up",
        weight=20,
        industries=("I6513", "I6520", "C3963", "M7320", "C3976", "C2770", "M7340", "I6560"),
        years=(0, 4),
        heads=(2, 30),
        revenue_a_head=(80_000, 500_000),
        margin=(-200, 100),
        research=(60, 400),
        growth=(-100, 1500),
        hnte=10,
        tech_sme=70,
        srdi=0,
        trouble=6,
    ),
    FirmKind(
        key="growing",
        weight=30,
        industries=("C3985", "C3562", "I6513", "C4014", "C3670", "C2761", "C3824", "I6550"),
        years=(3, 10),
        heads=(15, 160),
        revenue_a_head=(300_000, 1_200_000),
        margin=(20, 160),
        research=(30, 150),
        growth=(0, 500),
        hnte=75,
        tech_sme=75,
        srdi=35,
        trouble=4,
    ),
    FirmKind(
        key="mature",
        weight=14,
        industries=("C3670", "C3484", "C2720", "C3311", "C3985", "C2926"),
        years=(8, 26),
        heads=(100, 1500),
        revenue_a_head=(500_000, 1_800_000),
        margin=(10, 130),
        research=(20, 80),
        growth=(-50, 250),
        hnte=85,
        tech_sme=20,
        srdi=55,
        trouble=4,
    ),
    FirmKind(
        key="service",
        weight=14,
        industries=("L7221", "M7482", "L7294", "G5930", "O8121", "N7723", "R8625"),
        years=(1, 15),
        heads=(3, 90),
        revenue_a_head=(150_000, 600_000),
        margin=(-50, 150),
        research=(0, 40),
        growth=(-200, 300),
        hnte=5,
        tech_sme=15,
        srdi=2,
        trouble=8,
    ),
    FirmKind(
        key="trade",
        weight=8,
        industries=("F5179", "F5171", "F5153", "F5164"),
        years=(1, 15),
        heads=(2, 40),
        revenue_a_head=(800_000, 5_000_000),
        margin=(0, 40),
        research=(0, 5),
        growth=(-200, 400),
        hnte=0,
        tech_sme=3,
        srdi=0,
        trouble=8,
    ),
    FirmKind(
        key="shop",
        weight=10,
        legal_form="individual_business",
        industries=("H6210", "F5211", "O8111", "O8040", "F5231"),
        years=(0, 12),
        heads=(1, 8),
        revenue_a_head=(80_000, 350_000),
        margin=(30, 250),
        research=(0, 0),
        growth=(-200, 300),
        hnte=0,
        tech_sme=0,
        srdi=0,
        trouble=5,
    ),
    FirmKind(
        key="strained",
        weight=4,
        industries=("C3311", "C2926", "F5179", "E4790", "C3484"),
        years=(4, 18),
        heads=(8, 200),
        revenue_a_head=(150_000, 600_000),
        margin=(-400, -20),
        research=(0, 40),
        growth=(-500, -50),
        hnte=20,
        tech_sme=10,
        srdi=4,
        trouble=60,
    ),
)


def kind_thrown(dice: Dice) -> FirmKind:
    left = dice.whole(1, sum(kind.weight for kind in KINDS))
    for kind in KINDS:
        left -= kind.weight
        if left <= 0:
            return kind
    raise AssertionError("weights were summed over the same kinds")
