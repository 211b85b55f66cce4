"""Measuring: questions, judgments, metrics, report."""
