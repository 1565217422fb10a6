"""Tables of coding: what people decided, append-only, and the datasets frozen from it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q

from askall.coding.records import Coding, Quote
from askall.foundation.errors import BadInput

PERSONAL = {
    "CodingEntry": {
        "variable": "not personal",
        "value": "redacted before publication",
        "provisions": "not personal",
        "role": "not personal",
        "why": "never leaves the workspace",
    },
    "CodingQuote": {"sha256": "not personal", "label": "not personal", "quote": "redacted before publication"},
    "Freeze": {"folder": "not personal", "manifest_sha256": "not personal"},
}


class CodingEntry(models.Model):
    """One word of one coder on one variable of one request. A change of mind is a new row."""

    request = models.ForeignKey("asking.Request", on_delete=models.PROTECT, related_name="+")
    codebook = models.ForeignKey("study.CodebookVersion", on_delete=models.PROTECT, related_name="+")
    variable = models.CharField(max_length=80)  # "outcome" or a question's id
    value = models.TextField()
    provisions = models.JSONField(default=list)
    coder = models.ForeignKey("team.Person", on_delete=models.PROTECT, related_name="+")
    role = models.CharField(max_length=12)
    at = models.DateTimeField()
    why = models.TextField(blank=True, default="")

    class Meta:
        db_table = "codings"
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(role__in=["coder", "adjudicator", "machine"]), name="coding_role_is_known"
            ),
            # Silence is not "no": a blank never becomes a value.
            models.CheckConstraint(condition=~Q(value=""), name="coding_is_never_blank"),
        ]

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Only ever inserts."""
        if self.pk:
            raise BadInput("A coding is never changed. Code the request again: the newer coding counts.")
        super().save(*args, **kwargs)


class CodingQuote(models.Model):
    """The words a coding rests on, exactly as they stand in a stored file."""

    coding = models.ForeignKey(CodingEntry, on_delete=models.PROTECT, related_name="quotes")
    position = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    part = models.PositiveIntegerField()
    label = models.TextField()
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    quote = models.TextField()

    class Meta:
        db_table = "coding_quotes"
        ordering: ClassVar = ["position"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(end__gt=models.F("start")), name="a_quote_has_words"),
            models.UniqueConstraint(fields=["coding", "position"], name="quote_once"),
        ]


PLACE = ("sha256", "part", "label", "start", "end", "quote")


def append_codings(
    codings: Iterable[Coding], keys: Mapping[str, int], people: Mapping[str, int], codebook: int
) -> None:
    """Write codings with their quotes. `keys` and `people` give the keys of requests and coders."""
    listed = list(codings)
    rows = CodingEntry.objects.bulk_create(
        CodingEntry(
            request_id=keys[one.request],
            codebook_id=codebook,
            variable=one.variable,
            value=one.value,
            provisions=list(one.provisions),
            coder_id=people[one.coder],
            role=one.role,
            at=one.at,
            why=one.why,
        )
        for one in listed
    )
    CodingQuote.objects.bulk_create(
        CodingQuote(coding=row, position=position, **{name: getattr(quote, name) for name in PLACE})
        for row, one in zip(rows, listed, strict=True)
        for position, quote in enumerate(one.quotes)
    )


def stored_codings(ids: Mapping[int, str], with_quotes: bool) -> tuple[Coding, ...]:
    """The codings of these requests (key → id), oldest first. Rows are read as plain values: an instance for each,
    with its codebook, takes ten times as long."""
    rows = CodingEntry.objects.filter(request_id__in=ids).order_by("id")
    quotes: dict[int, list[Quote]] = defaultdict(list)
    if with_quotes:
        places = CodingQuote.objects.filter(coding__in=rows).order_by("position")
        for key, *place in places.values_list("coding_id", *PLACE):
            quotes[key].append(Quote(*place))
    columns = ("id", "request_id", "variable", "value", "coder__username", "role", "codebook__version", "at")
    return tuple(
        Coding(
            ids[request],
            variable,
            value,
            coder,
            role,
            version,
            at,
            tuple(quotes[key]),
            tuple(provisions),
            why,
        )
        for key, request, variable, value, coder, role, version, at, provisions, why in rows.values_list(
            *columns, "provisions", "why"
        )
    )


class Freeze(models.Model):
    """A dataset written once and never changed."""

    study = models.ForeignKey("study.Study", on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    folder = models.TextField()  # its name among the workspace's datasets
    manifest_sha256 = models.CharField(max_length=64)
    at = models.DateTimeField()
    by = models.ForeignKey("team.Person", on_delete=models.PROTECT, related_name="+")

    class Meta:
        db_table = "freezes"
        constraints: ClassVar = [models.UniqueConstraint(fields=["study", "number"], name="freeze_number_once")]
