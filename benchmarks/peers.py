"""The programs that Balss's translation is measured beside, each in an environment of its own.

Both need torch, which must never reach the product, so an operator who wants their figures makes
an environment for each and names its Python: BALSS_BENCH_ARGOS for one that holds argostranslate,
BALSS_BENCH_LIBRETRANSLATE for one that holds libretranslate. Both read the same packs with the
same beam and cores. Their sentence splitter downloads a model at first use, so they are given
Balss's sentences instead, which only helps them.
"""

from __future__ import annotations

PEERS = {
    "argostranslate": "BALSS_BENCH_ARGOS",
    "libretranslate": "BALSS_BENCH_LIBRETRANSLATE",
}

_COMMON = """
import json, resource, sys, time
import argostranslate.translate as t
work = json.load(open(sys.argv[1], encoding="utf-8"))
known = {" ".join(r): r for reviews in work.values() for r in reviews}
class Given:
    def __init__(self, *a, **k): pass
    def split_sentences(self, text): return known.get(text, [text])
for name in ("MiniSBDSentencizer", "StanzaSentencizer", "SpacySentencizerSmall"):
    setattr(t, name, Given)
"""
_FINISH = """
print(json.dumps({"seconds": time.perf_counter() - begun,
                  "processor_seconds": time.process_time() - worked,
                  "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}))
"""

SCRIPTS = {
    # argostranslate's own call, review by review.
    "argostranslate": _COMMON
    + """
for tag in work: t.translate("OK", tag, "en")
begun, worked = time.perf_counter(), time.process_time()
for tag, reviews in work.items():
    for review in reviews: t.translate(" ".join(review), tag, "en")
"""
    + _FINISH,
    # LibreTranslate's HTTP call with lists of reviews, served from a thread of the same process.
    "libretranslate": _COMMON
    + """
import threading, urllib.request
sys.argv = ["libretranslate", "--disable-web-ui", "--load-only", "en," + ",".join(work)]
from libretranslate.main import get_args
from libretranslate.app import create_app
app = create_app(get_args())
from werkzeug.serving import make_server
server = make_server("127.0.0.1", 0, app, threaded=True)
threading.Thread(target=server.serve_forever, daemon=True).start()
def ask(texts, tag):
    body = json.dumps({"q": texts, "source": tag, "target": "en"}).encode()
    request = urllib.request.Request(
        f"http://127.0.0.1:{server.server_port}/translate", body,
        {"Content-Type": "application/json"})
    return json.load(urllib.request.urlopen(request))["translatedText"]
for tag in work: ask(["OK"], tag)
begun, worked = time.perf_counter(), time.process_time()
for tag, reviews in work.items():
    texts = [" ".join(review) for review in reviews]
    for at in range(0, len(texts), 50): ask(texts[at:at + 50], tag)
"""
    + _FINISH,
}
