"""Press perturbation: what moves, and how surely, when something is pushed and held (METHODS 2).

One orientation throughout: `A[i, j]` is the effect of j on i, so that a column is a cause and a row what it does.
"""
