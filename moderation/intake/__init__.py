"""Intake: how a review comes in, and what is checked before it is kept."""
