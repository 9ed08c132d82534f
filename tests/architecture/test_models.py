"""The database's shape: keys point downwards, money is whole fen, names carry their unit."""

from collections.abc import Iterator

from django.apps import apps
from django.db import models

from tests.architecture.source import judge

LAYERS = (
    ("jobs",),
    ("trail",),
    ("notices", "documents", "reference"),
    ("parties",),
    ("ledger", "evidence"),
    ("payments",),
    ("catalogue",),
    ("population",),
    ("loans",),
    ("guarantees", "pledges"),
    ("subsidies", "bridges", "compensation", "insurance"),
    ("cases",),
    ("cultivation", "exchange", "outreach", "returns"),
    ("reporting",),
    ("portal", "workbench", "console", "api"),
)
RANK = {label: rank for rank, labels in enumerate(LAYERS) for label in labels}
A_DAY = ("_on", "_from", "_to", "_until", "_start", "_end", "as_of", "day")
A_TIME = ("_at", "_since", "_until")
INHERITED = {"last_login"}
UNITS: dict[str, type[models.Field]] = {
    "_fen": models.BigIntegerField,
    "_ppm": models.IntegerField,
    "_at": models.DateTimeField,
    "_on": models.DateField,
}


def our_models() -> Iterator[type[models.Model]]:
    for model in apps.get_models():
        if model.__module__.startswith("kerong."):
            yield model


def own_fields(model: type[models.Model]) -> list[models.Field]:
    return [field for field in model._meta.get_fields() if isinstance(field, models.Field)]


def test_foreign_keys_point_downwards() -> None:
    def upwards() -> Iterator[str]:
        for model in our_models():
            label = model._meta.app_label
            for field in own_fields(model):
                target = field.related_model._meta.app_label if field.related_model else label
                if target != label and RANK.get(target, 99) >= RANK[label]:
                    yield f"{model._meta.label}.{field.name} → {target}"

    judge("foreign key upwards", upwards())


def test_no_decimal_and_no_float_column() -> None:
    judge(
        "inexact column",
        (
            f"{model._meta.label}.{field.name}"
            for model in our_models()
            for field in own_fields(model)
            if isinstance(field, models.DecimalField | models.FloatField)
        ),
    )


def named(field: models.Field, endings: tuple[str, ...], whole: str = "") -> bool:
    return field.name.endswith(endings) or field.name == whole or field.name in INHERITED


def test_names_carry_their_unit() -> None:
    def wrong() -> Iterator[str]:
        for model in our_models():
            for field in own_fields(model):
                for ending, kind in UNITS.items():
                    if field.name.endswith(ending) and not isinstance(field, kind):
                        yield f"{model._meta.label}.{field.name} is no {kind.__name__}"
                if type(field) is models.DateTimeField and not named(field, A_TIME, "at"):
                    yield f"{model._meta.label}.{field.name} does not say it is a time"
                if type(field) is models.DateField and not named(field, A_DAY):
                    yield f"{model._meta.label}.{field.name} does not say it is a day"

    judge("unit in the name", wrong())


def test_every_model_and_field_has_a_chinese_name() -> None:
    def is_chinese(text: object) -> bool:
        return any("一" <= letter <= "鿿" for letter in str(text))

    def unnamed() -> Iterator[str]:
        for model in our_models():
            if not is_chinese(model._meta.verbose_name):
                yield model._meta.label
            for field in own_fields(model):
                if not field.primary_key and not is_chinese(field.verbose_name):
                    yield f"{model._meta.label}.{field.name}"

    judge("no Chinese name", unnamed())


def test_deletion_is_never_left_to_chance() -> None:
    judge(
        "cascade",
        (
            f"{model._meta.label}.{field.name}"
            for model in our_models()
            for field in own_fields(model)
            if field.remote_field
            and getattr(field.remote_field, "on_delete", None) is models.CASCADE
        ),
    )
