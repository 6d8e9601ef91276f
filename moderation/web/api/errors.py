"""Every error of a door for programs as problem+json (RFC 9457)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import Response
from werkzeug.exceptions import HTTPException, default_exceptions

from moderation.web.problems import problem

if TYPE_CHECKING:
    from flask.sansio.blueprints import Blueprint

UNUSABLE = "Unusable submission"
# Made by `problem` itself or wrong for its body.
OWN_HEADERS = frozenset({"content-type", "content-length"})


def answer_errors(blueprint: Blueprint) -> None:
    """Let a blueprint answer its errors as problem+json. Call before it is registered."""
    # By status: a handler of the class alone would stand behind the application's for people.
    for status in set(default_exceptions) - {500}:
        blueprint.register_error_handler(status, answer)
    # JSON nested thousands deep exhausts the parser before any schema sees it.
    blueprint.register_error_handler(RecursionError, answer_too_deep)


def answer(error: HTTPException) -> Response:
    """Word an HTTP error, with its headers and, where a schema refused, each field's reason."""
    if isinstance(error.response, Response):
        return error.response
    status = error.code or 500
    headers = {
        name: value for name, value in error.get_headers() if name.lower() not in OWN_HEADERS
    }
    reasons = _reasons(error)
    if reasons:
        detail = "Some fields cannot be used; errors says which and why."
        return problem(status, UNUSABLE, detail, headers=headers, errors=reasons)
    return problem(status, error.name, error.description or error.name, headers=headers)


def answer_too_deep(_error: RecursionError) -> Response:
    """Word a body that is nested too deeply to be read."""
    return problem(400, "Bad Request", "The body is nested too deeply to be a submission.")


def unusable(*reasons: dict[str, str], status: int = 422) -> Response:
    """Refuse a submission; each reason is as `at_pointer` or `at_header` gives it."""
    detail = "Some fields cannot be used; errors says which and why."
    return problem(status, UNUSABLE, detail, errors=list(reasons))


def at_pointer(*path: str | int, detail: str) -> dict[str, str]:
    """Give the reason why a part of the body was refused, by JSON Pointer (RFC 6901)."""
    steps = (str(step).replace("~", "~0").replace("/", "~1") for step in path)
    return {"pointer": "#" + "".join(f"/{step}" for step in steps), "detail": detail}


def at_field(name: str, *, detail: str) -> dict[str, str]:
    """Give the reason why a header or parameter was refused."""
    return {"field": name, "detail": detail}


def _reasons(error: HTTPException) -> list[dict[str, str]]:
    """Flatten the messages webargs leaves on a refusal: location, path, sentences."""
    found: list[dict[str, str]] = []
    messages = getattr(error, "data", {}).get("messages", {})
    if not isinstance(messages, dict):
        return found
    for location, tree in messages.items():
        for path, detail in _leaves(tree, ()):
            if location == "json":
                found.append(at_pointer(*path, detail=detail))
            else:
                found.append(at_field(".".join(path) or location, detail=detail))
    return found


def _leaves(tree: Any, path: tuple[str, ...]) -> list[tuple[tuple[str, ...], str]]:  # noqa: ANN401
    if isinstance(tree, dict):
        return [
            leaf
            for key, below in tree.items()
            # marshmallow files what is wrong with an object itself under this name
            for leaf in _leaves(below, path if key == "_schema" else (*path, str(key)))
        ]
    if isinstance(tree, list):
        return [leaf for each in tree for leaf in _leaves(each, path)]
    return [(path, str(tree))]
