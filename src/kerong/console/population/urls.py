"""Addresses of runs, pools and trials in the console."""

from kerong.console.population import backtests, pools, runs, whatif
from kerong.cultivation.access import KEEP_POOL, READ_POOLS
from kerong.population.access import (
    ASK_RUN,
    BACK_TEST,
    PUBLISH_DRAFT,
    READ_BACK_TESTS,
    READ_RUNS,
    READ_WHAT_IF,
    TRY_DRAFT,
)
from kerong.web.routes import GET_AND_POST, POST, route

urlpatterns = [
    route("runs/", runs.runs, name="runs", policy=READ_RUNS),
    route("runs/new/", runs.run_ask, name="run-ask", policy=ASK_RUN, methods=POST),
    route("runs/<str:no>/", runs.run, name="run", policy=READ_RUNS),
    route("pools/", pools.pools, name="pools", policy=READ_POOLS),
    route("pools/new/", pools.pool_new, name="pool-new", policy=KEEP_POOL, methods=GET_AND_POST),
    route("pools/firms/<int:enterprise_id>/", pools.pool_firm, name="pool-firm", policy=READ_POOLS),
    route("pools/<str:code>/", pools.pool, name="pool", policy=READ_POOLS),
    route(
        "pools/<str:code>/rule/",
        pools.pool_rule,
        name="pool-rule",
        policy=KEEP_POOL,
        methods=GET_AND_POST,
    ),
    route(
        "pools/<str:code>/closure/",
        pools.pool_close,
        name="pool-close",
        policy=KEEP_POOL,
        methods=GET_AND_POST,
    ),
    route("trials/", whatif.trials, name="trials", policy=READ_WHAT_IF),
    route(
        "trials/new/", whatif.trial_new, name="trial-new", policy=TRY_DRAFT, methods=GET_AND_POST
    ),
    route("trials/<str:no>/", whatif.trial, name="trial", policy=READ_WHAT_IF),
    route("trials/<str:no>/firms/", whatif.changes, name="trial-firms", policy=READ_WHAT_IF),
    route("trials/<str:no>/refused/", whatif.refused, name="trial-refused", policy=READ_WHAT_IF),
    route(
        "trials/<str:no>/publication/",
        whatif.publication,
        name="trial-publish",
        policy=PUBLISH_DRAFT,
        methods=GET_AND_POST,
    ),
    route("backtests/", backtests.backtests, name="backtests", policy=READ_BACK_TESTS),
    route(
        "backtests/new/",
        backtests.backtest_new,
        name="backtest-new",
        policy=BACK_TEST,
        methods=GET_AND_POST,
    ),
    route("backtests/<str:no>/", backtests.backtest, name="backtest", policy=READ_BACK_TESTS),
]
