"""Staff, passwords, invitations and API keys."""
