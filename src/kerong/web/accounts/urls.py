"""Addresses of one's account, of who may act for whom, and of the platform's people."""

from django.urls import URLPattern

from kerong.parties import access
from kerong.web.accounts import (
    arriving,
    claims,
    ending,
    firm_staff,
    firms,
    home,
    institution_staff,
    institutions,
    joining,
    people,
)
from kerong.web.routes import GET_AND_POST, POST, route

app_name = "accounts"

ENTERING: list[URLPattern] = [
    route("arrive/", arriving.arrive, name="arrive", policy=access.MY_ACCOUNT),
    route("second-factor/", arriving.second_factor, name="second_factor", policy=access.MY_ACCOUNT),
    route(
        "choose/",
        arriving.choosing,
        name="choose",
        policy=access.MY_ACCOUNT,
        methods=GET_AND_POST,
    ),
    route(
        "register/", joining.register, name="register", policy=access.ENTER, methods=GET_AND_POST
    ),
    route(
        "invitation/<str:secret>/",
        joining.invitation_link,
        name="invitation_link",
        policy=access.ENTER,
    ),
    route(
        "invitation/",
        joining.invitation,
        name="invitation",
        policy=access.ENTER,
        methods=GET_AND_POST,
    ),
]

MINE: list[URLPattern] = [
    route("home/", home.home, name="home", policy=access.MY_ACCOUNT),
    route(
        "home/profile/",
        home.profile,
        name="profile",
        policy=access.MY_ACCOUNT,
        methods=GET_AND_POST,
    ),
    route("home/language/", home.language, name="language", policy=access.MY_ACCOUNT, methods=POST),
    route(
        "home/tokens/",
        home.tokens_page,
        name="tokens",
        policy={"GET": access.MY_TOKENS, "POST": access.ISSUE_TOKEN},
    ),
    route(
        "home/tokens/<int:token_id>/drop/",
        home.drop_token,
        name="drop_token",
        policy=access.MY_ACCOUNT,
        methods=GET_AND_POST,
    ),
    route(
        "home/sessions/<int:session_id>/end/",
        home.end_session,
        name="end_session",
        policy=access.MY_ACCOUNT,
        methods=POST,
    ),
    route(
        "home/sessions/end-others/",
        home.end_other_sessions,
        name="end_other_sessions",
        policy=access.MY_ACCOUNT,
        methods=POST,
    ),
    route(
        "home/mandates/<int:mandate_id>/end/",
        ending.resign,
        name="resign",
        policy=access.MY_ACCOUNT,
        methods=GET_AND_POST,
    ),
]

FIRMS: list[URLPattern] = [
    route(
        "firm/new/",
        firms.new_firm,
        name="new_firm",
        policy=access.REGISTER_FIRM,
        methods=GET_AND_POST,
    ),
    route(
        "firm/ask/",
        firms.ask_firm,
        name="ask_firm",
        policy=access.REGISTER_FIRM,
        methods=GET_AND_POST,
    ),
    route(
        "firm/people/",
        firm_staff.people_page,
        name="firm_people",
        policy={"GET": access.SEE_FIRM_PEOPLE, "POST": access.KEEP_FIRM_PEOPLE},
    ),
    route(
        "firm/people/<int:mandate_id>/end/",
        ending.end_clerk,
        name="end_clerk",
        policy=access.KEEP_FIRM_PEOPLE,
        methods=GET_AND_POST,
    ),
    route(
        "firm/invitations/<int:invitation_id>/withdraw/",
        ending.withdraw_clerk,
        name="withdraw_clerk",
        policy=access.KEEP_FIRM_PEOPLE,
        methods=GET_AND_POST,
    ),
]

