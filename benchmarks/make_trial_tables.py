#!/usr/bin/env python3
"""Writes seven trial tables of the shape of the published ones: 12 people and six networks of 20 runs, six epochs
of 36 training and 51 test trials, 68,904 rows in all. Answers are drawn with a fixed seed from rising chances.

Usage: make_trial_tables.py FOLDER
"""

import pathlib
import sys

import numpy as np

CLASSES = "pqv"
NETWORKS = ("resnet50", "alexnet", "vgg16", "vit", "convnext", "efficientnet")


def images():
    """The names of the training set and of the six test sets."""
    train = [f"second_gen_{c}_{o}_{view}.png" for c in CLASSES for o in range(6) for view in ("0", "z_90")]
    views = [f"{axis}_{angle}" for axis in "xz" for angle in (-60, -30, 30, 60)]
    tests = [
        [f"second_gen_{c}_{s}_{view}.png" for c in CLASSES for view in views]
        + [f"second_gen_{c}_{s + 6}_{view}.png" for c in CLASSES for view in views + ["0"]]
        for s in range(6)
    ]
    return train, tests


def block(random, run, epoch, phase, names, chance):
    rows = []
    for index in random.permutation(len(names)):
        truth = names[index].split("_")[2]
        right = random.random() < chance
        answer = truth if right else random.choice([c for c in CLASSES if c != truth])
        rows.append(f"{run},{epoch},{phase},{names[index]},{truth},{answer}\n")
    return rows


def write(folder, name, runs, random):
    train, tests = images()
    rows = ["run,epoch,phase,image_name,ground_truth,prediction\n"]
    rate = random.uniform(0.3, 0.9)
    for run in range(1, runs + 1):
        for epoch in range(1, 7):
            learned = 1 - np.exp(-rate * (epoch - 0.5))
            rows += block(random, run, epoch, "train", train, 1 / 3 + 0.6 * learned)
            rows += block(random, run, epoch, "test", tests[epoch - 1], 1 / 3 + 0.45 * learned)
    (folder / f"{name}_classification_data.csv").write_text("".join(rows))


if __name__ == "__main__":
    target = pathlib.Path(sys.argv[1])
    target.mkdir(parents=True, exist_ok=True)
    generator = np.random.default_rng(2024)
    write(target, "human", 12, generator)
    for network in NETWORKS:
        write(target, network, 20, generator)
