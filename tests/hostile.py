"""Hostile texts, and telling time in proportion from time that runs away.

Whatever else the machine is doing.
"""

from __future__ import annotations

import gc
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

# Four times the text takes 4 times as long if time is linear, 16 times if it is quadratic.
RUNS_AWAY = 11.0
TOO_SHORT_TO_TELL = 0.4  # seconds of processor time

# Words of an author that would do something where they are taken for more than words: HTML,
# scripts, JSON and YAML that end early, Markdown, templates of generators, terminals, alphabets
# that run the other way. None may change in any format, and none may act.
HOSTILE_TEXTS = (
    "<script>alert(1)</script>",
    "</script><script>alert(1)</script><!--",
    "<img src=x onerror=alert(1)>",
    '<a href="javascript:alert(1)">click</a> &lt;b&gt; &amp; &#60;i&#62; &copy',
    '" onmouseover="alert(1)" x=\'1',
    "]]> <![CDATA[ <?php echo 1 ?> <% x %> <!DOCTYPE html>",
    "---\ntitle: owned\ndraft: false\n---\nBelow.",
    "...\n- one: {two: [three]}\n? !!python/object:os.system #no\n*anchor &anchor",
    "key: \"value\" 'quoted' \\ back\\slash \\n \\u0041",
    "{{ 7*7 }} {% raw %} {{< shortcode >}} {{% shortcode %}} ${x} <%= x %> #{x}",
    "# Heading\n## Another\nSetext\n===\nAnd\n---",
    "* one\n- two\n+ three\n1. four\n2) five\n> quote\n- [ ] task",
    "    indented like code\n\tand by a tab\n```\nfenced\n```\n~~~ also ~~~",
    "*em* __strong__ `code` ~~gone~~ ==mark== H~2~O x^2^ $a_b$ :smile: [^1]",
    "![image](http://evil.example/x.png) [link](javascript:alert(1)) <http://evil.example>",
    "[ref]: http://evil.example\n[ref] www.evil.example https://evil.example me@evil.example",
    "| a | b |\n|---|---|\n| 1 | 2 |",
    "one  \ntwo\\\nthree\n\n\n\nfour",
    "\u202eright to left\u202c and \u2066isolated\u2069",
    "line\u2028separator para\u2029graph next\x85line nbsp\xa0 zero\u200bwidth \ufeffmark",
    "\U0001f600 \U0001f469\u200d\u2695\ufe0f e\u0301 \u0416\u0438\u0440\u0430\u0444",
    "=cmd|' /C calc'!A0",
    "../../etc/passwd\\..\\x",
)


def takes_time_in_proportion(function: Callable[[str], object], text: str) -> bool:
    """Tell whether a function's processor time grows about as fast as its text.

    Measured up to three times: a busy machine disturbs one measurement, not all of them.
    """
    function(text[: len(text) // 4])  # tables and caches load once
    return any(_in_proportion(function, text) for _ in range(3))


def _in_proportion(function: Callable[[str], object], text: str) -> bool:
    whole = _seconds(function, text)
    if whole < TOO_SHORT_TO_TELL:
        return True
    part = _seconds(function, text[: len(text) // 4])
    print(f"whole {whole:.3f} s, a quarter {part:.3f} s")
    return whole / max(part, 1e-3) < RUNS_AWAY


def _seconds(function: Callable[[str], object], text: str) -> float:
    """Time one call. The collector stays out: what it walks is the whole test run's heap."""
    gc.disable()
    try:
        started = time.process_time()
        function(text)
        return time.process_time() - started
    finally:
        gc.enable()