INSTITUTIONS: list[URLPattern] = [
    route(
        "institution/people/",
        institution_staff.institution_people,
        name="institution_people",
        policy=access.SEE_INSTITUTION_PEOPLE,
    ),
    route(
        "institution/people/invite/",
        institution_staff.invite_staff,
        name="invite_staff",
        policy=access.KEEP_INSTITUTION_PEOPLE,
        methods=GET_AND_POST,
    ),
    route(
        "institution/people/grant/",
        institution_staff.grant_staff,
        name="grant_staff",
        policy=access.KEEP_INSTITUTION_PEOPLE,
        methods=GET_AND_POST,
    ),
    route(
        "institution/people/<int:mandate_id>/end/",
        ending.end_staff,
        name="end_staff",
        policy=access.KEEP_INSTITUTION_PEOPLE,
        methods=GET_AND_POST,
    ),
    route(
        "institution/invitations/<int:invitation_id>/withdraw/",
        ending.withdraw_staff,
        name="withdraw_staff",
        policy=access.KEEP_INSTITUTION_PEOPLE,
        methods=GET_AND_POST,
    ),
    route(
        "institution/branches/new/",
        institution_staff.new_branch,
        name="new_branch",
        policy=access.OPEN_BRANCH,
        methods=GET_AND_POST,
    ),
]

PLATFORM: list[URLPattern] = [
    route(
        "institutions/",
        institutions.institutions,
        name="institutions",
        policy=access.SEE_INSTITUTIONS,
    ),
    route(
        "institutions/new/",
        institutions.admit,
        name="admit",
        policy=access.KEEP_INSTITUTIONS,
        methods=GET_AND_POST,
    ),
    route(
        "institutions/<int:institution_id>/",
        institutions.institution,
        name="institution",
        policy=access.SEE_INSTITUTIONS,
    ),
    route(
        "institutions/<int:institution_id>/admin/",
        institutions.invite_admin,
        name="invite_admin",
        policy=access.KEEP_INSTITUTIONS,
        methods=POST,
    ),
    route(
        "institutions/<int:institution_id>/suspension/",
        institutions.suspend,
        name="suspend",
        policy=access.KEEP_INSTITUTIONS,
        methods=POST,
    ),
    route(
        "institutions/<int:institution_id>/resumption/",
        institutions.resume,
        name="resume",
        policy=access.KEEP_INSTITUTIONS,
        methods=POST,
    ),
    route("people/", people.people, name="people", policy=access.SEE_PEOPLE),
    route(
        "people/invite/",
        people.invite_office,
        name="invite_office",
        policy=access.KEEP_PEOPLE,
        methods=GET_AND_POST,
    ),
    route(
        "departments/new/",
        people.new_department,
        name="new_department",
        policy=access.KEEP_PEOPLE,
        methods=GET_AND_POST,
    ),
    route("people/<int:person_id>/", people.person, name="person", policy=access.SEE_PEOPLE),
    *(
        route(
            f"people/<int:person_id>/{path}/",
            view,
            name=name,
            policy=access.KEEP_PEOPLE,
            methods=POST,
        )
        for path, view, name in (
            ("disabling", people.disable, "disable"),
            ("enabling", people.enable, "enable"),
            ("mandates", people.grant_office, "grant_office"),
            ("password-link", people.password_link, "password_link"),
            ("factor-removal", people.drop_factor, "drop_factor"),
        )
    ),
    route(
        "mandates/<int:mandate_id>/end/",
        ending.end_any,
        name="end_any",
        policy=access.KEEP_PEOPLE,
        methods=GET_AND_POST,
    ),
    route(
        "invitations/<int:invitation_id>/withdraw/",
        ending.withdraw_any,
        name="withdraw_any",
        policy=access.KEEP_PEOPLE,
        methods=GET_AND_POST,
    ),
    route("firms/unverified/", claims.unverified, name="unverified", policy=access.SEE_PEOPLE),
    route("claims/", claims.claims, name="claims", policy=access.SEE_PEOPLE),
    route(
        "claims/<int:claim_id>/",
        claims.claim,
        name="claim",
        policy={"GET": access.SEE_PEOPLE, "POST": access.KEEP_PEOPLE},
    ),
]

urlpatterns: list[URLPattern] = [*ENTERING, *MINE, *FIRMS, *INSTITUTIONS, *PLATFORM]
