#!/usr/bin/env python3
"""The tables of `learnscope-cli analyse --bootstrap 0` by pandas, as an expert would write them: categories instead
of strings, one groupby for each table, error consistency by matrix products. Human observers keep the learners.

Usage: pandas_statistics.py FOLDER_OF_TABLES [FOLDER_FOR_RESULTS]
Prints the milliseconds from the first byte read to the last table, without imports; with a folder also writes the tables.
"""

import pathlib
import sys
import time

import numpy as np
import pandas as pd
from scipy.stats import binom

COLUMNS = {"phase": "category", "image_name": "category", "ground_truth": "category", "prediction": "category",
           "run": "int32", "epoch": "int32"}


def read(folder):
    tables = {}
    for path in sorted(folder.glob("*_classification_data.csv")):
        table = pd.read_csv(path, dtype=COLUMNS, engine="c")
        answers = table["prediction"].cat.categories.union(table["ground_truth"].cat.categories)
        table["correct"] = (table["ground_truth"].cat.set_categories(answers).cat.codes
                            == table["prediction"].cat.set_categories(answers).cat.codes)
        tables[path.name.split("_classification")[0]] = table
    return tables


def learners(per_run):
    train = per_run[per_run["phase"] == "train"]
    chosen = []
    for run, cells in train.groupby("run"):
        trials = cells["trials"].sum()
        low, high = np.array(binom.interval(0.95, trials, cells["right"].sum() / trials)) / trials
        accuracies = cells.sort_values("epoch")["accuracy"].to_numpy()
        if accuracies[0] < low and accuracies[-1] > high:
            chosen.append(run)
    return chosen


def lag(mean, human, trials, classes):
    low, high = np.array(binom.interval(0.95, trials, 1 / classes)) / trials
    train, test = (mean[mean["phase"] == p].sort_values("epoch")["mean_accuracy"].to_numpy() for p in ("train", "test"))
    epochs = np.sort(mean["epoch"].unique())
    above = np.flatnonzero(train > high)
    falls = np.flatnonzero(np.diff(test) < 0)
    last = falls[0] + 1 if falls.size and not human else len(test)
    if not above.size or above[0] >= last:
        return low, high, epochs[above[0]] if above.size else np.nan, epochs[last - 1], np.nan
    window = slice(above[0], last)
    return low, high, epochs[above[0]], epochs[last - 1], np.mean(train[window] - test[window])


def sheets(table):
    """For each epoch and list of images: the runs, and their answers as a matrix of 0 and 1."""
    test = table[table["phase"] == "test"].drop_duplicates(["run", "epoch", "image_name"])
    found = {}
    for epoch, rows in test.groupby("epoch"):
        matrix = rows.pivot(index="run", columns="image_name", values="correct")
        matrix.columns = matrix.columns.astype(str)
        matrix = matrix.sort_index(axis=1)
        shown = matrix.notna().to_numpy()
        for pattern in np.unique(shown, axis=0):
            same = (shown == pattern).all(axis=1)
            names = tuple(matrix.columns[pattern])
            found[epoch, names] = matrix.to_numpy()[same][:, pattern].astype(float)
    return found


def consistency(first, second, within):
    rows = {}
    for (epoch, names), a in first.items():
        b = second.get((epoch, names))
        if b is None:
            continue
        n = a.shape[1]
        observed = (a @ b.T + (1 - a) @ (1 - b).T) / n
        p, q = a.mean(1)[:, None], b.mean(1)[None, :]
        expected = p * q + (1 - p) * (1 - q)
        with np.errstate(invalid="ignore", divide="ignore"):
            kappa = np.where(expected == 1, np.nan, (observed - expected) / (1 - expected))
        if within:
            pairs = np.triu_indices(len(a), 1)
            observed, kappa = observed[pairs], kappa[pairs]
        rows.setdefault(epoch, []).append((observed.ravel(), kappa.ravel()))
    for epoch, parts in sorted(rows.items()):
        observed = np.concatenate([part[0] for part in parts])
        kappa = np.concatenate([part[1] for part in parts])
        if observed.size:
            yield epoch, observed.size, observed.mean(), np.nanmean(kappa)


