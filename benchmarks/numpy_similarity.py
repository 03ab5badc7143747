#!/usr/bin/env python3
"""Times numpy and scipy on what bench_similarity measures.

Best of several; wall and processor time in ms.
"""

import time

import numpy as np
from scipy.cluster.hierarchy import linkage, optimal_leaf_ordering
from scipy.stats import kendalltau, spearmanr

ITEMS = 1854
maker = np.random.default_rng(1)


def made(columns):
    centres = maker.random((27, columns))[np.arange(ITEMS) % 27]
    return (centres + maker.random((ITEMS, columns)) + maker.random((ITEMS, columns)) - 1.5).astype(np.float32)


def timed(name, work, repeats=7):
    walls, processors = [], []
    for _ in range(repeats):
        wall, processor = time.perf_counter(), time.process_time()
        work()
        walls.append(time.perf_counter() - wall)
        processors.append(time.process_time() - processor)
    print(f"{name}: wall {min(walls) * 1e3:.1f} ms, processor {min(processors) * 1e3:.1f} ms", flush=True)


def correlation(x):
    x = x - x.mean(1, keepdims=True)
    x /= np.sqrt(np.einsum("ij,ij->i", x, x))[:, None]
    return 1 - x @ x.T


def linear_cka(x, y):
    def centred(kernel):
        means = kernel.mean(0)
        return kernel - means - means[:, None] + means.mean()

    k, l = centred(x @ x.T), centred(y @ y.T)
    return (k * l).sum() / np.sqrt((k * k).sum() * (l * l).sum())


def triplets(x, chosen):
    s = x @ x.T
    length = np.sqrt(np.diag(s))
    s = s / length / length[:, None]
    i, j, k = chosen
    human = s[i, j]
    return ((human > s[i, k]) & (human > s[j, k])).mean()


wide, first, second = made(2048), made(768), made(512)
timed("correlation matrix, 2048 features, numpy", lambda: correlation(wide))
upper = np.triu_indices(ITEMS, 1)
u, v = correlation(first)[upper], correlation(second)[upper]
timed("spearman, scipy", lambda: spearmanr(u, v))
timed("tau-b, scipy", lambda: kendalltau(u, v), 2)
other, other_wide = made(768), made(2048)
timed("linear CKA, 768 features, numpy (biased)", lambda: linear_cka(first, other))
timed("linear CKA, 2048 features, numpy (biased)", lambda: linear_cka(wide, other_wide))
for method in ("average", "ward"):
    d = np.maximum(u, 0).astype(float)
    tree = linkage(d, method)
    timed(f"linkage {method}, scipy", lambda: linkage(d, method), 3)
    timed(f"optimal_leaf_ordering {method}, scipy", lambda: optimal_leaf_ordering(tree, d), 2)
chosen = maker.integers(0, ITEMS, (3, 4_700_000))
timed("4.7 M triplets, 768 features, numpy", lambda: triplets(first, chosen), 3)
