"""How well the separator of awkward CSV files is told: ours, the standard library's `csv.Sniffer`, and clevercsv.

    .venv/bin/python benchmarks/sniffing.py

clevercsv is measured where it can be imported; it is no dependency. A file is right if all its rows are. With the last
column, milliseconds for all files.
"""

import csv
import time
from collections.abc import Callable

from askall.documents.draft import Draft
from askall.documents.plain import read_csv

Rows = list[list[str]]
PROSE = "Held, in part; see section 12, subsection 1"

# What is awkward, the text, and its rows.
FILES: list[tuple[str, str, Rows]] = [
    ("commas", "a,b\n1,2\n3,4\n", [["a", "b"], ["1", "2"], ["3", "4"]]),
    ("semicolons, decimal commas", "a;b\n1,5;2,5\n3,5;4,5\n", [["a", "b"], ["1,5", "2,5"], ["3,5", "4,5"]]),
    ("tabs, sums with commas", "a\tb\n1,200\t2,300\n3,400\t4\n", [["a", "b"], ["1,200", "2,300"], ["3,400", "4"]]),
    ("bars", "a|b\nx, y|2\nz|3\n", [["a", "b"], ["x, y", "2"], ["z", "3"]]),
    ("quoted separators", 'a,b\n"x, y",2\n"z; w",3\n', [["a", "b"], ["x, y", "2"], ["z; w", "3"]]),
    ("quoted line ends", 'a,b\n"x\ny",2\nz,3\n', [["a", "b"], ["x\ny", "2"], ["z", "3"]]),
    ("doubled quotes", 'a,b\n"say ""no""",2\nz,3\n', [["a", "b"], ['say "no"', "2"], ["z", "3"]]),
    ("one column", "Site\nLibrary\nDepot\n", [["Site"], ["Library"], ["Depot"]]),
    ("one column of prose", f"Answer\n{PROSE}\nNot held\n", [["Answer"], [PROSE], ["Not held"]]),
    ("a title above", "Costs of cameras\n\na,b,c\n1,2,3\n4,5,6\n",
     [["Costs of cameras"], [], ["a", "b", "c"], ["1", "2", "3"], ["4", "5", "6"]]),
    ("sep= of Excel", "sep=;\na;b\n1;2\n", [["a", "b"], ["1", "2"]]),
    ("empty cells", "a,b,c\n1,,\n,,3\n", [["a", "b", "c"], ["1", "", ""], ["", "", "3"]]),
    ("times and dates", "a;b\n01/02/2021 10:30;x\n02/02/2021 11:45;y\n",
     [["a", "b"], ["01/02/2021 10:30", "x"], ["02/02/2021 11:45", "y"]]),
    ("spaces behind commas", 'a, b\n"x, y", 2\n3, 4\n', [["a", "b"], ["x, y", "2"], ["3", "4"]]),
    ("rows of unlike length", "a,b,c\n1,2\n3,4,5\n6\n", [["a", "b", "c"], ["1", "2"], ["3", "4", "5"], ["6"]]),
    ("addresses in quotes", 'n;a\nX;"1 Mill Lane, Westham, WS1"\nY;"2 High St, Eastmere, EM2"\n',
     [["n", "a"], ["X", "1 Mill Lane, Westham, WS1"], ["Y", "2 High St, Eastmere, EM2"]]),
    ("answers with commas, bare", "q;a\nHow many?;Nine, of which two, in 2019, were sold\nWhy?;Age, cost, and wear\n",
     [["q", "a"], ["How many?", "Nine, of which two, in 2019, were sold"], ["Why?", "Age, cost, and wear"]]),
    ("carriage returns alone", "a,b\r1,2\r3,4\r", [["a", "b"], ["1", "2"], ["3", "4"]]),
    ("two rows", "a;b;c\n1;2;3", [["a", "b", "c"], ["1", "2", "3"]]),
]  # fmt: skip


def ours(text: str) -> Rows:
    draft = Draft()
    read_csv(text.encode(), draft)
    return [list(row) for row in draft.tables[0].rows]


def sniffed(text: str) -> Rows:
    dialect = csv.Sniffer().sniff(text)
    return list(csv.reader(text.splitlines(keepends=True), dialect))


def clever(text: str) -> Rows:
    import clevercsv

    dialect = clevercsv.Sniffer().sniff(text)
    if dialect is None:
        raise ValueError
    return list(clevercsv.reader(text.splitlines(keepends=True), dialect))


def told(read: Callable[[str], Rows], text: str) -> Rows | None:
    """The filled rows, without blanks around cells; None where a reader gives up."""
    try:
        rows = [[cell.strip() for cell in row] for row in read(text)]
    except (csv.Error, ValueError):
        return None
    return [row for row in rows if any(row)]


def main() -> None:
    readers: dict[str, Callable[[str], Rows]] = {"ours": ours, "csv.Sniffer": sniffed}
    try:
        import clevercsv

        readers[f"clevercsv {clevercsv.__version__}"] = clever
    except ImportError:
        pass
    for name, read in readers.items():
        begin = time.process_time()
        found = [(what, told(read, text), [row for row in rows if any(row)]) for what, text, rows in FILES]
        taken = (time.process_time() - begin) * 1000
        wrong = [what for what, rows, wanted in found if rows != wanted]
        print(
            f"{name:16} {len(FILES) - len(wrong):3} of {len(FILES)} right {taken:8.1f} ms   wrong: {', '.join(wrong)}"
        )


if __name__ == "__main__":
    main()
