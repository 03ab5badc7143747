#!/usr/bin/env python3
"""Load a trial table and count accuracy per run, epoch and phase with pandas: one way per call.

usage: pandas_trials.py FILE plain|expert [REPEATS]

plain   read_csv with its defaults, then groupby and a mean of correct: what one writes without thinking of speed.
expert  only what is needed, narrow types, categories, and a bincount over packed keys instead of a groupby.

Prints, in seconds, the least and the median of the wall times, reading and counting apart for the least, and the
least processor time; then the peak memory of the process in megabytes, the rows and the groups.
"""

import resource
import statistics
import sys
import time

import numpy as np
import pandas as pd


def plain(path):
    start = time.perf_counter()
    trials = pd.read_csv(path)
    loaded = time.perf_counter()
    trials["correct"] = trials["ground_truth"] == trials["prediction"]
    accuracy = trials.groupby(["run", "epoch", "phase"])["correct"].mean()
    return loaded - start, time.perf_counter() - loaded, len(trials), len(accuracy)


def expert(path):
    start = time.perf_counter()
    labels = pd.CategoricalDtype(["p", "q", "v"])  # known beforehand, so that codes compare without a merge
    types = {"run": np.int32, "epoch": np.int32, "phase": "category", "image_name": "category",
             "ground_truth": labels, "prediction": labels}
    trials = pd.read_csv(path, dtype=types, usecols=list(types), engine="c", low_memory=False, memory_map=True)
    loaded = time.perf_counter()
    correct = (trials["ground_truth"].cat.codes.to_numpy() == trials["prediction"].cat.codes.to_numpy())
    run = trials["run"].to_numpy()
    epoch = trials["epoch"].to_numpy()
    key = ((run - run.min()) * np.int32(epoch.max() + 1) + epoch) * np.int32(2) + trials["phase"].cat.codes.to_numpy()
    total = np.bincount(key)
    right = np.bincount(key, weights=correct)
    present = total > 0
    accuracy = right[present] / total[present]
    return loaded - start, time.perf_counter() - loaded, len(trials), len(accuracy)


def main():
    path, way = sys.argv[1:3]
    repeats = int(sys.argv[3]) if len(sys.argv) > 3 else 3
    times = []
    processor = float("inf")
    for _ in range(repeats):
        before = time.process_time()
        load, count, rows, groups = {"plain": plain, "expert": expert}[way](path)
        times.append((load + count, load, count))
        processor = min(processor, time.process_time() - before)
    least = min(times)
    median = statistics.median(total for total, _, _ in times)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / 1e6
    print(f"{least[0]:.3f} {median:.3f} {least[1]:.3f} {least[2]:.3f} {processor:.3f} {peak:.0f} {rows} {groups}")


if __name__ == "__main__":
    main()
