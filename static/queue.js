// The queue's comforts: keys, counting what is ticked, a word while a page is on its way.
// Without it, every link, box and button works as it is.
"use strict";

(() => {
  const find = (selector, root = document) => root.querySelector(selector);
  const links = () => [...document.querySelectorAll(".queue .words")];
  const boxes = () => [...document.querySelectorAll("#several [name=chosen]")];
  const several = () => find("#several");

  // --- what is chosen ---------------------------------------------------------------------

  function count() {
    const note = find("#chosen-count");
    if (!note) return;
    const chosen = boxes().filter((box) => box.checked).length;
    note.textContent = chosen ? `${note.dataset.some} ${chosen}` : note.dataset.none;
    several().classList.toggle("none", !chosen); // the bar takes no room until it can do something
    for (const button of several().querySelectorAll(".several button[name=act]")) button.disabled = !chosen;
  }

  document.addEventListener("change", (event) => {
    if (event.target.name === "chosen") count();
    if (event.target.id === "single-keys") localStorage.setItem(KEYS, event.target.checked ? "on" : "off");
  });

  document.addEventListener("click", (event) => {
    const target = event.target;
    if (target.closest?.("#choose-all")) {
      const all = boxes().every((box) => box.checked);
      for (const box of boxes()) box.checked = !all;
      count();
    }
    if (target.closest?.("#show-help")) help();
    const panel = target.closest?.(".panel-up");
    for (const each of document.querySelectorAll(".panel-up[open]")) if (each !== panel) each.open = false;
  });

  document.addEventListener("toggle", (event) => {
    const details = event.target;
    if (details.open && details.matches?.(".panel-up, .keep")) find("select, input:not([type=hidden])", details)?.focus();
  }, true);

  // A slow answer must not look like a button that did nothing.
  document.addEventListener("submit", (event) => {
    if (event.target.closest?.(".listing")) find(".listing").setAttribute("aria-busy", "true");
  });
  window.addEventListener("pageshow", () => { find(".listing")?.removeAttribute("aria-busy"); count(); });

  // --- keys -------------------------------------------------------------------------------

  const KEYS = "balss-single-keys"; // the same switch as on a review's page
  const single = () => localStorage.getItem(KEYS) !== "off";
  const current = () => document.activeElement?.closest?.(".queue > li");

  function help() {
    find("#single-keys").checked = single();
    find("#help").showModal();
  }

  function step(by) {
    const all = links();
    const here = all.findIndex((link) => link.closest("li") === current());
    const to = all[here < 0 ? 0 : here + by];
    if (to) to.focus();
    else find(by > 0 ? ".pages [rel=next]" : ".pages [rel=prev]")?.focus();
    to?.scrollIntoView({ block: "nearest" });
  }

  function choose() {
    const box = current() && find("[name=chosen]", current());
    if (!box) return;
    box.checked = !box.checked;
    count();
  }

  function open(id) {
    const panel = find(id);
    if (panel && boxes().some((box) => box.checked)) panel.open = true;
  }

  const press = (id) => { const button = find(id); if (button && !button.disabled) button.click(); };
  const keys = {
    j: () => step(1),
    k: () => step(-1),
    x: choose,
    a: () => press("#approve-several"),
    r: () => open("#reject-several"),
    c: () => open("#take-several"),
    u: () => press("#undo"),
    f: () => press("#narrow"),
    "/": () => find("#q").focus(),
    "?": help,
  };

  function leave(target) {
    const panel = target.closest?.("details[open]");
    if (panel) {
      panel.open = false;
      find("summary", panel).focus();
    } else if (target.id === "q") {
      target.blur();
    } else {
      for (const box of boxes()) box.checked = false;
      count();
    }
  }

  document.addEventListener("keydown", (event) => {
    if (find("dialog[open]")) return;
    if (event.key === "Escape") return leave(event.target);
    const field = event.target.closest?.("input:not([type=checkbox]), select, textarea");
    if (field || event.ctrlKey || event.metaKey || event.altKey || !single()) return;
    // On a Cyrillic keyboard the key is another letter; the place on the keyboard is the same.
    const place = event.code?.startsWith("Key") ? event.code.slice(3).toLowerCase() : "";
    const act = keys[event.key.toLowerCase()] || keys[place];
    if (!act) return;
    event.preventDefault();
    act(event);
  });

  // --- what only makes sense with a script ------------------------------------------------

  for (const id of ["#choose-all", "#show-help"]) { const button = find(id); if (button) button.hidden = false; }
  // On a phone the tabs are wider than the screen: the open one must be in sight.
  const open_tab = find(".tabs [aria-current]");
  if (open_tab) open_tab.parentElement.scrollLeft = open_tab.offsetLeft - open_tab.parentElement.offsetLeft;
  count();
})();
