"""Benchmarks: figures for a note, never tests. Machines are noisy, so compare ratios within one run."""
