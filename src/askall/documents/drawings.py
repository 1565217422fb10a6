"""Charts and diagrams of Office files: the words and numbers they show, which stand in members of their own."""

from askall.documents.draft import Draft, flow, paragraphs
from askall.documents.marked import plain
from askall.documents.markup import Element, child, every, number, parse_xml
from askall.documents.packed import Members

MOST_POINTS = 10_000


def add_drawings(members: Members, folder: str, draft: Draft) -> None:
    """The parts "chart 1" on, each with its table of data, and "diagram 1" on."""
    charts = diagrams = 0
    for name in members.names():
        if not name.startswith(folder) or not name.endswith(".xml"):
            continue
        kind = name.removeprefix(folder).partition("/")[0]
        stem = name.rpartition("/")[2]
        if kind == "charts" and stem.startswith("chart"):
            charts += 1
            _chart(f"chart {charts}", parse_xml(members.read(name) or b""), draft)
        elif kind == "diagrams" and stem.startswith("data"):
            diagrams += 1
            text = _lines(parse_xml(members.read(name) or b""))
            if text:
                draft.add(f"diagram {diagrams}", text)


def _lines(root: Element | None) -> str:
    if root is None:
        return ""
    return paragraphs(plain("".join(run.text or "" for run in every(one, "t"))) for one in every(root, "p"))


def _chart(label: str, root: Element | None, draft: Draft) -> None:
    if root is None:
        return
    columns: list[list[str]] = []
    names = [""]
    for series in every(root, "ser"):
        if not columns:
            columns.append(_points(child(series, "cat"), child(series, "xVal")))
        names.append(" ".join(_points(child(series, "tx"))))
        columns.append(_points(child(series, "val"), child(series, "yVal")))
    height = max(map(len, columns), default=0)
    rows = [names] + [[column[at] if at < len(column) else "" for column in columns] for at in range(height)]
    titles = [line for line in _lines(root).split("\n") if line]
    text = paragraphs([*titles, flow(rows) if columns else ""])
    if text:
        draft.add(label, text, [rows] if columns else [])


def _points(*sources: Element | None) -> list[str]:
    """The values a chart keeps of its data, each at its place."""
    found: dict[int, str] = {}
    for source in sources:
        for point in every(source, "pt") if source is not None else ():
            value = child(point, "v")
            found[number(point.get("idx", ""), 0, MOST_POINTS)] = plain(value.text or "") if value is not None else ""
    return [found.get(at, "") for at in range(max(found, default=-1) + 1)]
