"""Who acts: one person under one mandate, the system itself, or nobody known."""

from dataclasses import dataclass

from kerong.kernel import roles


@dataclass(frozen=True, slots=True)
class Actor:
    """Passed into every act; says on whose behalf and how surely the person was recognised."""

    person_id: int | None
    name: str
    role: str
    mandate_id: int | None = None
    enterprise_id: int | None = None
    institution_id: int | None = None
    department_id: int | None = None
    second_factor: bool = False

    def __post_init__(self) -> None:
        if self.role not in roles.ALL_ROLES:
            raise ValueError(f"unknown role {self.role!r}")

    @property
    def reference(self) -> str:
        """ "person:12/mandate:5", "person:12", "system:worker" or "anonymous"."""
        if self.role == roles.SYSTEM:
            return "system:worker"
        if self.person_id is None:
            return "anonymous"
        mandate = f"/mandate:{self.mandate_id}" if self.mandate_id is not None else ""
        return f"person:{self.person_id}{mandate}"

    @property
    def is_anonymous(self) -> bool:
        return self.role == roles.ANONYMOUS


SYSTEM = Actor(person_id=None, name="系统", role=roles.SYSTEM)
ANONYMOUS = Actor(person_id=None, name="访客", role=roles.ANONYMOUS)
