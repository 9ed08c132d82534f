"""Examples for the addresses of the three sites and the API: needs, take-ups, loans, evidence."""

from datetime import timedelta
from pathlib import Path
from tempfile import mkdtemp

from kerong.cases.attach_paper import attach_paper
from kerong.cases.models import Case, Paper, Rating
from kerong.cases.rate_case import rate_case
from kerong.catalogue.draft_listing import draft_listing
from kerong.catalogue.models import Listing, Offering
from kerong.evidence.models import Consent, ImportBatch
from kerong.kernel import roles
from tests.build import cases, catalogue, evidence, policies
from tests.build.policy_examples import Arguments, Naming, example
from tests.build.sides import Side

NO_CASE, NO_TAKE_UP = {"no": "N2026-999999"}, {"no": "T2026-999999"}


def _case(side: Side, role: str) -> Arguments:
    return {"no": side.told.case.no}


def _take_up(side: Side, role: str) -> Arguments:
    return {"no": side.told.take_up.no}


def _loan(side: Side, role: str) -> Arguments:
    return {"no": side.told.loan.no}


def _addressed(side: Side, role: str) -> Arguments:
    """An open need that the side's firm addressed to the side's institution alone."""
    held = Case.objects.filter(addressed_to=side.institution).first()
    if held is None:
        bank = side.institution.pk
        held = cases.need(
            side.told.firm,
            at=cases.FRIDAY + timedelta(hours=1),
            mode="directed",
            addressed_to_id=bank,
        )
    return {"no": held.no}


def _acceptance(side: Side, role: str) -> Arguments:
    return {"no": side.told.case.no, "quote_id": side.told.quote.pk}


def _paper(side: Side, role: str) -> Arguments:
    held = Paper.objects.filter(take_up=side.told.take_up).first() or attach_paper(
        actor=side.told.clerk,
        take_up_no=side.told.take_up.no,
        title="授信批复",
        name="approval.txt",
        content=b"approved",
        at=side.told.at,
    )
    return {"no": side.told.take_up.no, "paper_id": held.pk}


def _rated(side: Side, role: str) -> Arguments:
    if not Rating.objects.filter(case=side.told.case).exists():
        rate_case(
            actor=side.told.firm, case_no=side.told.case.no, level=5, words="好", at=side.told.at
        )
    return _take_up(side, role)


def _rated_case(side: Side, role: str) -> Arguments:
    _paper(side, role)  # a closed need takes no more papers, and other addresses want one
    _rated(side, role)
    return {"no": side.told.case.no}


def _consent(side: Side, role: str) -> Arguments:
    return {"no": Consent.objects.filter(enterprise=side.enterprise).order_by("pk")[0].no}


def _batch(side: Side, role: str) -> Arguments:
    held = ImportBatch.objects.filter(enterprise=side.enterprise).first()
    return {"no": (held or evidence.batch(enterprise=side.enterprise, applied=False)).no}


def _offering(side: Side, role: str) -> Arguments:
    held = Offering.objects.filter(code="small-loan").first()
    if held is None:
        held = catalogue.published(Path(mkdtemp(prefix="kerong-pack-")) / "small-loan").offering
    return {"offering": held.code}


def _listing(side: Side, role: str) -> Arguments:
    """A product of the side's institution on the shelf."""
    _offering(side, role)
    held = Listing.objects.filter(institution=side.institution).first()
    people = (side.told.clerk, side.told.approver)
    return {"code": (held or catalogue.on_shelf(people)).code}


def _clause(side: Side, role: str) -> Arguments:
    """A clause of a policy in force: nobody owns it."""
    if not Offering.objects.filter(code="hightech-listing").exists():
        policies.publish("hightech-listing")
    return {"code": "PC001"}


def _drafted(side: Side, role: str) -> Arguments:
    """A product somebody of the side's institution has begun."""
    offering = _offering(side, role)["offering"]
    form = catalogue.form(f"未提交产品{side.institution.pk}")
    draft = draft_listing(actor=side.told.clerk, at=cases.FRIDAY, form=form, offering=offering)
    return {"code": draft.listing.code}


def _fixed(**arguments: object) -> Naming:
    """The same words for everyone: names of kinds, bodies that could be meant."""
    return lambda side, role: dict(arguments)


