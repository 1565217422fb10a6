"""A filter for any number of values: they go to the database as one parameter, for it takes only so many."""

import json
from collections.abc import Iterable
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import BooleanField, CharField, F, Func
from django.db.models.sql.compiler import SQLCompiler


class Among(Func):
    """Whether a column holds one of `values`, all texts or all whole numbers."""

    arity = 1
    output_field = BooleanField()

    def __init__(self, column: str, values: Iterable[str | int]) -> None:
        super().__init__(F(column))
        self.values = list(values)

    def as_sql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, *_: Any, **__: Any) -> tuple[str, Any]:
        column, parameters = compiler.compile(self.source_expressions[0])
        if connection.vendor == "postgresql":
            texts = isinstance(self.source_expressions[0].output_field, CharField)
            kind = "text" if texts else "bigint"
            return f"{column} = ANY(%s::{kind}[])", (*parameters, self.values)
        many = "IN (SELECT value FROM json_each(%s))"
        return f"{column} {many}", (*parameters, json.dumps(self.values))
