// The desk's comforts: saving on the way out of a box, keys, hiding a selection, lit marks.
// Everything it does can be done without it; it only presses the page's own buttons.
"use strict";

(() => {
  const find = (selector, root = document) => root.querySelector(selector);
  const card = () => find("#card");
  const boxes = () => [...document.querySelectorAll("#card .edit textarea")];
  let sent = null; // what the boxes held when the request in flight was made
  let kept = null; // what was typed since then, to be put back into the new card
  let opened = []; // what was unfolded beside the review
  let waiting = null; // the id of a button pressed while a request was in flight
  let place = null; // the id of what the keyboard was at when the card was last swapped

  // --- saving -----------------------------------------------------------------------------

  // A box that was typed into earlier, and not saved then, is drawn with those words.
  const touched = (box) => box.value !== box.defaultValue || box.closest("li").matches(".unsaved");

  function save() {
    if (boxes().some(touched)) press(find("#save"));
  }

  function press(button) {
    if (!button || button.disabled) return;
    if (sent) waiting = button.id;
    else button.click(); // not requestSubmit: htmx learns from the click which button it was
  }

  document.addEventListener("focusout", (event) => {
    // A box that the swap takes out of the page loses the focus too; that is no leaving.
    if (kept || !event.target.matches?.("#card .edit textarea")) return;
    const to = event.relatedTarget;
    // A button posts the boxes itself; moving inside the same sentence is not leaving it.
    if (to?.matches("button, a") || (to && to.closest("li") === event.target.closest("li"))) return;
    save();
  });

  document.addEventListener("submit", (event) => {
    if (event.target.id !== "card" || !sent) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    waiting = event.submitter?.id || "save";
  }, true);

  // --- the card is swapped ----------------------------------------------------------------

  const posts = (event) => event.detail.requestConfig?.verb === "post" && event.detail.target?.id === "card";
  const seen = (box) => card().elements[box.id.replace(/^[a-z]+/, "seen")];
  const values = () => Object.fromEntries(boxes().map((box) => [box.id, box.value]));

  document.addEventListener("htmx:beforeRequest", (event) => {
    if (posts(event)) sent = values();
  });

  document.addEventListener("htmx:beforeSwap", (event) => {
    if (event.detail.target?.id !== "card" || !event.detail.shouldSwap) return;
    const before = sent || Object.fromEntries(boxes().map((box) => [box.id, box.defaultValue]));
    const focus = document.activeElement;
    if (focus?.id && card().contains(focus)) place = focus.id;
    kept = boxes()
      .filter((box) => box === focus || box.value !== before[box.id])
      .map((box) => ({
        id: box.id,
        text: box.value !== before[box.id] ? box.value : null,
        // A colleague's words that come with a poll or a refusal are not what this was typed over.
        seen: posts(event) && event.detail.xhr.status !== 409 ? null : seen(box).value,
        caret: box === focus ? [box.selectionStart, box.selectionEnd] : null,
      }));
    opened = [...document.querySelectorAll("#card aside details[id][open], #card .rendition[open]")].map((each) => each.id);
    if (event.detail.xhr.status >= 400) waiting = null;
  });

  document.addEventListener("htmx:afterSwap", (event) => {
    if (event.detail.target?.id !== "card") return;
    sent = null;
    for (const id of opened) document.getElementById(id)?.setAttribute("open", "");
    for (const { id, text, seen: over, caret } of kept || []) {
      const box = document.getElementById(id);
      if (!box) continue;
      if (text !== null) {
        box.value = text;
        if (over) seen(box).value = over;
      }
      box.closest("details").open = true;
      if (caret) {
        box.focus();
        box.setSelectionRange(...caret);
      }
    }
    kept = null;
    dress();
    if (event.detail.xhr.status >= 400) find("#card [role=alert]")?.scrollIntoView({ block: "nearest" });
  });

  // The place one is at by the keyboard outlasts every swap, also two close upon one another.
  const stay = () => {
    const lost = !document.activeElement || document.activeElement === document.body;
    if (place && lost) document.getElementById(place)?.focus({ preventScroll: true });
  };
  document.addEventListener("htmx:afterSwap", stay);
  document.addEventListener("htmx:afterSettle", stay);
  document.addEventListener("pointerdown", () => { place = null; });
  document.addEventListener("keydown", (event) => { if (event.key === "Escape") place = null; });

  // Only now does htmx know the new card: pressed earlier, its buttons would leave the page.
  document.addEventListener("htmx:afterSettle", () => {
    const next = !sent && waiting && document.getElementById(waiting);
    if (!next) return;
    waiting = null;
    press(next);
  });

  function unsent() {
    sent = waiting = null;
    const note = document.createElement("p");
    note.className = "notice error";
    note.textContent = card()?.dataset.offline || "";
    find("#flashes").replaceChildren(note);
  }
  document.addEventListener("htmx:sendError", (event) => { if (posts(event)) unsent(); });
  document.addEventListener("htmx:responseError", (event) => { if (posts(event)) unsent(); });

  // --- marks light each other -------------------------------------------------------------

  function light(event) {
    const group = event.target.closest?.("[data-group]")?.dataset.group;
    for (const mark of document.querySelectorAll("mark.lit")) mark.classList.remove("lit");
    if (!group || event.type === "focusout" || event.type === "mouseout") return;
    for (const mark of document.querySelectorAll(`mark[data-group="${CSS.escape(group)}"]`)) mark.classList.add("lit");
  }
  for (const type of ["mouseover", "mouseout", "focusin", "focusout"]) document.addEventListener(type, light);

  // --- going from sentence to sentence ----------------------------------------------------

  const sentences = () => [...document.querySelectorAll("#pairs > li")];
  const current = () => document.activeElement?.closest?.("#pairs > li");

  function step(by) {
    const all = sentences();
    const here = all.indexOf(current());
    const to = all[here < 0 ? (by > 0 ? 0 : all.length - 1) : Math.min(all.length - 1, Math.max(0, here + by))];
    to?.focus();
    to?.scrollIntoView({ block: "nearest" });
  }

  // --- going from mark to mark --------------------------------------------------------------

  const openRows = () => [...document.querySelectorAll(".findings > li[data-group]")];
  const row = () => document.activeElement?.closest?.(".findings > li");

  // The row of the mark that is focused, or of the first mark of the sentence one is on.
  function ruled() {
    const group = row()?.dataset.group || current()?.querySelector("mark[data-group]")?.dataset.group;
    return group ? openRows().find((each) => each.dataset.group === group) : null;
  }

  function mark(by) {
    const all = openRows();
    const here = all.indexOf(row());
    const to = all[here < 0 ? (by > 0 ? 0 : all.length - 1) : Math.min(all.length - 1, Math.max(0, here + by))];
    to?.focus();
    to?.scrollIntoView({ block: "nearest" });
  }

  // Restyle: the next way of wording what stands in the mark's place; a mark ruled on is opened first.
  function restyle() {
    const here = ruled();
    const choices = here && find("select", here);
    if (!choices) return press(here && find("[id^=reopen-]", here));
    choices.selectedIndex = (choices.selectedIndex + 1) % choices.options.length;
    here.focus();
    choices.dispatchEvent(new Event("change", { bubbles: true }));
    find("[data-chosen]", here).textContent = choices.selectedOptions[0].textContent;
  }
  const rule = (prefix) => () => { const here = ruled(); press(here && find(`[id^=${prefix}-]`, here)); };

  // --- editing in place -------------------------------------------------------------------

  function edit(item) {
    const details = item && find(".edit", item);
    if (!details) return;
    details.open = true;
    find("textarea", details).focus();
  }

  document.addEventListener("click", (event) => {
    const text = event.target.closest?.("[data-side=translation]");
    if (text && getSelection().isCollapsed) edit(text.closest("li"));
    const panel = event.target.closest?.(".panel-up");
    for (const each of document.querySelectorAll(".panel-up[open]")) if (each !== panel) each.open = false;
    if (event.target.closest?.("#show-help")) help();
  });

  document.addEventListener("toggle", (event) => {
    const details = event.target;
    if (!details.open) return;
    if (details.matches?.(".panel-up")) find("input:checked, input, select, textarea", details)?.focus();
    else if (details.matches?.(".edit") && details.contains(document.activeElement)) find("textarea", details).focus();
  }, true);

  // --- hiding a selection -----------------------------------------------------------------

  const points = (text) => [...text].length; // code points; JavaScript counts UTF-16 units

  function selected() {
    const chosen = getSelection();
    if (!chosen.rangeCount || chosen.isCollapsed) return null;
    const range = chosen.getRangeAt(0);
    const side = (node) => (node.nodeType === 1 ? node : node.parentElement)?.closest("[data-side]");
    const text = side(range.startContainer);
    if (!text || text !== side(range.endContainer)) return null;
    const before = document.createRange();
    before.setStart(text, 0);
    before.setEnd(range.startContainer, range.startOffset);
    const words = range.toString();
    if (!words.trim()) return null;
    const start = points(before.toString()) + points(words) - points(words.trimStart());
    return { segment: text.closest("li").dataset.segment, side: text.dataset.side, target: text.dataset.target || "", start, end: start + points(words.trim()) };
  }

  document.addEventListener("selectionchange", () => {
    const button = find("#hide-selection");
    if (!button) return;
    const found = selected();
    // The choice of kind takes the focus without dropping what was selected before.
    if (!found && document.activeElement?.name === "kind") return;
    button.disabled = button.hidden = find("#selection-kind").hidden = !found;
    for (const [name, value] of Object.entries(found || {})) card().elements[name].value = value;
  });
  // Pressing the button must not drop the selection it is about.
  document.addEventListener("mousedown", (event) => { if (event.target.closest?.("#hide-selection")) event.preventDefault(); });

  // --- keys -------------------------------------------------------------------------------

  function help() {
    find("#single-keys").checked = single();
    find("#help").showModal();
  }
  const open = (id) => { const panel = find(id); if (panel) panel.open = true; };
  const follow = (id) => find(id)?.click();
  function language() {
    const here = current();
    open("#language");
    if (here) find("#sentence").value = here.dataset.segment;
  }

  const keys = {
    a: () => press(find("#approve")),
    n: () => press(find("#anonymise")),
    h: () => press(find("#hide-selection")),
    g: () => press(current() && find("[id^=right-]", current())),
    r: () => open(find("#reject") ? "#reject" : "#reopen"),
    l: language,
    q: () => open("#ask"),
    e: () => edit(current() || find("#pairs > li")),
    s: (event) => step(event.shiftKey ? -1 : 1),
    m: (event) => mark(event.shiftKey ? -1 : 1),
    w: restyle,
    x: rule("hide"),
    c: rule("keep"),
    v: rule("remember"),
    j: () => follow("#next"),
    k: () => follow("#previous"),
    "?": help,
  };
  for (const digit of "1234") keys[digit] = () => press(current() && find(`[data-key="${digit}"]`, current()));

  // Whoever speaks to the computer, or types by accident, can switch the single keys off.
  const KEYS = "balss-single-keys";
  const single = () => localStorage.getItem(KEYS) !== "off";
  document.addEventListener("change", (event) => {
    if (event.target.id === "single-keys") localStorage.setItem(KEYS, event.target.checked ? "on" : "off");
  });

  // A closed dialog's box keeps the focus until the next frame is drawn; nobody types into it.
  const shown = (field) => (field?.checkVisibility() ? field : null);

  document.addEventListener("keydown", (event) => {
    const field = shown(event.target.closest?.("input, select, textarea"));
    if (event.key === "Escape") return leave(event.target, field);
    if ((event.ctrlKey || event.metaKey) && event.key === "Enter" && field?.matches(".edit textarea")) {
      event.preventDefault();
      return save();
    }
    if (field || event.ctrlKey || event.metaKey || event.altKey || !card() || find("dialog[open]") || !single()) return;
    const act = keys[event.key.toLowerCase()] || keys[letter(event.code)];
    if (!act) return;
    event.preventDefault();
    act(event);
  });

  // On a Cyrillic keyboard the key is another letter; the place on the keyboard is the same.
  const letter = (code) => (code?.startsWith("Key") ? code.slice(3).toLowerCase() : "");

  function leave(target, field) {
    const panel = target.closest?.("details[open]");
    if (!panel) return;
    field?.blur();
    panel.open = false;
    find("summary", panel).focus();
  }

  // --- what only makes sense with a script -------------------------------------------------

  function dress() {
    const button = find("#show-help");
    if (button) button.hidden = false;
  }
  dress();
  document.addEventListener("balss:card", dress);
})();
