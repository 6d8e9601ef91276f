"""The functions that the documentation gives to website developers, run as they stand there."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import NamedTuple
from uuid import UUID

import pytest

from moderation.publication.webhooks import signatures

PAGE = Path(__file__).resolve().parents[4] / "docs" / "website-developers.md"
NEW, OLD = signatures.derive("house", UUID(int=1)), b"o" * 24
BODY = '{"type":"entry.published","data":{"content_text":"Ļoti labi 😀"}}'.encode()


class Tool(NamedTuple):
    """How to run a snippet of a language: what it is called, its file, and a caller around it."""

    program: str | None
    file: str
    caller: str


TOOLS = {
    "python": Tool(
        sys.executable,
        "check.py",
        "{}\nimport json, sys\nasked = json.load(sys.stdin)\n"
        "asked['body'] = bytes.fromhex(asked['body'])\nprint(json.dumps(verified(**asked)))\n",
    ),
    "js": Tool(
        shutil.which("node"),
        "check.mjs",
        '{}\nimport {{ readFileSync }} from "node:fs";\n'
        "const asked = JSON.parse(readFileSync(0));\n"
        "console.log(JSON.stringify("
        'verified(asked.secret, asked.headers, Buffer.from(asked.body, "hex"))));\n',
    ),
    "php": Tool(
        shutil.which("php"),
        "check.php",
        "<?php\n{}\n$asked = json_decode(file_get_contents('php://stdin'), true);\n"
        "echo json_encode("
        "verified($asked['secret'], $asked['headers'], hex2bin($asked['body'])));\n",
    ),
}


def snippet(language: str) -> str:
    found = re.findall(
        rf"^```{language}\n(.*?)^```$", PAGE.read_text("utf-8"), re.MULTILINE | re.DOTALL
    )
    [only] = [each for each in found if "verified(" in each]
    return str(only)


def message(*, keys: list[bytes], age: int = 0, body: bytes = BODY) -> dict[str, str]:
    return signatures.headers(keys, "msg_1", int(time.time()) - age, body)


def spoilt(headers: dict[str, str], **changes: str) -> dict[str, str]:
    return {**headers, **{f"webhook-{name}": value for name, value in changes.items()}}


def cases() -> dict[str, tuple[bytes, dict[str, str], bytes, bool]]:
    return {
        "as sent": (NEW, message(keys=[NEW]), BODY, True),
        "by two secrets": (OLD, message(keys=[NEW, OLD]), BODY, True),
        "by another secret": (OLD, message(keys=[NEW]), BODY, False),
        "another body": (NEW, message(keys=[NEW]), BODY + b" ", False),
        "another id": (NEW, spoilt(message(keys=[NEW]), id="msg_2"), BODY, False),
        "another version": (
            NEW,
            spoilt(message(keys=[NEW]), signature=message(keys=[NEW])["webhook-signature"][1:]),
            BODY,
            False,
        ),
        "cut off": (NEW, spoilt(message(keys=[NEW]), signature="v1,"), BODY, False),
        "not ascii": (NEW, spoilt(message(keys=[NEW]), signature="v1,ā"), BODY, False),
        "replayed": (NEW, message(keys=[NEW], age=600), BODY, False),
        "from the future": (NEW, message(keys=[NEW], age=-600), BODY, False),
        "at no time": (NEW, spoilt(message(keys=[NEW]), timestamp="soon"), BODY, False),
    }


@pytest.mark.parametrize("case", cases())
@pytest.mark.parametrize("language", TOOLS)
def test_a_documented_function_tells_real_messages_from_others(
    language: str, case: str, tmp_path: Path
) -> None:
    tool = TOOLS[language]
    assert tool.program, f"nothing to run {language} is installed: make site-tools"
    key, headers, body, genuine = cases()[case]
    file = tmp_path / tool.file
    file.write_text(tool.caller.format(snippet(language)), encoding="utf-8")
    asked = {"secret": signatures.written(key), "headers": headers, "body": body.hex()}

    ran = subprocess.run(
        [tool.program, str(file)], input=json.dumps(asked), capture_output=True, text=True,
        check=False, timeout=60,
    )  # fmt: skip

    assert json.loads(ran.stdout or "null") is genuine, ran.stderr
