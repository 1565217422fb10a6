"""Builds a publication: a folder of static pages and data that works from a disk, without JavaScript, for good."""

from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from importlib.metadata import version
from importlib.resources import files as package_files
from pathlib import Path
from typing import Any

from jinja2 import Template

from askall.findings.dataset import Dataset
from askall.publishing.folder import check_target, replace_folder
from askall.publishing.package import data_files
from askall.publishing.pages import Page, pages_of
from askall.publishing.rendering import environment
from askall.publishing.report import Report
from askall.publishing.words import LAWS

STATIC = ("style.css", "icon.svg")


@dataclass(frozen=True, slots=True)
class Publication:
    """What was built. `failed` claims are published as not holding; it is for the study to drop or mend them."""

    folder: Path
    files: int
    bodies: int
    figures: int
    claims: int
    failed: int
    dataset: str

    def as_json(self) -> dict[str, Any]:
        """The object of `askall publish --json`."""
        return asdict(self) | {"folder": str(self.folder)}


def build(dataset: Dataset, out: Path, progress: Callable[[int], None] | None = None) -> Publication:
    """Publish `dataset` as the folder `out`, whole or not at all; the same dataset gives the same bytes.

    An earlier publication at `out` is replaced once the new one is complete. `progress` is told the number of pages
    written. Raises BadInput where `out` is something else or holds files of others, InputFaults if a claim cannot be
    checked, OutsideFailure if the disk fails.
    """
    check_target(out)
    report = Report(dataset)
    contents = dict(_static())
    for number, (path, content) in enumerate(_rendered(report), start=1):
        contents[path] = content
        if progress:
            progress(number)
    contents |= data_files(report)
    replace_folder(out, contents, dataset.sha256, version("askall"))
    return Publication(
        folder=out,
        files=len(contents),
        bodies=len(dataset.bodies),
        figures=sum(1 for _ in report.figures()),
        claims=len(report.claims),
        failed=sum(not claim.holds for claim in report.claims),
        dataset=dataset.sha256,
    )


def page_count(dataset: Dataset) -> int:
    """About how many pages a publication has, for a progress bar: one a body, and one a figure."""
    scopes = 1 + sum(len({getattr(body, field) for body in dataset.bodies}) for field in ("nation", "region", "type"))
    figures = sum((len(question.choices) + 6) * scopes for question in dataset.codebook.questions)
    return len(dataset.bodies) + figures


def _static() -> Iterator[tuple[str, bytes]]:
    for name in STATIC:
        yield f"static/{name}", package_files("askall.publishing").joinpath("static", name).read_bytes()


def _rendered(report: Report) -> Iterator[tuple[str, bytes]]:
    env = environment()
    for page in pages_of(report):
        yield page.path, _page(env.get_template(page.template), page, report)


def _page(template: Template, page: Page, report: Report) -> bytes:
    root = "../" * page.path.count("/")
    text = template.render(report=report, root=root, path=page.path, laws=LAWS, **page.context)
    return text.encode("utf-8", "replace")
