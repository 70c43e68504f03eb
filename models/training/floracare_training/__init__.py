"""Trains, measures and packages image classifiers for FloraCare."""