example(
    "portal:need",
    "portal:need-amendment",
    "portal:need-withdrawal",
    "portal:need-rating",
    "console:need",
    "console:reopening",
    of=_case,
    none=NO_CASE,
)
example(
    "console:limit",
    of=lambda side, role: {"institution_id": side.institution.pk},
    none={"institution_id": 999_999},
    post=_fixed(limit="3", words="试点期间收紧"),
)
example("api:withdraw", of=_case, none=NO_CASE, post=_fixed(words="不再需要"))
example("api:rate", of=_case, none=NO_CASE, post=_fixed(level=5))
example(
    "api:accept",
    of=_case,
    none=NO_CASE,
    post=lambda side, role: {"quote_id": side.told.quote.pk},
)
example(
    "api:read_need", of=_addressed, none=NO_CASE, shared=frozenset({roles.OFFICER, roles.AUDITOR})
)
example("api:take", of=_addressed, none=NO_CASE)
example("workbench:card", "workbench:take", of=_addressed, none=NO_CASE)
example("portal:need-acceptance", of=_acceptance, none=NO_CASE | {"quote_id": 987_654_321})
example(
    "portal:take-up",
    "portal:take-up-messages",
    "portal:take-up-papers",
    "portal:take-up-answer",
    "workbench:take-up",
    "workbench:firm",
    "workbench:messages",
    "workbench:papers",
    "workbench:contact",
    "workbench:quote",
    "workbench:approval",
    "workbench:return",
    "workbench:credit",
    "workbench:disbursement",
    "workbench:papers-wanted",
    "workbench:refusal",
    "api:read_take_up",
    "api:approve",
    of=_take_up,
    none=NO_TAKE_UP,
)
example("api:contact", "api:send_back", of=_take_up, none=NO_TAKE_UP, post=_fixed(words="电话联系"))
example(
    "api:refuse_need", of=_take_up, none=NO_TAKE_UP, post=_fixed(code="R01", words="不符合准入条件")
)
example(
    "api:propose",
    of=_take_up,
    none=NO_TAKE_UP,
    post=_fixed(amount_yuan="3000000.00", annual_rate="0.034500", words="经营稳定，同意授信。"),
)
example(
    "api:quote",
    of=_take_up,
    none=NO_TAKE_UP,
    post=_fixed(
        amount_yuan="3000000.00",
        annual_rate="0.034500",
        term_months=12,
        method="annuity",
        day_count="30/360",
        security="credit",
        valid_until="2026-03-31",
    ),
)
example(
    "api:amend",
    of=_case,
    none=NO_CASE,
    post=_fixed(
        mode="open",
        amount_yuan="2000000.00",
        term_months=12,
        purpose="working_capital",
        security="credit",
        consent_categories=[1],
    ),
)
example(
    "api:answer_bad_rating",
    of=_rated_case,
    none=NO_CASE,
    post=_fixed(words="已当面致歉并整改到位。"),
)
example("api:read_thread", of=_take_up, none=NO_TAKE_UP)
example("api:say", "api:answer_call", of=_take_up, none=NO_TAKE_UP, post=_fixed(words="请补充材料"))
example(
    "api:attach",
    of=_take_up,
    none=NO_TAKE_UP,
    post=_fixed(title="报表", name="a.txt", content="MjAyNQ=="),
)
example(
    "api:call_for_papers",
    of=_take_up,
    none=NO_TAKE_UP,
    post=_fixed(papers=["营业执照"], words=""),
)
example("api:read_paper", of=_paper, none=NO_TAKE_UP | {"paper_id": 987_654_321})
example(
    "api:read_loan",
    of=_loan,
    none={"no": "L2026-999999"},
    shared=frozenset({roles.OFFICER, roles.AUDITOR}),
)
example(
    "api:disburse",
    of=_take_up,
    none=NO_TAKE_UP,
    post=_fixed(disbursed_on="2026-03-06", amount_yuan="3000000.00", reference="借-0001"),
)
example("workbench:rating-answer", of=_rated, none=NO_TAKE_UP)
example("portal:paper", "workbench:paper", of=_paper, none=NO_TAKE_UP | {"paper_id": 987_654_321})
example("portal:loan", "workbench:loan", of=_loan, none={"no": "L2026-999999"})
example("portal:consent", "portal:consent-revocation", of=_consent, none={"no": "A2026-999999"})
example(
    "portal:import",
    "portal:import-drop",
    "console:import",
    "console:import-drop",
    of=_batch,
    none={"no": "I2026-999999"},
)
# These name a kind of thing, which nobody owns.
example(
    "portal:import-template",
    "console:import-template",
    of=_fixed(kind="observations", form="csv"),
    none={"kind": "nothing", "form": "csv"},
    shared=roles.EVERYONE,
)
example("console:figure", of=_fixed(name="published"), none={"name": "nothing"})
example("portal:product", of=_listing, none={"code": "nothing"})
example(
    "portal:policy",
    "portal:policy-scan",
    "api:read_policy",
    of=_clause,
    none={"code": "nothing"},
    shared=roles.EVERYONE,
)
example(
    "workbench:listing",
    "workbench:listing-change",
    "workbench:listing-approval",
    "workbench:listing-return",
    "workbench:listing-retirement",
    of=_listing,
    none={"code": "nothing"},
)
example("workbench:listing-submission", of=_drafted, none={"code": "nothing"})
example(
    "workbench:listing-draft",
    "workbench:listing-template",
    of=_offering,
    none={"offering": "nothing"},
    shared=roles.INSTITUTION,
)
