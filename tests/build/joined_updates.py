"""Finds conditional updates whose condition reaches over a join: on PostgreSQL they are no guard.

Such an update becomes `WHERE id IN (SELECT … JOIN …)`. A second one that waited for the row asks
only whether the id is in a list made before, not whether the condition still holds.
"""

from typing import Any

from django.db.models.sql.compiler import SQLUpdateCompiler


def refuse_joined_updates() -> None:
    """From now on such an update of a table of ours fails."""
    prepare = SQLUpdateCompiler.pre_sql_setup

    def watched(self: SQLUpdateCompiler, *args: Any, **kwargs: Any) -> Any:
        query: Any = self.query
        before = dict(query.alias_refcount)
        query.get_initial_alias()
        joined = query.count_active_tables() > 1
        query.reset_refcounts(before)
        if joined and query.get_meta().model.__module__.startswith("kerong."):
            table = query.get_meta().db_table
            raise AssertionError(f"an update of {table} is conditioned over a join: {query.where}")
        return prepare(self, *args, **kwargs)

    SQLUpdateCompiler.pre_sql_setup = watched  # type: ignore[method-assign]
