"""A worker's webhooks alone, for a test to kill: `python -m tests.faults.deliver DATABASE_URL`."""

from __future__ import annotations

import sys
import threading
from ipaddress import ip_network

from moderation.database import connect
from moderation.publication.webhooks.messenger import Messenger
from moderation.publication.webhooks.sender import Sender
from moderation.publication.webhooks.turns import Post

HOUSE = "a-secret-for-tests-only"
LEASE_SECONDS = 1.0

if __name__ == "__main__":
    sender = Sender((ip_network("127.0.0.0/8"),))
    post = Post(connect(sys.argv[1]), HOUSE, sender, lease_seconds=LEASE_SECONDS)
    Messenger(post).start()
    threading.Event().wait()
