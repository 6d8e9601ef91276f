"""The tables, an aggregate a file. No queries and no Flask here."""

from models.audit import AuditEvent
from models.base import Base, UtcDateTime, new_id, now
from models.decision import Decision, Outcome
from models.entry import Entry
from models.finding import Finding, Resolution, ReviewFlag, Side
from models.policy import Policy
from models.review import Channel, Consent, Due, Review, Scope, Status, Submission
from models.segment import Segment, Translation
from models.site import ApiKey, Site
from models.staff import Invitation, Role, Staff

__all__ = [
    "ApiKey",
    "AuditEvent",
    "Base",
    "Channel",
    "Consent",
    "Decision",
    "Due",
    "Entry",
    "Finding",
    "Invitation",
    "Outcome",
    "Policy",
    "Resolution",
    "Review",
    "ReviewFlag",
    "Role",
    "Scope",
    "Segment",
    "Side",
    "Site",
    "Staff",
    "Status",
    "Submission",
    "Translation",
    "UtcDateTime",
    "new_id",
    "now",
]
