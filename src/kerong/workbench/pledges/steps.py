"""What a bank can do with a pledge, and who values with a valuation."""

from datetime import timedelta
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from kerong.contracts.pledges import access
from kerong.contracts.pledges.ask_change import ask_change
from kerong.contracts.pledges.ask_release import ask_release
from kerong.contracts.pledges.attach_report import attach_report
from kerong.contracts.pledges.decline_pledge import decline_pledge
from kerong.contracts.pledges.decline_valuation import decline_valuation
from kerong.contracts.pledges.give_valuation import give_valuation
from kerong.contracts.pledges.models import Pledge, Valuation
from kerong.contracts.pledges.propose_signing import propose_signing
from kerong.contracts.pledges.reads import PledgePage, ValuationPage
from kerong.contracts.pledges.record_realisation import in_default, record_realisation
from kerong.contracts.pledges.sign_pledge import sign_pledge
from kerong.kernel.actor import Actor
from kerong.web.clock import day_of
from kerong.web.pledges import forms, made, record_forms
from kerong.web.pledges.shared_steps import DROP, FILE, PAPER, REPLY
from kerong.web.pledges.steps import Desk, Step
from kerong.web.pledges.subjects import ASSET, PLEDGE, VALUATION

State = Pledge.State
_TAKES_REPORT = (Valuation.State.ORDERED, *Valuation.GIVEN)
_A_YEAR = timedelta(days=364)


def _signature_form(page: PledgePage, request: HttpRequest) -> forms.SignatureForm:
    seen = page.pledge.proposed_at
    initial = {"proposed_at": seen.isoformat() if seen else ""}
    return forms.SignatureForm(request.POST or None, initial=initial)


def _valued_form(page: ValuationPage, request: HttpRequest) -> forms.ValuedForm:
    on = day_of(request)
    initial = {"valued_on": on, "valid_until": on + _A_YEAR, "fee_fen": 0}
    return forms.ValuedForm(request.POST or None, initial=initial)


def _ordered(page: ValuationPage, actor: Actor) -> bool:
    return page.valuation.state == Valuation.State.ORDERED


def _can_realise(page: PledgePage, actor: Actor) -> bool:
    return page.pledge.state == State.REGISTERED and in_default(page.pledge.loan)


def _words(**more: Any) -> Step:
    return Step(form=made.plain(forms.WordsForm), **more)


PLEDGES = Desk(
    "workbench",
    PLEDGE,
    (
        Step(
            key="proposal",
            title=_("Propose to sign"),
            done=_("Proposed; a second person signs."),
            policy=access.PROPOSE_SIGNING,
            act=propose_signing,
            form=made.plain(forms.ProposalForm),
            offered=made.in_states(State.OFFERED),
        ),
        Step(
            key="signature",
            title=_("Sign the pledge"),
            done=_("Signed; the rights are taken, the pledge can be filed."),
            policy=access.SIGN,
            act=sign_pledge,
            form=_signature_form,
            offered=made.in_states(State.PROPOSED),
        ),
        FILE,
        PAPER,
        REPLY,
        Step(
            key="change",
            title=_("Ask for a change"),
            done=_("The firm is asked to agree."),
            policy=access.ASK_CHANGE,
            act=ask_change,
            form=made.plain(forms.ChangeForm),
            arguments=lambda form: {"change": form.change()},
            offered=made.nothing_filed(State.REGISTERED),
        ),
        DROP,
        Step(
            key="realisation",
            title=_("Record what a right brought"),
            done=_("Recorded; the reference for the recovery is in your notices."),
            policy=access.REALISE,
            act=record_realisation,
            form=made.dated(forms.RealisedForm, "realised_on"),
            arguments=lambda form: {"realised": form.realised()},
            offered=_can_realise,
        ),
        _words(
            key="release",
            title=_("Release the pledge"),
            done=_("The release is under way."),
            policy=access.ASK_RELEASE,
            act=ask_release,
            offered=made.nothing_filed(State.SIGNED, State.REGISTERED),
            words=_("A registered pledge ends with the entry; one never registered ends at once."),
        ),
        _words(
            key="decline",
            title=_("Do not take it"),
            done=_("The firm reads your reason."),
            policy=access.DECLINE,
            act=decline_pledge,
            offered=made.in_states(*Pledge.ASKED),
            tone="bad",
        ),
    ),
    "pledges",
)
VALUATIONS = Desk(
    "workbench",
    VALUATION,
    (
        Step(
            key="report",
            title=_("Give the valuation"),
            done=_("The firm has your valuation."),
            policy=access.GIVE_VALUATION,
            act=give_valuation,
            form=_valued_form,
            arguments=lambda form: {"valued": form.valued()},
            offered=_ordered,
        ),
        Step(
            key="paper",
            title=_("Attach the report"),
            done=_("The report is attached."),
            policy=access.ATTACH_REPORT,
            act=attach_report,
            form=record_forms.report_form,
            arguments=lambda form: {"report": form.report()},
            offered=lambda page, actor: page.valuation.state in _TAKES_REPORT,
        ),
        _words(
            key="decline",
            title=_("Do not value it"),
            done=_("The firm reads your reason."),
            policy=access.DECLINE_VALUATION,
            act=decline_valuation,
            offered=_ordered,
            tone="bad",
        ),
    ),
    "ip-valuations",
)
ASSETS = Desk("workbench", ASSET, (), "pledges")
