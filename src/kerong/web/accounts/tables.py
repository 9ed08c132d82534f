"""The lists of people and organisations, each declared once."""

from typing import Any

from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from kerong.kernel import roles
from kerong.parties.models import ApiToken, FirmClaim, Institution, Invitation, Mandate, Person
from kerong.web.accounts.titles import OUTCOME_TITLES, role_title
from kerong.web.columns import credit_code_column, day_column, firm_column, said_column
from kerong.web.formats import day
from kerong.web.tables import Column, Table


def _deed(url: str, words: Any) -> str:
    return format_html('<a class="btn small ghost" href="{}">{}</a>', url, words)


def staff_table(end_route: str, *, may_end: bool) -> Table:
    """Mandates with their people; with a way to end them for those who may."""
    columns = [
        Column(
            key="name",
            title=gettext_lazy("Name of the person"),
            cell="person.name",
            order_by=("person__initials", "person__name"),
        ),
        Column(
            key="login",
            title=gettext_lazy("Login name"),
            cell="person.login",
            order_by=("person__login",),
        ),
        Column(key="role", title=gettext_lazy("Role"), cell=_role, order_by=("role",)),
        Column(
            key="where",
            title=gettext_lazy("Acts for"),
            cell=lambda row: str(row.organisation or _("The platform")),
            order_by=("enterprise__name", "institution__name"),
        ),
        day_column("since", gettext_lazy("Since"), "granted_at"),
    ]
    if may_end:
        columns.append(
            Column(
                key="deeds",
                title="",
                cell=lambda row: _end(row, end_route),
            )
        )
    return Table(columns=tuple(columns), order="role")


def _end(row: Mandate, end_route: str) -> str:
    """An owner is replaced by a claim, not ended."""
    if row.role == roles.FIRM_OWNER:
        return ""
    return _deed(reverse(end_route, args=[row.pk]), _("End"))


def _role(row: Mandate | Invitation) -> str:
    return role_title(row.role)


def invitation_table(withdraw_route: str) -> Table:
    return Table(
        columns=(
            Column(key="name", title=gettext_lazy("Invited"), cell="name", order_by=("name",)),
            Column(key="role", title=gettext_lazy("Role"), cell=_role, order_by=("role",)),
            Column(key="by", title=gettext_lazy("Invited by"), cell="invited_by.name"),
            day_column("until", gettext_lazy("Link works until"), "expires_at"),
            Column(
                key="deeds",
                title="",
                cell=lambda row: _deed(reverse(withdraw_route, args=[row.pk]), _("Withdraw")),
            ),
        ),
        order="-until",
    )


TOKENS = Table(
    columns=(
        Column(key="name", title=gettext_lazy("Used for"), cell="name", order_by=("name",)),
        Column(key="prefix", title=gettext_lazy("Begins with"), cell="prefix"),
        Column(
            key="for",
            title=gettext_lazy("Acts for"),
            cell=lambda row: str(row.mandate.organisation or _("The platform")),
        ),
        day_column("until", gettext_lazy("Last day"), "expires_on"),
        day_column("seen", gettext_lazy("Last used"), "last_seen_at"),
        Column(
            key="state", title=pgettext_lazy("of a token", "State"), cell=lambda row: _state(row)
        ),
    ),
    order="-until",
)


def _state(row: ApiToken) -> str:
    if row.revoked_at is not None:
        return _("Revoked")
    if row.mandate.ended_at is not None:
        return _("Mandate ended")
    return _deed(reverse("accounts:drop_token", args=[row.pk]), _("Revoke"))


INSTITUTIONS = Table(
    columns=(
        Column(key="name", title=gettext_lazy("Name"), cell="name", order_by=("initials", "name")),
        said_column("kind", gettext_lazy("Kind"), "institution_kind"),
        Column(
            key="parent",
            title=gettext_lazy("Branch of"),
            cell=lambda row: row.parent.name if row.parent else "—",
        ),
        Column(
            key="staff",
            title=gettext_lazy("People"),
            cell="staff_count",
            order_by=("staff_count",),
            align="num",
        ),
        day_column("since", gettext_lazy("Admitted"), "admitted_at"),
        Column(key="state", title=gettext_lazy("State"), cell=lambda row: _standing(row)),
    ),
    order="name",
    url=lambda row: reverse("accounts:institution", args=[row.pk]),
    tight=True,
)


def _standing(row: Institution) -> str:
    if row.suspended_at is None:
        return _("Active")
    return _("Suspended since %(day)s") % {"day": day(row.suspended_at)}


PEOPLE = Table(
    columns=(
        Column(
            key="name",
            title=gettext_lazy("Name of the person"),
            cell="name",
            order_by=("initials", "name"),
        ),
        Column(key="login", title=gettext_lazy("Login name"), cell="login", order_by=("login",)),
        Column(
            key="mandates",
            title=gettext_lazy("Mandates"),
            cell="mandate_count",
            order_by=("mandate_count",),
            align="num",
        ),
        day_column("since", gettext_lazy("Registered"), "registered_at"),
        day_column("seen", gettext_lazy("Last signed in"), "last_login"),
        Column(key="state", title=gettext_lazy("State"), cell=lambda row: _may_enter(row)),
    ),
    order="name",
    url=lambda row: reverse("accounts:person", args=[row.pk]),
    tight=True,
)


def _may_enter(row: Person) -> str:
    return _("Active") if row.is_active else _("Disabled")


CLAIMS = Table(
    columns=(
        firm_column(),
        credit_code_column(),
        Column(
            key="person",
            title=gettext_lazy("Asked by"),
            cell="person.name",
            order_by=("person__name",),
        ),
        day_column("asked", gettext_lazy("Asked on"), "asked_at"),
        Column(key="state", title=gettext_lazy("Outcome"), cell=lambda row: _outcome(row)),
    ),
    order="asked",
    url=lambda row: reverse("accounts:claim", args=[row.pk]),
)


UNVERIFIED = Table(
    columns=(
        Column(key="firm", title=gettext_lazy("Firm"), cell="name", order_by=("initials", "name")),
        Column(
            key="code",
            title=gettext_lazy("Credit code"),
            cell=lambda row: row.credit_code or "—",
            order_by=("credit_code",),
        ),
        day_column("since", gettext_lazy("Not verified since"), "unverified_since"),
        Column(
            key="claim",
            title=gettext_lazy("Request"),
            cell=lambda row: _("waits for an answer") if row.claim_id else _("none yet"),
            order_by=("claim_id",),
        ),
    ),
    order="since",
    url=lambda row: reverse("accounts:claim", args=[row.claim_id]) if row.claim_id else "",
)


def _outcome(row: FirmClaim) -> Any:
    return OUTCOME_TITLES[row.outcome]
