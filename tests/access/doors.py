"""Every way in: addresses, endpoints, jobs and commands, each with the policy it declares."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver
from ninja.operation import PathView

from kerong.cli.main import COMMANDS
from kerong.jobs.queue import queued_jobs
from kerong.jobs.schedule import periodic_jobs
from kerong.kernel.policy import Policy
from kerong.web.routes import policies_of

PAGE, ENDPOINT, JOB, COMMAND = "page", "endpoint", "job", "command"


@dataclass(frozen=True)
class Door:
    """One method of one address, or one job or command; `policy` None is a fault."""

    kind: str
    name: str
    method: str
    pattern: str
    policy: Policy | None

    @property
    def asks(self) -> bool:
        """The address names an object."""
        return "<" in self.pattern

    def __str__(self) -> str:
        return f"{self.kind} {self.method} {self.name} {self.pattern}".strip()


def doors(resolver: URLResolver | None = None) -> list[Door]:
    """All of them, or only the addresses below a resolver of a test's own."""
    pages = dict.fromkeys(_addresses(resolver or get_resolver(), "", ""))
    return [*pages] if resolver else [*pages, *_jobs(), *_commands()]


def _addresses(resolver: URLResolver, before: str, namespace: str) -> Iterator[Door]:
    for entry in resolver.url_patterns:
        pattern = f"{before}{entry.pattern}"
        if isinstance(entry, URLResolver):
            inner = ":".join(filter(None, (namespace, entry.namespace)))
            yield from _addresses(entry, pattern, inner)
        else:
            yield from _address(entry, pattern, namespace)


def _address(entry: URLPattern, pattern: str, namespace: str) -> Iterator[Door]:
    endpoint = _path_view(entry.callback)
    if endpoint is not None:
        for operation in endpoint.operations:
            name = f"{namespace}:{operation.operation_id or operation.view_func.__name__}"
            yield from _methods(ENDPOINT, name, pattern, operation.view_func, operation.methods)
        return
    name = ":".join(filter(None, (namespace, entry.name or "")))
    yield from _methods(PAGE, name or pattern, pattern, entry.callback, ("GET",))


def _methods(kind: str, name: str, pattern: str, view: Any, usual: Any) -> Iterator[Door]:
    policies: Mapping[str, Policy | None] = policies_of(view) or dict.fromkeys(usual)
    for method, policy in policies.items():
        yield Door(kind, name, method, pattern, policy)


def _path_view(callback: Any) -> PathView | None:
    """The endpoint behind a callback of django-ninja."""
    for cell in getattr(callback, "__closure__", None) or ():
        if isinstance(cell.cell_contents, PathView):
            return cell.cell_contents
    return None


def _jobs() -> Iterator[Door]:
    for name, job in (*periodic_jobs().items(), *queued_jobs().items()):
        policy = job.policy if isinstance(job.policy, Policy) else None
        yield Door(JOB, name, "", "", policy)


def _commands() -> Iterator[Door]:
    for name, command in COMMANDS.items():
        yield Door(COMMAND, name, "", "", _policy_of(command.module))


def _policy_of(module: str) -> Policy | None:
    """The POLICY of a command's module; a command that is not there declares none."""
    try:
        policy = getattr(import_module(module), "POLICY", None)
    except ModuleNotFoundError:
        return None
    return policy if isinstance(policy, Policy) else None
