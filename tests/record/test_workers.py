from __future__ import annotations

import os
from collections import defaultdict
from pathlib import Path

import pytest
from workers_work import big, count_to, odd_jobs, threads

from herodotus.workers.inline import Inline
from herodotus.workers.processes import Processes


def patience(_task) -> float:
    return 60.0


@pytest.mark.parametrize("crew", [Inline(), Processes(1), Processes(2)], ids=["inline", "one", "two"])
def test_every_step_of_every_task_comes_once_and_in_its_order(crew):
    steps = defaultdict(list)
    ended = []
    with crew:
        for outcome in crew.run(count_to, iter([3, 0, 5, 1]), seconds=patience):
            if outcome.result is not None:
                steps[outcome.task].append(outcome.result[1])
            if outcome.ended:
                ended.append(outcome.task)
    assert steps == {3: [0, 1, 2], 5: [0, 1, 2, 3, 4], 1: [0]}
    assert sorted(ended) == [0, 1, 3, 5]


def test_who_dies_hangs_or_raises_costs_one_task():
    tasks = ["a", "die", "b", "exit", "raise", "hang", "shy", "c"]
    results, failures = defaultdict(list), {}
    with Processes(2) as crew:
        for outcome in crew.run(odd_jobs, tasks, seconds=lambda task: 1.5 if task == "hang" else 60.0):
            if outcome.result is not None:
                results[outcome.task].append(outcome.result)
            if outcome.failure is not None:
                failures[outcome.task] = outcome.failure
    assert all(results[task] == [f"{task} begun", f"{task} done"] for task in "abc")
    assert failures.keys() == {"die", "exit", "raise", "hang", "shy"}
    assert failures["die"] == "the worker was ended by SIGKILL"
    assert failures["hang"] == "no answer within 2 s"
    assert failures["raise"] == "ValueError: no such thing"


def test_a_failure_in_this_process_ends_its_task_only():
    outcomes = list(Inline().run(odd_jobs, ["raise", "a"], seconds=patience))
    assert [(outcome.task, outcome.failure) for outcome in outcomes if outcome.failure] == [
        ("raise", "ValueError: no such thing")
    ]
    assert outcomes[-1].ended


def test_tasks_are_taken_only_as_somebody_is_free():
    taken = 0

    def tasks():
        nonlocal taken
        for number in range(50):
            taken += 1
            yield number % 3

    with Processes(2) as crew:
        done = 0
        for outcome in crew.run(count_to, tasks(), seconds=patience):
            done += outcome.ended
            assert taken - done <= 2 * 2 + 1
    assert done == 50


def test_workers_have_one_thread_and_this_process_keeps_its_own_setting(monkeypatch):
    monkeypatch.setenv("OMP_NUM_THREADS", "7")
    monkeypatch.delenv("MKL_NUM_THREADS", raising=False)
    with Processes(1) as crew:
        outcomes = list(crew.run(threads, [1], seconds=patience))
    assert outcomes[0].result == "1"
    assert os.environ["OMP_NUM_THREADS"] == "7"
    assert "MKL_NUM_THREADS" not in os.environ


def test_a_crew_that_is_left_early_leaves_nobody_behind():
    with Processes(2) as crew:
        outcomes = crew.run(big, [10_000, 10_000], seconds=patience)
        assert next(outcomes).result == 1000
        processes = [worker._process.pid for worker in crew._workers]
    assert processes
    assert all(not Path(f"/proc/{process}").exists() for process in processes)
