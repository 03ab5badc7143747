#!/usr/bin/env python3
"""The peer of bench_inference: the same draws and tests with numpy and scipy. Usage: scipy_inference.py TABLES"""

import glob
import os
import sys
import time

import numpy as np
import pandas as pd
from scipy import stats

DRAWS = 10000


def accuracies(folder):
    """One array of runs x (train epochs, test epochs) for each table; only learners of people."""
    found = {}
    for file in sorted(glob.glob(os.path.join(folder, "*.csv"))):
        table = pd.read_csv(file)
        table["correct"] = table.ground_truth == table.prediction
        cells = table.groupby(["run", "phase", "epoch"]).correct.mean().unstack(["phase", "epoch"])
        train, test = cells["train"].to_numpy(), cells["test"].to_numpy()
        name = os.path.basename(file).replace("_classification_data.csv", "")
        if name == "human":
            counts = table[table.phase == "train"].groupby("run").correct.agg(["mean", "size"])
            low, high = stats.binom.interval(0.95, counts["size"], counts["mean"])
            keep = (train[:, 0] < low / counts["size"]) & (train[:, -1] > high / counts["size"])
            train, test = train[keep], test[keep]
        found[name] = np.hstack([train, test])
    return found


def best(name, work, times=3):
    seconds = []
    for _ in range(times):
        start = time.perf_counter()
        work()
        seconds.append(time.perf_counter() - start)
    print(f"{name}: {min(seconds) * 1000:.0f} ms, best of {times}")


def percentiles(cells, generator):
    for values in cells.values():
        picks = generator.integers(len(values), size=(DRAWS, len(values)))
        means = values[picks].mean(axis=1)
        np.quantile(means, [0.025, 0.975], axis=0)


def scipy_bca(cells, generator):
    for values in cells.values():
        stats.bootstrap((values,), np.mean, axis=0, n_resamples=DRAWS, method="BCa", vectorized=True,
                        random_state=generator, batch=1000)


def label_tests(cells, generator):
    names = list(cells)
    for index, first in enumerate(names):
        for second in names[index + 1:]:
            stats.permutation_test((cells[first][:, 6:], cells[second][:, 6:]),
                                   lambda x, y, axis: x.mean(axis=axis) - y.mean(axis=axis), axis=0,
                                   vectorized=True, n_resamples=DRAWS - 1, random_state=generator, batch=1000)


if __name__ == "__main__":
    tables = accuracies(sys.argv[1])
    rng = np.random.default_rng(1)
    print(f"numpy {np.__version__}, scipy {__import__('scipy').__version__}; "
          f"{sum(v.shape[1] for v in tables.values())} means of {len(tables)} tables")
    best("numpy, percentile intervals of every mean", lambda: percentiles(tables, rng))
    best("scipy.stats.bootstrap, BCa of every mean", lambda: scipy_bca(tables, rng))
    best("scipy.stats.permutation_test, all pairs in 6 epochs", lambda: label_tests(tables, rng), 1)
