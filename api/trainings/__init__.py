"""Retraining as a job (再训练): asked for, run from a frozen snapshot of the labels, and compared."""