def analyse(tables):
    results = {name: [] for name in ("accuracy_per_run", "accuracy_mean", "generalisation_lag", "data_efficiency",
                                     "test_split", "confusion", "rotation", "error_consistency")}
    answers = {}
    for name, table in tables.items():
        per_run = (table.groupby(["run", "epoch", "phase"], observed=True)["correct"]
                   .agg(trials="size", right="sum", accuracy="mean").reset_index())
        results["accuracy_per_run"].append(per_run.assign(observer=name))
        human = name == "human"
        if human:
            chosen = learners(per_run)
            per_run = per_run[per_run["run"].isin(chosen)]
            table = table[table["run"].isin(chosen)]
        mean = (per_run.groupby(["epoch", "phase"], observed=True)["accuracy"]
                .agg(runs="size", mean_accuracy="mean", sd_accuracy="std").reset_index())
        results["accuracy_mean"].append(mean.assign(observer=name))
        trials = per_run[per_run["phase"] == "train"]["trials"].mode()[0]
        results["generalisation_lag"].append(
            pd.DataFrame([lag(mean, human, trials, table["ground_truth"].nunique())],
                         columns=["chance_ci_low", "chance_ci_high", "first_epoch_above_chance", "last_epoch",
                                  "generalisation_lag"]).assign(observer=name))
        train, test = table[table["phase"] == "train"], table[table["phase"] == "test"]
        test_mean = mean[mean["phase"] == "test"].sort_values("epoch")
        results["data_efficiency"].append(pd.DataFrame({
            "epoch": test_mean["epoch"],
            "test_gain_per_training_image": np.diff(test_mean["mean_accuracy"], prepend=0)
            / train["image_name"].nunique()}).assign(observer=name))

        categories = table["image_name"].cat.categories
        parts = categories.str.removesuffix(".png").str.split("_")
        objects = np.array(["_".join(part[:4]) for part in parts])
        axis = np.array([part[4] if len(part) > 5 else "" for part in parts])
        angle = np.array([int(part[-1]) for part in parts])
        known = set(objects[np.unique(train["image_name"].cat.codes)])
        is_known = np.array([o in known for o in objects])
        codes = test["image_name"].cat.codes.to_numpy()
        results["test_split"].append(
            test.assign(split=np.where(is_known[codes], "known_object", "novel_object"))
            .groupby(["split", "epoch"])["correct"].agg(trials="size", accuracy="mean").reset_index()
            .sort_values(["split", "epoch"], ascending=[False, True]).assign(observer=name))
        codes = table["image_name"].cat.codes.to_numpy()
        results["rotation"].append(
            table.assign(axis=axis[codes], angle=angle[codes])
            .groupby(["phase", "axis", "angle"], observed=True)["correct"].agg(trials="size", accuracy="mean")
            .reset_index().assign(observer=name))
        results["confusion"].append(
            table.groupby(["phase", "epoch", "ground_truth", "prediction"], observed=True).size()
            .rename("count").reset_index().assign(observer=name))
        answers[name] = sheets(table)
    rows = [("human", name, *row) for name in answers
            for row in consistency(answers["human"], answers[name], name == "human")]
    results["error_consistency"].append(pd.DataFrame(rows, columns=[
        "observer_a", "observer_b", "epoch", "pairs", "observed_agreement", "error_consistency"]))
    return {name: pd.concat(parts, ignore_index=True) for name, parts in results.items()}


if __name__ == "__main__":
    source = pathlib.Path(sys.argv[1])
    repeats = 1 if len(sys.argv) > 2 else 7
    seconds = []
    for _ in range(repeats):
        begin = np.array([time.perf_counter(), time.process_time()])
        loaded = read(source)
        middle = np.array([time.perf_counter(), time.process_time()])
        result = analyse(loaded)
        end = np.array([time.perf_counter(), time.process_time()])
        seconds.append(np.concatenate([middle - begin, end - middle]) * 1000)
    if len(sys.argv) > 2:
        target = pathlib.Path(sys.argv[2])
        target.mkdir(parents=True, exist_ok=True)
        for name, table in result.items():
            table.to_csv(target / f"{name}.csv", index=False)
    else:
        read_wall, read_cpu, wall, cpu = np.min(seconds, axis=0)
        print(f"pandas, in process: reading {read_wall:.1f} ms (processor {read_cpu:.1f}), "
              f"statistics {wall:.1f} ms (processor {cpu:.1f}), best of {repeats}")
