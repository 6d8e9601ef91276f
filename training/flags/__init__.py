"""Fitting what the engine doubts."""
