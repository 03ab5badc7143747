#!/usr/bin/python3
"""Compare reading large trial tables with pandas on the same files; prints both and the ratios.

usage: trials.py [--folder DIR] [--build DIR] [--rows N] [--repeats N]

Needs a release build (cmake --build --preset release --target bench_trials maketrials) and pandas. Tables that are
not yet in the folder are made first; they take 420 MB each. Ours and theirs take turns, each in a process of its
own, and the least of the repeats counts: what else runs on the machine can only add to it. Processor time is that of
all threads.
"""

import argparse
import json
import os
import pathlib
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
TABLES = [("10M rows 20 runs", "LEARNSCOPE_TRIALS_20", 20), ("10M rows 19,000 runs", "LEARNSCOPE_TRIALS_19000", 19000)]


def ours(build, name, variable, table):
    command = [str(build / "bin" / "bench_trials"), f"--benchmark_filter=^{name}: load", "--benchmark_format=json"]
    done = subprocess.run(command, env=dict(os.environ, **{variable: str(table)}), check=True, capture_output=True)
    runs = [run for run in json.loads(done.stdout)["benchmarks"] if run["run_type"] == "iteration"]
    return runs[0]["real_time"] / 1000, runs[0]["cpu_time"] / 1000, runs[0]["peak_MB"]


def pandas(way, table):
    command = [sys.executable, str(HERE / "pandas_trials.py"), str(table), way, "1"]
    values = subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()
    return float(values[0]), float(values[4]), float(values[5])


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--folder", type=pathlib.Path, default=pathlib.Path(tempfile.gettempdir()) / "learnscope-bench")
    parser.add_argument("--build", type=pathlib.Path, default=HERE.parent / "build" / "release")
    parser.add_argument("--rows", type=int, default=10_000_000)
    parser.add_argument("--repeats", type=int, default=3)
    options = parser.parse_args()
    options.folder.mkdir(parents=True, exist_ok=True)
    for name, variable, runs in TABLES:
        table = options.folder / f"trials_{options.rows}_{runs}.csv"
        if not table.exists():
            subprocess.run([str(options.build / "bin" / "maketrials"), str(table), str(options.rows), str(runs)], check=True)
        table.read_bytes()  # into the page cache
        best = {}
        for _ in range(options.repeats):
            for way in ("learnscope", "plain", "expert"):
                figures = ours(options.build, name, variable, table) if way == "learnscope" else pandas(way, table)
                known = best.get(way, figures)
                best[way] = (min(known[0], figures[0]), min(known[1], figures[1]), max(known[2], figures[2]))
        print(name)
        for way, (seconds, processor, peak) in best.items():
            label = way if way == "learnscope" else f"pandas, {way}"
            ratio = seconds / best["learnscope"][0]
            print(f"  {label:15} {seconds:7.3f} s  {processor:7.3f} s processor  {peak:6.0f} MB  {ratio:6.1f} x", flush=True)


if __name__ == "__main__":
    main()
