"""The tables, an aggregate a file. No queries and no Flask here."""

from models import upkeep  # noqa: F401 - whoever makes the tables makes its triggers with them
from models.audit import AuditEvent
from models.base import Base, UtcDateTime, new_id, now
from models.bulk import BulkAction, BulkKind
from models.claim import Claim
from models.correction import LanguageCorrection
from models.decision import Decision, Outcome
from models.dismissal import Dismissal
from models.entry import Entry
from models.finding import Finding, Resolution, ReviewFlag, Side
from models.folding import fold
from models.memory import GlossaryTerm, Memory, TermKind
from models.policy import Policy
from models.review import (
    AuthorLine,
    Channel,
    Consent,
    Due,
    Review,
    Scope,
    Status,
    Submission,
)
from models.saved_view import SavedView
from models.search import SearchText
from models.segment import Segment, Translation
from models.site import ApiKey, Site
from models.staff import Invitation, Role, Staff
from models.unsaved import UnsavedEdit
from models.webhook import (
    AttemptOutcome,
    DeliveryState,
    DisabledWhy,
    WebhookAttempt,
    WebhookDelivery,
    WebhookEndpoint,
    WebhookEvent,
    WebhookSecret,
)

__all__ = [
    "ApiKey",
    "AttemptOutcome",
    "AuditEvent",
    "AuthorLine",
    "Base",
    "BulkAction",
    "BulkKind",
    "Channel",
    "Claim",
    "Consent",
    "Decision",
    "DeliveryState",
    "DisabledWhy",
    "Dismissal",
    "Due",
    "Entry",
    "Finding",
    "GlossaryTerm",
    "Invitation",
    "LanguageCorrection",
    "Memory",
    "Outcome",
    "Policy",
    "Resolution",
    "Review",
    "ReviewFlag",
    "Role",
    "SavedView",
    "Scope",
    "SearchText",
    "Segment",
    "Side",
    "Site",
    "Staff",
    "Status",
    "Submission",
    "TermKind",
    "Translation",
    "UnsavedEdit",
    "UtcDateTime",
    "WebhookAttempt",
    "WebhookDelivery",
    "WebhookEndpoint",
    "WebhookEvent",
    "WebhookSecret",
    "fold",
    "new_id",
    "now",
]
