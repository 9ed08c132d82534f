"""What a race or a crash sweep does in a process of its own; it prints one JSON document."""

import json
import sys

from django.db import connections


def obey(command: str, *arguments: str) -> None:
    database = connections.settings["default"]
    database["OPTIONS"].pop("pool", None)  # no threads to lose when forking
    database["CONN_MAX_AGE"] = None
    sys.stdout.write(json.dumps(_COMMANDS[command](*arguments)) + "\n")


def race(guard: str, institutions: str, needs: str) -> object:
    from tests.races.race import run_race

    return run_race(guard=guard, institutions=int(institutions), needs=int(needs))


def applications_race(guard: str, rounds: str) -> object:
    from tests.races.applications_race import run_applications_race

    return run_applications_race(guard=guard, rounds=int(rounds))


def ledger_race(guard: str, threads: str) -> object:
    from tests.races.ledger_race import run_ledger_race

    return run_ledger_race(guard=guard, threads=int(threads))


def guarantee_race(guard: str, threads: str) -> object:
    from tests.races.guarantee_race import run_guarantee_race

    return run_guarantee_race(guard=guard, threads=int(threads))


def insurance_race(guard: str, worlds: str) -> object:
    from tests.races.insurance_race import run_insurance_race

    return run_insurance_race(guard=guard, worlds=int(worlds))


def bridge_race(guard: str, worlds: str) -> object:
    from tests.races.bridge_race import run_bridge_race

    return run_bridge_race(guard=guard, worlds=int(worlds))


def pledge_race(guard: str, rights: str) -> object:
    from tests.races.pledge_race import run_pledge_race

    return run_pledge_race(guard=guard, rights=int(rights))


def ledger_sweep(flow: str, wrapping: str) -> object:
    from tests.races.ledger_sweep import run_ledger_sweep

    return run_ledger_sweep(flow, wrapped=wrapping == "wrapped")


def payments_race(guard: str, rounds: str) -> object:
    from tests.races.payments_race import run_payments_race

    return run_payments_race(guard=guard, rounds=int(rounds))


def subsidies_race(guard: str, matters: str) -> object:
    from tests.races.subsidies_race import run_subsidies_race

    return run_subsidies_race(guard=guard, matters=int(matters))


def claims_race(guard: str, firms: str) -> object:
    from tests.races.claims_race import run_claims_race

    return run_claims_race(guard=guard, firms=int(firms))


def compensation_race(guard: str, threads: str) -> object:
    from tests.races.compensation_race import run_compensation_race

    return run_compensation_race(guard=guard, threads=int(threads))


def one_payer_race(guard: str, rounds: str) -> object:
    from tests.races.one_payer_race import run_one_payer_race

    return run_one_payer_race(guard=guard, rounds=int(rounds))


def waiver_race(guard: str, policies: str) -> object:
    from tests.races.waiver_race import run_waiver_race

    return run_waiver_race(guard=guard, policies=int(policies))


def surplus_race(guard: str, rounds: str) -> object:
    from tests.races.surplus_race import run_surplus_race

    return run_surplus_race(guard=guard, rounds=int(rounds))


def life_sweep(name: str, wrapping: str, mode: str, first: str, stride: str) -> object:
    from tests.races.life_sweep import run_life_sweep

    wrapped, numbers = wrapping == "wrapped", (int(first), int(stride))
    return run_life_sweep(name, wrapped=wrapped, mode=mode, first=numbers[0], stride=numbers[1])


def life_wear(name: str, every: str) -> object:
    from tests.races.life_sweep import run_life_wear

    return run_life_wear(name, every=int(every))


def world(guard: str, institutions: str, needs: str) -> object:
    from tests.races.http_world import make_world

    return make_world(guard=guard, institutions=int(institutions), needs=int(needs))


def look() -> object:
    from tests.races.http_world import look

    return look()


def workers(stories: str) -> object:
    from tests.races.workers import run_workers

    return run_workers(int(stories))


_COMMANDS = {
    "applications_race": applications_race,
    "guarantee_race": guarantee_race,
    "bridge_race": bridge_race,
    "insurance_race": insurance_race,
    "pledge_race": pledge_race,
    "one_payer_race": one_payer_race,
    "waiver_race": waiver_race,
    "surplus_race": surplus_race,
    "race": race,
    "workers": workers,
    "world": world,
    "compensation_race": compensation_race,
    "ledger_race": ledger_race,
    "ledger_sweep": ledger_sweep,
    "life_sweep": life_sweep,
    "life_wear": life_wear,
    "look": look,
    "payments_race": payments_race,
    "claims_race": claims_race,
    "subsidies_race": subsidies_race,
}
