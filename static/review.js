// A review's page while it is open: it keeps what is being typed, tells colleagues that somebody
// is here, and has the next review ready. Without it, saving, ruling and going on work as ever.
"use strict";

(() => {
  const PAUSE = 1200; // ms without a key before what was typed is kept
  const AWAKE = 60_000; // ms without a hand on the page before nobody is there
  const FRESH = 60_000; // ms for which a review fetched ahead is shown
  const card = () => document.getElementById("card");
  const boxes = () => [...document.querySelectorAll("#card .edit textarea")];

  // --- keeping what is typed --------------------------------------------------------------

  let timer = null;
  let kept = {}; // by box: what the desk has kept
  let failed = false; // the last keeping did not reach the desk

  const unkept = () => boxes().some((box) => box.value !== (kept[box.id] ?? box.defaultValue));

  async function keep() {
    clearTimeout(timer);
    const form = card();
    if (!form?.dataset.keep || !unkept()) return;
    const values = Object.fromEntries(boxes().map((box) => [box.id, box.value]));
    try {
      const answer = await fetch(form.dataset.keep, { method: "POST", body: new FormData(form), headers: { "HX-Request": "true" } });
      failed = !answer.ok && answer.status !== 409;
      const words = failed ? "" : await answer.text();
      if (failed || form !== card()) return;
      kept = values;
      htmx.swap("#kept", words, { swapStyle: "innerHTML" });
    } catch {
      failed = true;
    }
  }

  document.addEventListener("input", (event) => {
    if (!event.target.matches?.("#card .edit textarea")) return;
    clearTimeout(timer);
    timer = setTimeout(keep, PAUSE);
  });

  document.addEventListener("htmx:beforeRequest", (event) => {
    if (event.detail.target?.id === "card") clearTimeout(timer); // a save, which keeps more
  });

  document.addEventListener("click", async (event) => {
    const link = event.target.closest?.("a[data-afresh]");
    if (!link) return;
    event.preventDefault();
    await keep();
    location.href = link.href;
  });

  document.addEventListener("click", (event) => {
    const use = event.target.closest?.("[data-use]");
    if (!use) return;
    const box = document.getElementById(use.dataset.use);
    box.focus();
    box.select();
    box.setRangeText(use.dataset.text, 0, box.value.length, "end");
    box.dispatchEvent(new Event("input", { bubbles: true }));
  });

  function leave() {
    const form = card();
    if (!form || !document.querySelector("#claim[hx-post]")) return;
    if (unkept()) navigator.sendBeacon(form.dataset.keep, new FormData(form));
    const token = new FormData();
    token.set("csrf_token", form.elements.csrf_token.value);
    navigator.sendBeacon(form.dataset.leave, token);
  }

  window.addEventListener("pagehide", leave);
  window.addEventListener("beforeunload", (event) => { if (failed && unkept()) event.preventDefault(); });

  // --- somebody is here -------------------------------------------------------------------

  let last = Date.now();
  for (const type of ["keydown", "pointerdown", "pointermove", "wheel"]) {
    document.addEventListener(type, () => { last = Date.now(); }, { passive: true });
  }
  document.addEventListener("htmx:configRequest", (event) => {
    if (event.detail.elt.id === "claim") event.detail.parameters.active = Date.now() - last < AWAKE ? "yes" : "no";
  });

  // --- the next review, fetched ahead -----------------------------------------------------

  let ahead = null;

  async function fetchAhead() {
    const next = document.getElementById("next");
    if (!next?.hasAttribute("data-ahead")) return;
    const wanted = { address: next.pathname, at: Date.now(), html: null };
    ahead = wanted;
    try {
      const answer = await fetch(next.href, { headers: { "HX-Request": "true", "Balss-Ahead": "true" } });
      if (answer.ok) wanted.html = await answer.text();
    } catch {
      ahead = null; // the link works as any other
    }
  }

  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("#next");
    if (!link || event.defaultPrevented || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    if (!ahead?.html || ahead.address !== link.pathname || Date.now() - ahead.at > FRESH) return;
    event.preventDefault();
    leave();
    htmx.swap("#card", ahead.html, { swapStyle: "outerHTML" });
    document.getElementById("flashes").replaceChildren();
    arrive();
  });

  // --- another card stands on the page ----------------------------------------------------

  function arrive() {
    kept = {};
    const address = card().dataset.address;
    if (address !== location.pathname) {
      history.pushState(null, "", address);
      window.scrollTo(0, 0);
      document.querySelector("#card h1").focus();
    }
    document.dispatchEvent(new Event("balss:card"));
    if (ahead?.address !== document.getElementById("next")?.pathname || Date.now() - ahead.at > FRESH) fetchAhead();
  }

  document.addEventListener("htmx:afterSwap", (event) => { if (event.detail.target?.id === "card") arrive(); });
  // Back and forward to another review; a jump within the page keeps its path.
  window.addEventListener("popstate", () => { if (card() && location.pathname !== card().dataset.address) location.reload(); });
  window.addEventListener("load", () => setTimeout(fetchAhead, 150));
})();
