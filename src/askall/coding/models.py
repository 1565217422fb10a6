"""Tables of coding: what people decided, append-only, where that leaves each request, and the frozen datasets."""

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
    "CodingBasis": {},
    "CodingStanding": {
        "state": "not personal",
        "outcome": "not personal",
        "disputed": "not personal",
        "coders": "never leaves the workspace",
    },
    "CodedBy": {},
    "CitedSection": {"section": "not personal", "provision": "not personal"},
    "TeachingTurn": {},
    "LearntModel": {
        "reader": "not personal",
        "model": "never leaves the workspace",
        "report": "never leaves the workspace",
        "picture": "never leaves the workspace",
    },
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


class CodingBasis(models.Model):
    """What the standings of a study's coding were folded by. By another codebook, or another number of coders for each
    request, the same codings may leave it elsewhere: then all are folded again."""

    study = models.OneToOneField("study.Study", on_delete=models.CASCADE, primary_key=True, related_name="+")
    codebook = models.ForeignKey("study.CodebookVersion", on_delete=models.CASCADE, related_name="+")
    coders = models.PositiveIntegerField()

    class Meta:
        db_table = "coding_bases"


class CodingStanding(models.Model):
    """Where the coding of each request stands that anybody, or the machine, has said something of: folded from the
    codings whenever one is added, for lists, and derived again at will.

    `outcome` is the final one, or while `settled` is false the one the machine suggests.
    """

    request = models.OneToOneField("asking.Request", on_delete=models.CASCADE, primary_key=True, related_name="+")
    study = models.ForeignKey("study.Study", on_delete=models.CASCADE, related_name="+")
    state = models.CharField(max_length=12)
    outcome = models.CharField(max_length=30, blank=True)
    settled = models.BooleanField()
    disputed = models.JSONField(default=list)  # variables on which coders disagree
    disputes = models.PositiveIntegerField()
    coders = models.JSONField(default=list)  # handles

    class Meta:
        db_table = "coding_standings"
        indexes: ClassVar = [
            models.Index(fields=["study", "state", "request"], name="coding_standings_by_state"),
        ]


class CodedBy(models.Model):
    """Who has coded any of a request: for the list of what is left to a coder. Derived with its standing."""

    request = models.ForeignKey("asking.Request", on_delete=models.CASCADE, related_name="+")
    coder = models.ForeignKey("team.Person", on_delete=models.CASCADE, related_name="+")

    class Meta:
        db_table = "coded_by"
        constraints: ClassVar = [models.UniqueConstraint(fields=["coder", "request"], name="coded_once_by_each")]


class CitedSection(models.Model):
    """A provision that the outcome of a request names: the final one, or while there is none, the machine's. Derived
    with its standing. `section` is the listed one it belongs to: "FOIA 31" of "FOIA 31(1)(a)"."""

    request = models.ForeignKey("asking.Request", on_delete=models.CASCADE, related_name="+")
    study = models.ForeignKey("study.Study", on_delete=models.CASCADE, related_name="+")
    section = models.CharField(max_length=40)
    provision = models.CharField(max_length=60)

    class Meta:
        db_table = "cited_sections"
        constraints: ClassVar = [models.UniqueConstraint(fields=["request", "provision"], name="cited_once")]
        indexes: ClassVar = [models.Index(fields=["study", "section", "request"], name="requests_by_section")]


class LearntModel(models.Model):
    """What people's codings taught about the machine's suggestions, and what that gained on codings it was not taught
    by. Derived: the same codings teach the same. Each is kept, so that what was shown when can be told."""

    study = models.ForeignKey("study.Study", on_delete=models.CASCADE, related_name="+")
    codebook = models.ForeignKey("study.CodebookVersion", on_delete=models.CASCADE, related_name="+")
    reader = models.CharField(max_length=60)  # version of the reader and of the learner
    decisions = models.PositiveIntegerField()  # how many final values there were
    at = models.DateTimeField()
    model = models.JSONField()
    report = models.JSONField()
    picture = models.TextField()  # SVG

    class Meta:
        db_table = "learnt_models"
        indexes: ClassVar = [models.Index(fields=["study", "codebook", "reader"], name="learnt_models_newest")]


class TeachingTurn(models.Model):
    """In which place a request teaches the machine most, of those that nobody had coded when the suggestions were last
    written, and how many others were answered alike. Derived."""

    request = models.OneToOneField("asking.Request", on_delete=models.CASCADE, primary_key=True, related_name="+")
    study = models.ForeignKey("study.Study", on_delete=models.CASCADE, related_name="+")
    turn = models.PositiveIntegerField()
    alike = models.PositiveIntegerField()

    class Meta:
        db_table = "teaching_turns"
        indexes: ClassVar = [models.Index(fields=["study", "turn"], name="teaching_turns_in_order")]


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
