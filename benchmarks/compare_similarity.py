#!/usr/bin/env python3
"""Times bench_similarity and its peers in turns, so that a busy moment of the machine hits all of them alike.

Usage: compare_similarity.py [--build build/release] [--rounds 5] [--rows correlation,spearman] PYTHON...

Each PYTHON is one with some of numpy and scipy (needed), torch, rsatoolbox and thingsvision (taken where they are). Every
round times each row with every peer, with one thread and with all, and with ours; the least wall and processor time of
all rounds is printed in ms, the quickest first. What the second and further PYTHONs have is marked. Absent peers are named.
"""

import argparse
import json
import os
import subprocess

ROWS = {
    "correlation": ("correlationMatrix/threads:{threads}/", "correlation matrix, 2,048 features"),
    "spearman": ("spearman/threads:{threads}/", "Spearman of two matrices"),
    "cka-768": ("linearCka/features:768/threads:{threads}/", "linear CKA, 768 features"),
    "cka-2048": ("linearCka/features:2048/threads:{threads}/", "linear CKA, 2,048 features"),
    "leaf-order": ("leafOrder/linkage:2/optimal:1/threads:{threads}/", "clusters and leaf order, average (peer: order alone)"),
    "leaf-order-ward": ("leafOrder/linkage:3/optimal:1/threads:{threads}/", "clusters and leaf order, Ward (peer: order alone)"),
    "triplets": ("judgedTriplets/probabilities:0/threads:{threads}/", "4.7 M triplets judged, 768 features"),
}

parser = argparse.ArgumentParser()
parser.add_argument("--build", default="build/release")
parser.add_argument("--rounds", type=int, default=5)
parser.add_argument("--rows", default=",".join(ROWS), help="some of them, parted by commas")
parser.add_argument("pythons", nargs="+", metavar="PYTHON")
arguments = parser.parse_args()
wanted = arguments.rows.split(",")

# What a machine forces on OpenBLAS is nobody's best setting.
environment = {k: v for k, v in os.environ.items() if k not in ("OPENBLAS_CORETYPE", "OPENBLAS_L2_SIZE")}
peers_script = os.path.join(os.path.dirname(os.path.abspath(__file__)), "similarity_peers.py")
workers = [subprocess.Popen([python, peers_script], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment,
                            stderr=subprocess.DEVNULL) for python in arguments.pythons]


def ask(worker, line):
    worker.stdin.write(line + "\n")
    worker.stdin.flush()
    return json.loads(worker.stdout.readline())


def ours(row):
    result = {}
    for threads in sorted({1, os.cpu_count()}):
        pattern = ROWS[row][0].format(threads=threads)
        output = subprocess.run([arguments.build + "/bin/bench_similarity", f"--benchmark_filter=^{pattern}",
                                 "--benchmark_format=json", "--benchmark_repetitions=3", "--benchmark_min_time=0.1"],
                                env=environment, capture_output=True, text=True, check=True).stdout
        for entry in json.loads(output)["benchmarks"]:
            if entry["run_type"] == "iteration":
                merge(result, {f"Learnscope, {threads} threads": [entry["real_time"] / 1e3, entry["cpu_time"] / 1e3]})
    return result


def merge(all_times, times):
    for name, (wall, processor) in times.items():
        before = all_times.get(name, [wall, processor])
        all_times[name] = [min(before[0], wall), min(before[1], processor)]


for python, worker in zip(arguments.pythons, workers):
    answer = ask(worker, "peers")
    print(f"{python}: " + ", ".join(f"{name} {version}".strip() for name, version in answer["present"].items()))
    for name, reason in answer["absent"].items():
        print(f"  absent: {name} ({reason})")
times = {row: {} for row in wanted}
for round_number in range(arguments.rounds):
    load = open("/proc/loadavg").read().split()[0]
    print(f"round {round_number + 1}, load average {load}", flush=True)
    for row in wanted:
        for place, worker in enumerate(workers):
            answer = ask(worker, row)
            merge(times[row], {f"{name} ({place + 1})" if place else name: value for name, value in answer.items()})
        merge(times[row], ours(row))
for row in wanted:
    print(f"\n{ROWS[row][1]}")
    for name, (wall, processor) in sorted(times[row].items(), key=lambda entry: entry[1][0]):
        print(f"  {name:40} wall {wall * 1e3:8.1f} ms, processor {processor * 1e3:8.1f} ms")
