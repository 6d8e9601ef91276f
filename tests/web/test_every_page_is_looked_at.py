"""Every page stands on the list that axe goes through in a browser, in each language and theme."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from moderation.app import ROOT
from tests.browser.screens import ELSEWHERE, NOT_PAGES, SCREENS

if TYPE_CHECKING:
    from flask import Flask

WHOLE = re.compile(r'<!doctype html>|{% extends "base.html" %}')


def test_every_door_that_gives_a_page_is_on_the_list(app: Flask) -> None:
    doors = {each.endpoint for each in app.url_map.iter_rules() if "GET" in (each.methods or ())}

    assert doors - set(NOT_PAGES) - {each.endpoint for each in SCREENS} == set()


def test_every_template_of_a_whole_page_is_on_the_list() -> None:
    folder = ROOT / "templates"
    whole = {
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*.html")
        if WHOLE.search(path.read_text())
    }

    assert whole - {"base.html", *ELSEWHERE} == {each.template for each in SCREENS}


def test_the_list_names_no_door_that_is_gone(app: Flask) -> None:
    doors = {each.endpoint for each in app.url_map.iter_rules()}

    assert {*NOT_PAGES, *(each.endpoint for each in SCREENS if each.endpoint)} <= doors
    assert all(Path(ROOT / each).is_file() for each in ELSEWHERE.values())
