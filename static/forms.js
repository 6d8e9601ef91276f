// A page with a form for each thing that is saved: sending one asks first, in the browser's own
// words, where something typed into another would be lost. Without it, each saves as ever.
"use strict";

(() => {
  let sent = null;

  function changed(field) {
    if (field.type === "checkbox" || field.type === "radio") return field.checked !== field.defaultChecked;
    if (!field.options) return field.value !== field.defaultValue;
    const first = [...field.options].findIndex((each) => each.defaultSelected);
    return field.selectedIndex !== Math.max(first, 0);
  }

  const typed = (form) => [...form.elements].some((field) => field.matches("input:not([type=hidden]), select, textarea") && changed(field));

  document.addEventListener("submit", (event) => { sent = event.target; });
  window.addEventListener("beforeunload", (event) => {
    const others = [...document.querySelectorAll("main form")].filter((form) => form !== sent);
    sent = null; // whoever stays may send another
    if (others.some(typed)) event.preventDefault();
  });
})();
