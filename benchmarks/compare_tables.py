#!/usr/bin/env python3
"""Checks that two folders hold the same statistics to 1e-9 in the columns that the first has.

Usage: compare_tables.py FOLDER OTHER_FOLDER
"""

import pathlib
import sys

import pandas as pd

first, second = map(pathlib.Path, sys.argv[1:])
for path in sorted(first.glob("*.csv")):
    table = pd.read_csv(path, keep_default_na=False)
    columns = [name for name in table.columns if name != "right"]
    other = pd.read_csv(second / path.name, keep_default_na=False)[columns]
    keys = [name for name in columns if table[name].dtype == object or name in ("run", "epoch", "angle")]
    table, other = (t[columns].sort_values(keys, ignore_index=True) for t in (table, other))
    pd.testing.assert_frame_equal(table, other, check_dtype=False, rtol=0, atol=1e-9, obj=path.name)
    print(f"{path.name}: {len(table)} rows agree")
