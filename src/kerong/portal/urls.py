"""Addresses of the portal."""

from django.urls import URLPattern, URLResolver

from kerong.cases import access as cases
from kerong.catalogue import access as catalogue
from kerong.population.access import STANDING_OWN
from kerong.portal import access
from kerong.portal.applications.urls import urlpatterns as applications
from kerong.portal.bridges.urls import urlpatterns as bridges
from kerong.portal.calculator.views import calculator
from kerong.portal.compensation.urls import urlpatterns as compensation
from kerong.portal.documents.urls import urlpatterns as documents
from kerong.portal.evidence.urls import urlpatterns as evidence
from kerong.portal.guarantees.urls import urlpatterns as guarantees
from kerong.portal.home import home
from kerong.portal.insurance.urls import urlpatterns as insurance
from kerong.portal.loans.urls import urlpatterns as loans
from kerong.portal.needs import acts, new, thread, views
from kerong.portal.payments.urls import urlpatterns as payments
from kerong.portal.pledges.urls import urlpatterns as pledges
from kerong.portal.policies import views as policies
from kerong.portal.products import views as products
from kerong.portal.standing import assessment
from kerong.portal.standing import views as standing
from kerong.portal.subsidies.urls import urlpatterns as subsidies
from kerong.web.routes import GET_AND_POST, POST, route

app_name = "portal"

PUBLIC: list[URLPattern] = [
    route("", home, name="home", policy=access.HOME),
    route("calculator/", calculator, name="calculator", policy=catalogue.CALCULATE),
    route("products/", products.products, name="products", policy=catalogue.SEE_PRODUCTS),
    route("products/compare/", products.compare, name="compare", policy=catalogue.SEE_PRODUCTS),
    route("policies/", policies.policies, name="policies", policy=catalogue.SEE_POLICIES),
    route("policies/mine/", policies.mine, name="policies-mine", policy=catalogue.CALCULATE),
    route(
        "policies/<str:code>/scan.svg",
        policies.scan,
        name="policy-scan",
        policy=catalogue.SEE_POLICIES,
    ),
    route("policies/<str:code>/", policies.policy, name="policy", policy=catalogue.SEE_POLICIES),
    route("products/<str:code>/", products.product, name="product", policy=catalogue.SEE_PRODUCTS),
]

NEEDS: list[URLPattern] = [
    route("needs/", views.needs, name="needs", policy=cases.READ_NEEDS),
    route(
        "needs/new/",
        new.need_new,
        name="need-new",
        policy=cases.PUBLISH_NEED,
        methods=GET_AND_POST,
    ),
    route(
        "needs/new/kept/", new.need_keep, name="need-keep", policy=access.KEEP_FORM, methods=POST
    ),
    route(
        "needs/new/forgotten/",
        new.need_forget,
        name="need-forget",
        policy=access.KEEP_FORM,
        methods=POST,
    ),
    route(
        "needs/new/check/",
        new.need_check,
        name="need-check",
        policy=cases.PUBLISH_NEED,
        methods=GET_AND_POST,
    ),
    route("needs/<str:no>/", views.need, name="need", policy=cases.READ_NEEDS),
    route(
        "needs/<str:no>/amendment/",
        acts.amendment,
        name="need-amendment",
        policy=cases.AMEND_NEED,
        methods=GET_AND_POST,
    ),
    route(
        "needs/<str:no>/withdrawal/",
        acts.withdrawal,
        name="need-withdrawal",
        policy=cases.WITHDRAW_NEED,
        methods=GET_AND_POST,
    ),
    route(
        "needs/<str:no>/acceptance/<int:quote_id>/",
        acts.acceptance,
        name="need-acceptance",
        policy=cases.ACCEPT_QUOTE,
        methods=GET_AND_POST,
    ),
    route(
        "needs/<str:no>/rating/",
        acts.rating,
        name="need-rating",
        policy=cases.RATE_CASE,
        methods=GET_AND_POST,
    ),
]

THREADS: list[URLPattern] = [
    route("take-ups/<str:no>/", thread.take_up, name="take-up", policy=access.THREAD),
    route(
        "take-ups/<str:no>/messages/",
        thread.messages_of,
        name="take-up-messages",
        policy=access.SPEAK,
        methods=POST,
    ),
    route(
        "take-ups/<str:no>/papers/",
        thread.papers_of,
        name="take-up-papers",
        policy=access.SPEAK,
        methods=POST,
    ),
    route(
        "take-ups/<str:no>/answer/",
        thread.answer,
        name="take-up-answer",
        policy=cases.ANSWER_PAPERS,
        methods=POST,
    ),
    route(
        "take-ups/<str:no>/papers/<int:paper_id>/",
        thread.paper,
        name="paper",
        policy=access.THREAD,
    ),
]

MINE: list[URLPattern] = [
    route("standing/", standing.standing, name="standing", policy=STANDING_OWN),
    route(
        "standing/<slug:name>/",
        assessment.assessment,
        name="assessment",
        policy=STANDING_OWN,
    ),
    route("preapprovals/", standing.limits, name="limits", policy=STANDING_OWN),
]

urlpatterns: list[URLPattern | URLResolver] = [
    *PUBLIC,
    *NEEDS,
    *THREADS,
    *MINE,
    *applications,
    *bridges,
    *insurance,
    *compensation,
    *loans,
    *pledges,
    *subsidies,
    *guarantees,
    *payments,
    *documents,
    *evidence,
]
