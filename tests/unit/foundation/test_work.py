"""The work seam: results in order, faults in their place, a dead worker costs only its own item."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from askall.foundation.work import Parallel, Serial, WorkerCrashed, best_work


def double(number):
    return number * 2


def fail_on_three(number):
    if number == 3:
        raise ValueError("three")
    return number


def die_on_three(number):
    if number == 3:
        os._exit(9)
    return number


def die_once(path):
    marker = Path(path)
    if not marker.exists():
        marker.write_text("died here once")
        os._exit(9)
    return "done"


@pytest.fixture(params=["serial", "processes"])
def work(request):
    return Serial() if request.param == "serial" else Parallel(workers=2)


def test_results_come_in_order_with_progress(work):
    seen = []
    done = list(work.run(double, range(20), seen.append))
    assert [one.result() for one in done] == [number * 2 for number in range(20)]
    assert seen == list(range(1, 21))


def test_an_error_stands_in_its_items_place(work):
    done = list(work.run(fail_on_three, range(6)))
    assert [one.value for one in done] == [0, 1, 2, None, 4, 5]
    with pytest.raises(ValueError, match="three"):
        done[3].result()


def test_a_dead_worker_costs_only_its_item():
    done = list(Parallel(workers=2).run(die_on_three, range(12)))
    assert [one.value for one in done] == [0, 1, 2, None, *range(4, 12)]
    assert isinstance(done[3].error, WorkerCrashed)


def test_a_worker_that_died_is_tried_once_more(tmp_path):
    done = list(Parallel(workers=1).run(die_once, [str(tmp_path / "marker")]))
    assert done[0].result() == "done"


def test_items_are_taken_as_needed():
    taken = []

    def endless():
        number = 0
        while True:
            taken.append(number)
            yield number
            number += 1

    results = Parallel(workers=1, ahead=3).run(double, endless())
    assert next(results).result() == 0
    results.close()
    assert len(taken) <= 4


def worker(_):
    return os.getpid()


def test_workers_are_kept_for_the_next_run():
    work = Parallel(workers=1)
    first, second = ({one.result() for one in work.run(worker, range(3))} for _ in range(2))
    assert first == second
    work.close()
    assert {one.result() for one in work.run(worker, range(3))} != first


def test_a_run_goes_on_after_a_worker_died_in_the_one_before():
    work = Parallel(workers=1)
    assert next(iter(work.run(die_on_three, [3]))).error is not None
    assert [one.result() for one in work.run(double, [1, 2])] == [2, 4]


def test_one_core_needs_no_processes():
    assert isinstance(best_work(1), Serial)
    assert isinstance(best_work(3), Parallel)


def slow(item):
    time.sleep(0.05)
    return item


def test_workers_end_with_a_program_that_was_killed(tmp_path):
    script = tmp_path / "program.py"
    script.write_text(
        f"import sys\nsys.path.insert(0, {str(Path(__file__).parent)!r})\n"
        "from test_work import slow\nfrom askall.foundation.work import Parallel\n"
        "if __name__ == '__main__':\n"
        "    for done in Parallel(workers=2).run(slow, range(10_000)):\n"
        "        print(done.index, flush=True)\n"
    )
    program = subprocess.Popen([sys.executable, script], stdout=subprocess.PIPE, text=True)
    program.stdout.readline()
    children = Path(f"/proc/{program.pid}/task/{program.pid}/children").read_text().split()
    program.kill()
    program.communicate()
    deadline = time.monotonic() + 30
    while any(alive(child) for child in children) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert len(children) >= 2
    assert not [child for child in children if alive(child)]


def alive(pid):
    """Whether there is such a process that is no mere entry of one that has ended."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False
