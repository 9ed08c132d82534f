"""`python -m bench [NAME …] [OPTIONS]`: every measurement, or those named, with its figures.

Options after the names are those of the measurement: `runs --firms 30000 --postgres`.
"""

import importlib
import sys

NAMES = {
    "rules_single": "one firm against 311 products, beside zen-engine",
    "population": "30,000 and 1,000,000 firms, beside Polars, DuckDB and compiled C",
    "server": "pages with 300 and 30,000 firms: time and number of queries",
    "runs": "nightly runs and a what-if, beside the engine for one firm",
    "payments": "a batch of payments: order, approve, file, reconcile",
    "subsidies": "an interest subsidy batch from loans to the bank's answer; what policies cost",
    "writers": "take-ups a second with the trail, beside the update alone",
}


def main() -> int:
    given = sys.argv[1:]
    named = next((at for at, text in enumerate(given) if text.startswith("-")), len(given))
    wanted, sys.argv[1:] = given[:named] or list(NAMES), given[named:]
    unknown = [name for name in wanted if name not in NAMES]
    if unknown:
        print(f"no measurement {', '.join(unknown)}; there are {', '.join(NAMES)}", file=sys.stderr)
        return 2
    for name in wanted:
        print(f"\n== {name}: {NAMES[name]}", flush=True)
        importlib.import_module(f"bench.{name}").main()
    return 0


if __name__ == "__main__":
    sys.exit(main())
