"""Sentences into drafts: installed packs, the engine that runs them, what to doubt in each draft.

Argos's packs are read here and Argos's engine is not: `argostranslate.translate` imports stanza,
which brings torch, and `argostranslate.package` makes directories in the user's home when it is
imported. The format is small (a zip of metadata.json, a tokenizer and a CTranslate2 model), so it
is read directly; `argostranslate.tokenizer` alone is used, for older packs with a BPE vocabulary.
"""

from __future__ import annotations

from moderation.translation.draft import Draft, Source
from moderation.translation.engine import Engine
from moderation.translation.glossary import Glossary, Term
from moderation.translation.packs import Pack, PackError, PackStore

__all__ = ["Draft", "Engine", "Glossary", "Pack", "PackError", "PackStore", "Source", "Term"]
