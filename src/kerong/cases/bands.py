"""Amount bands of the hall: a need shows in which band it lies, never its amount."""

from kerong.cases.errors import ChoiceUnknown

_WAN = 10_000 * 100

AMOUNT_BANDS: tuple[tuple[str, int, int | None], ...] = (
    ("to_50w", 0, 50 * _WAN),
    ("50w_100w", 50 * _WAN, 100 * _WAN),
    ("100w_300w", 100 * _WAN, 300 * _WAN),
    ("300w_500w", 300 * _WAN, 500 * _WAN),
    ("500w_1000w", 500 * _WAN, 1000 * _WAN),
    ("from_1000w", 1000 * _WAN, None),
)
BAND_TITLES: dict[str, tuple[str, str]] = {
    "to_50w": ("50 万元以下", "below ¥0.5 million"),
    "50w_100w": ("50 万—100 万元", "¥0.5–1 million"),
    "100w_300w": ("100 万—300 万元", "¥1–3 million"),
    "300w_500w": ("300 万—500 万元", "¥3–5 million"),
    "500w_1000w": ("500 万—1000 万元", "¥5–10 million"),
    "from_1000w": ("1000 万元及以上", "¥10 million and more"),
}


def amount_band(amount_fen: int) -> str:
    """The code of the band; a bound belongs to the band above it."""
    for code, least, below in AMOUNT_BANDS:
        if amount_fen >= least and (below is None or amount_fen < below):
            return code
    raise ChoiceUnknown(field="amount_fen", value=amount_fen)


def band_title(code: str, language: str) -> str:
    zh, en = BAND_TITLES[code]
    return en if language.startswith("en") else zh
