"""What forbids two clauses to tell one thing: a denial, a figure, a day or a name against another one."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from analysis.errors import InputError, nearest
from analysis.features.figures import figures

NEGATION, NUMBERS, DATES, NAMES = "negation", "numbers", "dates", "names"
KINDS = (NEGATION, NUMBERS, DATES, NAMES)
USUAL = (NEGATION,)

Ints = NDArray[np.int64]
Held = Mapping[str, frozenset[str]]  # for each thing that is measured, dated or named, the values given


class Signs(NamedTuple):
    """What each clause measures, dates or names, and which values it gives, of one kind."""

    things: sparse.csr_matrix
    values: sparse.csr_matrix


def signs(
    texts: Sequence[str],
    *,
    named: Sequence[Collection[str]],
    days: Sequence[Collection[str]],
    forbid: Collection[str],
) -> list[Signs]:
    """The signs of each kind that forbids; of negation there are none, since it forbids by its place in a clause
    (`alignment.denies`).

    In: clauses; the names and the days in each. `forbid`: kinds of `KINDS`. Raises `InputError` for
    a kind that there is not."""
    for kind in forbid:
        if kind not in KINDS:
            raise InputError(f"forbid: there is no kind {kind!r}.{nearest(kind, KINDS)}")
    by_kind = {
        NUMBERS: lambda: [_amounts(t) for t in texts],
        DATES: lambda: [{"day": frozenset(d)} if d else {} for d in days],
        NAMES: lambda: [{"name": frozenset(n)} if n else {} for n in named],
    }
    return [_signs(by_kind[kind]()) for kind in by_kind if kind in forbid]


def conflict(found: Sequence[Signs], one: Ints, other: Ints) -> NDArray[np.bool_]:
    """Whether the clauses of each pair give no value in common for some thing that both measure, date or name."""
    out = np.zeros(len(one), bool)
    for kind in found:
        both = np.asarray(kind.things[one].multiply(kind.things[other]).sum(axis=1)).ravel()
        same = np.asarray(kind.values[one].multiply(kind.values[other]).sum(axis=1)).ravel()
        out |= (both > 0) & (same == 0)
    return out


def _amounts(text: str) -> dict[str, frozenset[str]]:
    held: dict[str, set[str]] = defaultdict(set)
    for figure in figures(text):
        held[figure.unit].add(f"{figure.value:g}")
    return {unit: frozenset(values) for unit, values in held.items()}


def _signs(held: Sequence[Held]) -> Signs:
    things = [(k, thing) for k, one in enumerate(held) for thing in one]
    values = [(k, f"{thing} {v}") for k, one in enumerate(held) for thing, given in one.items() for v in given]
    return Signs(_table(things, len(held)), _table(values, len(held)))


def _table(pairs: Sequence[tuple[int, str]], n: int) -> sparse.csr_matrix:
    order = {name: i for i, name in enumerate(sorted({name for _, name in pairs}))}
    at = [order[name] for _, name in pairs]
    return sparse.csr_matrix((np.ones(len(pairs)), ([k for k, _ in pairs], at)), shape=(n, max(1, len(order))))
