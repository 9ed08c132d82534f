"""Addresses of guarantees in the workbench."""

from django.urls import URLPattern

from kerong.cases.access import ASK_GUARANTEE
from kerong.contracts.guarantees import access as held
from kerong.web.routes import GET_AND_POST, POST, route
from kerong.workbench.access import GUARANTEES
from kerong.workbench.guarantees import agreements, fees, lists, page
from kerong.workbench.guarantees.ask import ask, ask_for_renewal
from kerong.workbench.guarantees.steps import GUARANTEE_STEPS, step_of

AGREEMENTS: list[URLPattern] = [
    route(
        "guarantees/agreements/",
        agreements.agreements,
        name="guarantee-agreements",
        policy=held.READ_OWN,
    ),
    route(
        "guarantees/agreements/new/",
        agreements.draft,
        name="guarantee-agreement-new",
        policy=held.DRAFT_AGREEMENT,
        methods=GET_AND_POST,
    ),
    route(
        "guarantees/agreements/<str:no>/",
        agreements.agreement,
        name="guarantee-agreement",
        policy=held.READ_OWN,
    ),
    route(
        "guarantees/agreements/<str:no>/signature/",
        agreements.signing,
        name="guarantee-agreement-sign",
        policy=held.SIGN_AGREEMENT,
        methods=POST,
    ),
    route(
        "guarantees/agreements/<str:no>/refusal/",
        agreements.declining,
        name="guarantee-agreement-decline",
        policy=held.DECLINE_AGREEMENT,
        methods=POST,
    ),
]
FEES: list[URLPattern] = [
    route("guarantees/fees/", lists.fees, name="guarantee-fees", policy=held.READ_OWN),
    route("guarantees/filing/", lists.filing, name="guarantee-filing", policy=held.EXPORT_FILING),
    route(
        "guarantees/fees/<int:invoice_id>/receipt/",
        fees.receipt,
        name="guarantee-fee-receipt",
        policy=held.RECEIVE_FEE,
        methods=GET_AND_POST,
    ),
    route(
        "guarantees/fees/<int:invoice_id>/waiver/",
        fees.waiver,
        name="guarantee-fee-waiver",
        policy=held.WAIVE_FEE,
        methods=GET_AND_POST,
    ),
]
ONE: list[URLPattern] = [
    route("guarantees/<str:no>/", page.guarantee, name="guarantee", policy=GUARANTEES),
    route(
        "guarantees/<str:no>/letter.pdf", page.letter, name="guarantee-letter", policy=GUARANTEES
    ),
    route(
        "guarantees/<str:no>/papers/",
        page.papers,
        name="guarantee-papers",
        policy=held.ATTACH_PAPER,
        methods=POST,
    ),
    route(
        "guarantees/<str:no>/papers/<int:paper_id>/",
        page.paper,
        name="guarantee-paper",
        policy=GUARANTEES,
    ),
    route(
        "guarantees/<str:no>/diligence/",
        page.diligence,
        name="guarantee-diligence",
        policy=held.RECORD_DILIGENCE,
        methods=GET_AND_POST,
    ),
    *(
        route(
            f"guarantees/<str:no>/{step.key}/",
            step_of(step.key),
            name=f"guarantee-{step.key}",
            policy=step.policy,
            methods=GET_AND_POST,
        )
        for step in GUARANTEE_STEPS
    ),
]

urlpatterns: list[URLPattern] = [
    route("guarantees/", lists.guarantees, name="guarantees", policy=GUARANTEES),
    route(
        "take-ups/<str:no>/guarantee/",
        ask,
        name="guarantee-ask",
        policy=ASK_GUARANTEE,
        methods=GET_AND_POST,
    ),
    route(
        "loan-requests/<str:no>/guarantee/",
        ask_for_renewal,
        name="guarantee-renewal",
        policy=held.ASK_LETTER,
        methods=GET_AND_POST,
    ),
    *AGREEMENTS,
    *FEES,
    *ONE,
]
