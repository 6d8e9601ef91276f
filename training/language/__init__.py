"""How the tables in moderation/language/data are made."""
