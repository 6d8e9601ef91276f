"""How quality is measured: languages, translation, personal data."""
