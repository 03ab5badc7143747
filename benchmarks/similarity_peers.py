#!/usr/bin/env python3
"""Times one row of compare_similarity.py with the libraries that this Python has, each with one thread and with all.

Reads names of rows from standard input, one a line, and answers each with a line of JSON: {"peer, threads": [wall,
processor]} in seconds, best of a few. "peers" names those that are there and those that are absent.
"""

import importlib.util
import json
import os
import sys
import time

# A setting that a machine may force on OpenBLAS would not be the peer's best one.
for name in ("OPENBLAS_CORETYPE", "OPENBLAS_L2_SIZE"):
    assert name not in os.environ, f"unset {name}"

import numpy as np
import scipy
from scipy.cluster.hierarchy import linkage, optimal_leaf_ordering
from scipy.stats import spearmanr

ITEMS = 1854
TRIPLETS = 4_700_000
maker = np.random.default_rng(1)
present = {"numpy": np.__version__, "scipy": scipy.__version__}
absent = {}


def optional(name, load):
    try:
        module = load()
        present[name] = getattr(module, "__version__", "")
        return module
    except Exception as error:  # whatever keeps it from being imported
        absent[name] = f"{type(error).__name__}: {error}"
        return None


def load_torch():
    import torch
    torch.from_numpy(np.zeros(1, np.float32))
    return torch


def load_rsatoolbox():
    import rsatoolbox
    return rsatoolbox


def load_thingsvision():
    """Only its module of dissimilarities, which the whole package needs many others for."""
    folder = importlib.util.find_spec("thingsvision").submodule_search_locations[0]
    spec = importlib.util.spec_from_file_location("tv_rsa", folder + "/core/rsa/helpers.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def load_threadpoolctl():
    import threadpoolctl
    return threadpoolctl


torch = optional("torch", load_torch)
rsatoolbox = optional("rsatoolbox", load_rsatoolbox)
thingsvision = optional("thingsvision", load_thingsvision)
threadpoolctl = optional("threadpoolctl", load_threadpoolctl)


def made(columns):
    centres = maker.random((27, columns))[np.arange(ITEMS) % 27]
    return (centres + maker.random((ITEMS, columns)) + maker.random((ITEMS, columns)) - 1.5).astype(np.float32)


def numpy_correlation(x):
    x = x - x.mean(1, keepdims=True)
    x /= np.sqrt(np.einsum("ij,ij->i", x, x))[:, None]
    return 1 - x @ x.T


def torch_correlation(x):
    return 1 - torch.corrcoef(x)


def numpy_cka(x, y):
    def centred(kernel):
        means = kernel.mean(0)
        return kernel - means - means[:, None] + means.mean()

    k, l = centred(x @ x.T), centred(y @ y.T)
    return (k * l).sum() / np.sqrt((k * k).sum() * (l * l).sum())


def numpy_cka_features(x, y):
    x, y = x - x.mean(0), y - y.mean(0)
    return (np.linalg.norm(x.T @ y) ** 2) / (np.linalg.norm(x.T @ x) * np.linalg.norm(y.T @ y))


def torch_cka(x, y):
    def centred(kernel):
        means = kernel.mean(0)
        return kernel - means - means[:, None] + means.mean()

    k, l = centred(x @ x.T), centred(y @ y.T)
    return (k * l).sum() / torch.sqrt((k * k).sum() * (l * l).sum())


def judged(x, chosen):
    """The same lines for numpy and torch."""
    s = x @ x.T
    length = s.diagonal() ** .5
    s = s / length / length[:, None]
    i, j, k = chosen
    human = s[i, j]
    return ((human > s[i, k]) & (human > s[j, k])).sum()


def rows():
    """What is timed, by row and peer. Made when it is asked for."""
    wide, other_wide, first, second = made(2048), made(2048), made(768), made(768)
    upper = np.triu_indices(ITEMS, 1)
    u, v = numpy_correlation(first)[upper], numpy_correlation(made(512))[upper]
    distances = np.maximum(u, 0).astype(float)
    trees = {method: linkage(distances, method) for method in ("average", "ward")}
    # Of three different objects each, as human triplets are; an object that is repeated is moved on.
    i, j, k = maker.integers(0, ITEMS, (3, TRIPLETS))
    j = np.where(j == i, (j + 1) % ITEMS, j)
    for _ in range(2):
        k = np.where((k == i) | (k == j), (k + 1) % ITEMS, k)
    result = {
        "correlation": {"numpy": lambda: numpy_correlation(wide)},
        "spearman": {"scipy": lambda: spearmanr(u, v)},
        "cka-768": {"numpy": lambda: numpy_cka(first, second),
                    "numpy, over features": lambda: numpy_cka_features(first, second)},
        "cka-2048": {"numpy": lambda: numpy_cka(wide, other_wide),
                     "numpy, over features": lambda: numpy_cka_features(wide, other_wide)},
        "leaf-order": {"scipy": lambda: optimal_leaf_ordering(trees["average"], distances)},
        "leaf-order-ward": {"scipy": lambda: optimal_leaf_ordering(trees["ward"], distances)},
        "triplets": {"numpy": lambda: judged(first, (i, j, k))},
    }
    if thingsvision:
        result["correlation"]["thingsvision"] = lambda: thingsvision.compute_rdm(wide, "correlation")
    if rsatoolbox:
        data = rsatoolbox.data.Dataset(wide)
        result["correlation"]["rsatoolbox"] = lambda: rsatoolbox.rdm.calc_rdm(data, method="correlation")
        rdms = [rsatoolbox.rdm.RDMs(values[None].astype(float)) for values in (u, v)]
        result["spearman"]["rsatoolbox"] = lambda: rsatoolbox.rdm.compare(*rdms, method="spearman")
    if torch:
        wide_t, other_t, first_t, second_t = (torch.from_numpy(x) for x in (wide, other_wide, first, second))
        chosen = tuple(torch.from_numpy(x) for x in (i, j, k))
        result["correlation"]["torch"] = lambda: torch_correlation(wide_t)
        result["cka-768"]["torch"] = lambda: torch_cka(first_t, second_t)
        result["cka-2048"]["torch"] = lambda: torch_cka(wide_t, other_t)
        result["triplets"]["torch"] = lambda: judged(first_t, chosen)
    return result


def best_of(work, budget):
    walls, processors = [], []
    begin = time.perf_counter()
    while not walls or (len(walls) < 10 and time.perf_counter() - begin < budget):
        wall, processor = time.perf_counter(), time.process_time()
        work()
        walls.append(time.perf_counter() - wall)
        processors.append(time.process_time() - processor)
    return [min(walls), min(processors)]


def timed(works, budget=.5):
    result = {}
    for name, work in works.items():
        for threads in (1, os.cpu_count()):
            if torch:
                torch.set_num_threads(threads)
            if threadpoolctl:
                with threadpoolctl.threadpool_limits(threads):
                    result[f"{name}, {threads} threads"] = best_of(work, budget)
            else:
                result[f"{name}, {threads} threads"] = best_of(work, budget)
    return result


works = None
for line in sys.stdin:
    if line.strip() == "peers":
        answer = {"present": present, "absent": absent}
    else:
        works = works or rows()
        answer = timed(works.get(line.strip(), {}))
    print(json.dumps(answer), flush=True)
