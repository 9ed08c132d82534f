"""Products as tables say them: the real ones row by row, the sample ones thrown by dice."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from kerong.catalogue.forms import ListingForm
from kerong.config.demo.tables import Dice, rows
from kerong.kernel.ratios import ratio_text

SAMPLE_SOURCE = "示例数据，由平台生成，不是任何机构的产品"
NOT_ASKED = "-"

# Which pack carries a product of the table; a category that is not named stands by itself.
PACK_OF_CATEGORY = {
    "credit_ip": "tech-credit",
    "specialized_sme": "tech-credit",
    "high_tech": "tech-credit",
    "tech_general": "tech-credit",
    "rd_loan": "tech-credit",
    "talent": "tech-credit",
    "tech_transfer": "tech-credit",
    "points_loan": "tech-credit",
    "online_credit": "bank-credit-standard",
    "operating": "bank-credit-standard",
    "zone_programme": "bank-credit-standard",
    "invoice": "bank-credit-standard",
    "tax_loan": "tax-credit",
    "ip_pledge": "ip-pledge-loan",
    "guarantee": "guaranteed-loan",
    "guarantee_pool": "guaranteed-loan",
    "gov_guarantee": "guaranteed-loan",
    "insurance": "guaranteed-loan",
    "risk_pool": "risk-pool-loan",
    "startup": "startup-loan",
    "mortgage_topup": "bank-credit-standard",
}
# A limit rule that the text states decides before the category does.
PACK_OF_LIMIT_RULE = {
    "tax_multiple": "tax-multiple-loan",
    "property_share": "secured-loan",
    "valuation_share": "valuation-loan",
}
LIST_FIELDS = {
    "divisions",
    "industries",
    "size_classes",
    "tax_grades",
    "kv_grades",
    "credit_grades",
    "legal_forms",
    "growth_stages",
}
_COLUMNS_OF_FORM = ("method", "fee", "programmes")


@dataclass(frozen=True, kw_only=True)
class Product:
    """One product before it is a row: its pack, its institution, the form it fills."""

    code: str
    offering: str
    institution: str
    form: ListingForm
    is_sample: bool
    year: int | None = None
    confidence: str = ""
    verified: bool = False


def real_products() -> Iterator[Product]:
    """The 58 products of `real_products.csv`, with what `real_products_fields.csv` reads in them.

    `verified` says that the statement was seen at its publisher (confidence high); it is not the
    institution's own word, which only a form filled on the platform is.
    """
    said: dict[str, list[dict[str, str]]] = defaultdict(list)
    for row in rows("listings/real_products_fields.csv"):
        said[row["listing"]].append(row)
    for row in rows("listings/real_products.csv"):
        yield _real(row, said[row["id"]])


def _real(row: Mapping[str, str], said: list[dict[str, str]]) -> Product:
    numbers: dict[str, object] = {
        "amount_cap": row["max_amount_cny"],
        "term_months": row["term_months"],
    }
    if row["min_rate_pct"] or row["max_rate_pct"]:
        # Calculations use the lowest stated rate, or the highest where only that is stated.
        numbers |= {
            "rate_add": _fraction(row["min_rate_pct"] or row["max_rate_pct"]),
            "lpr_share": "0",
        }
    numbers |= {
        each["field"]: _value(each["field"], each["value"])
        for each in said
        if each["field"] not in ("words", "method", "guarantee_fee")
    }
    extra = {each["field"]: each["value"] for each in said}
    return Product(
        code=row["id"],
        offering=_pack_of(row, extra),
        institution=row["institution"],
        form=ListingForm(
            name=row["name"],
            category=row["category"],
            guarantee=row["guarantee"],
            numbers={name: value for name, value in numbers.items() if value != ""},
            words="\n".join(each["value"] for each in said if each["field"] == "words"),
            region=row["region"],
            rate_words=row["rate_rule"],
            rate_to=_fraction(row["max_rate_pct"]),
            fee=extra.get("guarantee_fee", ""),
            method=extra.get("method", ""),
            repayment_words=row["repayment"],
            summary=row["eligibility"],
            source=row["source"],
        ),
        is_sample=False,
        year=int(row["year"]) if row["year"] else None,
        confidence=row["confidence"],
        verified=row["confidence"] == "high",
    )


def _pack_of(row: Mapping[str, str], said: Mapping[str, str]) -> str:
    for field, pack in PACK_OF_LIMIT_RULE.items():
        if field in said:
            return pack
    if row["guarantee"] == "guarantee" and row["category"] == "operating":
        return "guaranteed-loan"
    return PACK_OF_CATEGORY[row["category"]]


def _fraction(percent: str) -> str:
    """ "3.85" percent as "0.038500"."""
    return ratio_text(Fraction(percent) / 100) if percent else ""


def _value(field: str, text: str) -> object:
    if field in LIST_FIELDS:
        return text.split()
    return "true" if text == "yes" else text


def sample_loans() -> Iterator[Product]:
    """158 loans of invented lenders, from the families of `sample_loans.csv`."""
    lenders = [row for row in rows("listings/sample_institutions.csv") if row["loans"]]
    made = 0
    for family in rows("listings/sample_loans.csv"):
        key, names = family["family"], family["names"].split("|")
        able = [r for r in lenders if r["loans"] == "all" or key in r["loans"].split()]
        first = made
        for at in range(int(family["count"])):
            lender = able[(first + at) % len(able)]
            made += 1
            thrown = _throw(family["fields"], Dice("loan", key, at))
            yield _sample(f"SL{made:03d}", family, names[at % len(names)], lender["name"], thrown)


def sample_services() -> Iterator[Product]:
    """95 services, which have no limit and no rate."""
    providers = rows("listings/sample_institutions.csv")
    made = 0
    for family in rows("listings/sample_services.csv"):
        able = [row for row in providers if row["kind"] in family["kinds"].split("|")]
        first = made
        for at in range(int(family["count"])):
            provider = able[(first + at) % len(able)]
            made += 1
            thrown = _throw(family["fields"], Dice("service", family["category"], at))
            row = {**family, "pack": "finance-service", "guarantee": ""}
            yield _sample(f"SS{made:03d}", row, family["name"], provider["name"], thrown)


def _throw(fields: str, dice: Dice) -> dict[str, str]:
    """One option of each field; a field that comes out as not asked is left out."""
    thrown = {}
    for part in filter(None, fields.split(";")):
        name, _, options = part.partition("=")
        chosen = dice.pick(options.split("/"))
        if chosen != NOT_ASKED:
            thrown[name] = chosen
    return thrown


def _sample(
    code: str, row: Mapping[str, str], name: str, institution: str, thrown: dict[str, str]
) -> Product:
    numbers = {
        field: _value(field, text)
        for field, text in thrown.items()
        if field not in _COLUMNS_OF_FORM
    }
    return Product(
        code=code,
        offering=row["pack"],
        institution=institution,
        form=ListingForm(
            name=f"{name}（示例）",
            category=row["category"],
            guarantee=row["guarantee"],
            numbers=numbers,
            summary=row["summary"],
            region="重庆" if "divisions" in thrown else "全国",
            fee=thrown.get("fee", ""),
            method=thrown.get("method", ""),
            programmes=thrown.get("programmes", ""),
            source=SAMPLE_SOURCE,
        ),
        is_sample=True,
        confidence="sample",
    )
