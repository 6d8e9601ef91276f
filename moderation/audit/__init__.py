"""The append-only chain of who did what, and its verifier."""

from moderation.audit.chain import record, verify

__all__ = ["record", "verify"]
