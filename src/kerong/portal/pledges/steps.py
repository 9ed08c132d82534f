"""What a firm can do with a right, a valuation and a pledge."""

from django.utils.translation import gettext_lazy as _

from kerong.contracts.pledges import access
from kerong.contracts.pledges.agree_change import agree_change
from kerong.contracts.pledges.assess_asset import assess_asset
from kerong.contracts.pledges.end_case import end_case
from kerong.contracts.pledges.models import Filing, IpAsset, Pledge, Valuation
from kerong.contracts.pledges.name_co_owner import name_co_owner
from kerong.contracts.pledges.open_case import open_case
from kerong.contracts.pledges.order_valuation import order_valuation
from kerong.contracts.pledges.record_consent import record_consent
from kerong.contracts.pledges.tell_status import tell_status
from kerong.contracts.pledges.withdraw_pledge import withdraw_pledge
from kerong.contracts.pledges.withdraw_valuation import withdraw_valuation
from kerong.web.pledges import forms, made, record_forms
from kerong.web.pledges.shared_steps import DROP, FILE, PAPER, REPLY
from kerong.web.pledges.steps import Desk, Step
from kerong.web.pledges.subjects import ASSET, PLEDGE, VALUATION

ASSETS = Desk(
    "portal",
    ASSET,
    (
        Step(
            key="assessment",
            title=_("Assess it ourselves"),
            done=_("The sheet is kept."),
            policy=access.ASSESS,
            act=assess_asset,
            form=made.plain(forms.SheetForm),
            arguments=lambda form: {"told": form.told()},
            offered=lambda page, actor: page.asset.kind in IpAsset.PATENTS,
            words=_("Free of charge: patent, team and credit in points, a guide and no promise."),
        ),
        Step(
            key="valuation",
            title=_("Order a valuation"),
            done=_("The valuation is ordered."),
            policy=access.ORDER_VALUATION,
            act=order_valuation,
            form=made.plain(forms.OrderForm),
            offered=made.always,
        ),
        Step(
            key="reading",
            title=_("Note what the register says"),
            done=_("Noted as your word."),
            policy=access.TELL_STATUS,
            act=tell_status,
            form=made.dated(forms.ReadingForm, "observed_on"),
            arguments=lambda form: {"reading": form.reading()},
            offered=made.always,
            words=_("Your word counts until a register is read."),
        ),
        Step(
            key="co-owner",
            title=_("Name a co-owner"),
            done=_("The co-owner is named."),
            policy=access.NAME_CO_OWNER,
            act=name_co_owner,
            form=made.plain(forms.CoOwnerForm),
            offered=made.always,
        ),
        Step(
            key="case",
            title=_("Record a rights case"),
            done=_("The case is recorded."),
            policy=access.KEEP_CASE,
            act=open_case,
            form=record_forms.case_form,
            arguments=lambda form: {"case": form.case()},
            offered=made.always,
            words=_("Banks that hold the right as security hear of it."),
        ),
        Step(
            key="case-end",
            title=_("Record how a case ended"),
            done=_("The end of the case is recorded."),
            policy=access.KEEP_CASE,
            act=end_case,
            form=record_forms.case_end_form,
            arguments=lambda form: form.told(),
            offered=lambda page, actor: bool(page.open_cases),
            by_filing=True,
        ),
    ),
    "ip-assets",
)
VALUATIONS = Desk(
    "portal",
    VALUATION,
    (
        Step(
            key="withdrawal",
            title=_("We no longer need it"),
            done=_("The order is taken back."),
            policy=access.WITHDRAW_VALUATION,
            act=withdraw_valuation,
            form=made.empty,
            offered=lambda page, actor: page.valuation.state == Valuation.State.ORDERED,
            tone="bad",
        ),
    ),
    "ip-assets",
)
PLEDGES = Desk(
    "portal",
    PLEDGE,
    (
        Step(
            key="consent",
            title=_("Record a co-owner's consent"),
            done=_("The consent is recorded."),
            policy=access.RECORD_CONSENT,
            act=record_consent,
            form=made.of_page(forms.ConsentForm, "consented_on"),
            offered=lambda page, actor: bool(page.owners_waiting),
        ),
        FILE,
        PAPER,
        REPLY,
        Step(
            key="agreement",
            title=_("Agree to the change"),
            done=_("Agreed and filed; the window's clock runs."),
            policy=access.AGREE_CHANGE,
            act=agree_change,
            form=made.of_filing(forms.FilingForm),
            offered=made.filing_in(Filing.State.DRAFTED),
            by_filing=True,
        ),
        DROP,
        Step(
            key="withdrawal",
            title=_("Take the offer back"),
            done=_("The offer is taken back."),
            policy=access.WITHDRAW,
            act=withdraw_pledge,
            form=made.empty,
            offered=made.in_states(*Pledge.ASKED),
            tone="bad",
        ),
    ),
    "pledges",
)
