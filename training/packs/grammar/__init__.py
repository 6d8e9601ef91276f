"""Trilingual training text, written by rule: frames, a lexicon and inflection."""
