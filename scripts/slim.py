"""Takes out of a virtual environment what Balss never loads; prints what each cut saved.

Usage: slim.py VENV. Standard library only, since it runs before anything can be trusted to be
installed. Each cut stands beside its reason; a package that is laid out otherwise than a cut
expects is left as it is, and the imports tried at the end would show a cut too deep.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from libraries import drop_debugging

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

MEGABYTE = 1024 * 1024
# Balss speaks three languages; "root" is what each of them inherits from.
LOCALE = re.compile(r"(root|en|lv|ru)([_.].*)?\.?(dat)?")
IMPORTS = (
    "alembic", "argostranslate.package", "argostranslate.tokenizer", "ctranslate2", "flask_babel",
    "flask_limiter", "flask_login", "flask_smorest", "flask_wtf", "huey", "langdetect", "numpy",
    "phonenumbers", "psycopg", "pydantic_settings", "pymorphy3", "rapidfuzz.fuzz", "redis",
    "rich.progress", "rich.table", "sentencepiece", "sentencex", "slovnet", "stdnum.iban",
    "structlog", "uuid_utils", "waitress",
)  # fmt: skip


def other_locales(site: Path) -> Iterator[Path]:
    """Babel carries 1,000 locales (32 MB); the screens use three languages."""
    for file in (site / "babel" / "locale-data").glob("*.dat"):
        if not LOCALE.fullmatch(file.name):
            yield file


def natasha_models(site: Path) -> Iterator[Path]:
    """Natasha is here for its weights: of them Balss loads the embeddings and the name finder."""
    data = site / "natasha" / "data"
    yield data / "dict"
    yield from data.glob("model/slovnet_morph*")
    yield from data.glob("model/slovnet_syntax*")


def build_tools(site: Path) -> Iterator[Path]:
    """Python 3.11 puts setuptools into each environment; nothing is built in this one."""
    for name in ("setuptools", "pkg_resources", "_distutils_hack"):
        yield site / name
    yield from site.glob("setuptools-*.dist-info")
    yield from site.glob("distutils-precedence.pth")


def package_tests(site: Path) -> Iterator[Path]:
    """Packages' own tests; numpy keeps its `testing`, which others import."""
    for folder in site.rglob("tests"):
        if folder.is_dir() and "pip" not in folder.relative_to(site).parts:
            yield folder


def fortran_tools(site: Path) -> Iterator[Path]:
    """Numpy's Fortran compiler front end and its ways to build extensions."""
    yield site / "numpy" / "f2py"
    yield site / "numpy" / "distutils"
    yield site / "numpy" / "_core" / "include"
    yield from (site / "numpy").rglob("*.a")


def other_databases(site: Path) -> Iterator[Path]:
    """SQLAlchemy's drivers of databases that Balss does not support."""
    for name in ("mysql", "oracle", "mssql"):
        yield site / "sqlalchemy" / "dialects" / name


def highlighting(site: Path) -> Iterator[Path]:
    """Pygments' grammars of 500 languages: rich draws bars and tables here, and no code."""
    needed = {"__init__.py", "_mapping.py", "python.py"}
    for file in (site / "pygments" / "lexers").glob("*.py"):
        if file.name not in needed:
            yield file


def byte_code(site: Path) -> Iterator[Path]:
    """Byte code of what is installed but rarely run, such as pip; Python writes what it needs."""
    yield from site.rglob("__pycache__")


def type_stubs(site: Path) -> Iterator[Path]:
    """Type stubs and C sources: read by checkers and compilers, never at run time."""
    for pattern in ("*.pyi", "*.pyx", "*.pxd", "*.c", "*.cpp", "*.hpp"):
        yield from site.rglob(pattern)


CUTS: tuple[Callable[[Path], Iterator[Path]], ...] = (
    other_locales,
    natasha_models,
    build_tools,
    package_tests,
    fortran_tools,
    other_databases,
    highlighting,
    byte_code,
    type_stubs,
)


def slim(venv: Path) -> None:
    """Make every cut in an environment, print the savings, and try the imports."""
    site = site_packages(venv)
    before = size(venv)
    for cut in CUTS:
        saved = sum(remove(path) for path in list(cut(site)))
        report(saved, cut.__doc__ or "")
    saved = sum(drop_debugging(file) for file in shared_libraries(site))
    report(saved, "Debugging tables of compiled libraries: read by debuggers alone.")
    print(f"  {before / MEGABYTE:.0f} MB before, {size(venv) / MEGABYTE:.0f} MB after")
    try_imports(venv)


def site_packages(venv: Path) -> Path:
    """Give the folder packages are installed in. Exits with a sentence if there is none."""
    found = list(venv.glob("lib/python3*/site-packages"))
    if len(found) != 1:
        sys.exit(f"{venv} is not a virtual environment")
    return found[0]


def size(folder: Path) -> int:
    """Give the bytes a folder takes on disk, as du counts them."""
    return sum(path.lstat().st_blocks * 512 for path in folder.rglob("*"))


def report(saved: int, reason: str) -> None:
    """Print one cut, unless it found nothing."""
    if saved:
        print(f"  {saved / MEGABYTE:5.1f} MB  {reason.splitlines()[0]}")


def remove(path: Path) -> int:
    """Delete a file or folder; give the bytes it took. A missing one took none."""
    if not path.exists():
        return 0
    if path.is_dir():
        taken = size(path)
        shutil.rmtree(path)
    else:
        taken = path.lstat().st_blocks * 512
        path.unlink()
    return taken


def shared_libraries(site: Path) -> Iterator[Path]:
    """Yield compiled libraries, links left out."""
    for file in site.rglob("*.so*"):
        if file.is_file() and not file.is_symlink() and file.stat().st_size > MEGABYTE // 4:
            yield file


def try_imports(venv: Path) -> None:
    """Import what Balss imports, without leaving byte code. Exits with the failure if one fails."""
    script = "import " + ", ".join(IMPORTS)
    done = subprocess.run(  # noqa: S603 - our own interpreter and our own names
        [str(venv / "bin" / "python"), "-B", "-c", script],
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        sys.exit(f"the slimmed environment is broken:\n{done.stderr}")


if __name__ == "__main__":
    if len(sys.argv) != 2:  # noqa: PLR2004
        sys.exit(__doc__)
    slim(Path(sys.argv[1]))
