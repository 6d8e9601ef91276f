"""Absolute addresses of Balss's own pages, for programs and e-mails."""

from __future__ import annotations

from typing import Any

from flask import request, url_for

from moderation.extensions import settings


def base() -> str:
    """Give the address people reach Balss at, without a slash at its end.

    Where the operator has not set one it is the address this request came by.
    """
    return settings().public_url or request.host_url.rstrip("/")


def external(endpoint: str, **values: Any) -> str:  # noqa: ANN401 - as url_for
    """Give the absolute address of an endpoint; parameters that are None are left out."""
    return base() + url_for(endpoint, **values)
