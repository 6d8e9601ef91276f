// <balss-reviews site="…">: a site's approved reviews. No cookies, no third party, nothing to install.
// Every text is put in as text, never as markup; what the element held stays where the feed fails.
(() => {
  "use strict";
  const WORDS = "{words}";
  const sheet = new CSSStyleSheet();
  sheet.replaceSync("{css}");
  const script = document.currentScript;
  const DESK = script && script.src ? new URL("..", script.src).href : "";
  const GONE = [401, 403, 404, 410]; // the feed has been closed, so nothing of it may stay
  const calm = matchMedia("(prefers-reduced-motion: reduce)");

  // Make an element; attributes that are null are left out, strings become text.
  function h(tag, attributes, ...children) {
    const made = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) {
      if (value != null) made.setAttribute(name, value);
    }
    made.append(...children.filter((each) => each != null));
    return made;
  }

  // An element that pages may style as ::part(name).
  const p = (tag, name, attributes, ...children) =>
    h(tag, { class: name, part: name, ...attributes }, ...children);

  const fill = (sentence, values) => sentence.replace(/{(\w+)}/g, (_, name) => values[name]);

  function languageName(tag, locale, words) {
    if (tag === "mixed") return words.mixed;
    try {
      return new Intl.DisplayNames(locale, { type: "language" }).of(tag);
    } catch {
      return tag;
    }
  }

  function day(written, locale) {
    if (written.length !== 10) return written;
    const zone = { dateStyle: "long", timeZone: "UTC" };
    const told = new Intl.DateTimeFormat(locale === "en" ? "en-GB" : locale, zone).format(new Date(written));
    return told.replace(/\s/g, " "); // browsers differ in which space they put
  }

  function stars(tag, full, said, words) {
    const label = fill(words.stars, { n: said });
    return p(tag, "stars", { role: "img", "aria-label": label }, "★".repeat(full) + "☆".repeat(5 - full));
  }

  // How the text came to be and how its author was checked.
  function note(about, locale, words) {
    const said = [];
    const way = about.translation === "machine" && about.reviewed_by_person ? "checked" : about.translation;
    if (["machine", "checked", "post_edited", "human"].includes(way)) {
      const language = languageName(about.source_language, locale, words);
      said.push(words[way], fill(words.from, { language }));
    }
    if (about.redacted) said.push(words.redacted);
    if (["purchase", "invitation"].includes(about.verification)) said.push(words[about.verification]);
    return said.length ? p("p", "note", {}, said.join(" ")) : null;
  }

  function original(item, about, words) {
    const found = about.original;
    if (!found || found.text === item.content_text) return null;
    return p("details", "original", {},
      p("summary", "toggle", {}, h("span", { class: "show" }, words.show), h("span", { class: "hide" }, words.hide)),
      p("blockquote", "text", { lang: found.language, dir: "auto" }, found.text));
  }

  function entry(item, place, view) {
    const about = item._balss || {};
    const { words, locale } = view;
    const date = about.written_on || item.date_published.slice(0, 10);
    const author = (item.authors || []).map((each) => each.name).join(", ") || words.anonymous;
    const slide = view.layout === "carousel" && {
      tabindex: 0, role: "group", "aria-roledescription": words.slide,
      "aria-label": fill(words.place, { n: place + 1, all: view.count }),
    };
    return p(slide ? "div" : "li", "item", { "data-id": item.id, ...slide },
      about.rating ? stars("p", about.rating, about.rating, words) : null,
      p("blockquote", "text", { lang: item.language, dir: "auto" }, item.content_text),
      p("p", "by", {}, p("span", "author", {}, author), p("time", "date", { datetime: date }, day(date, locale))),
      note(about, locale, words),
      original(item, about, words));
  }

  function link(feed, view) {
    const address = (feed._balss || {}).authenticity;
    if (!/^https?:/.test(address)) return null;
    return h("a", { href: `${address}?language=${view.locale}`, target: "_top" }, view.words.authenticity);
  }

  function badge(feed, view) {
    const { words } = view;
    const rated = feed.items.map((each) => (each._balss || {}).rating).filter(Boolean);
    const shown = rated.length || view.count;
    const sum = rated.reduce((left, right) => left + right, 0);
    const tenths = Math.floor((sum * 20 + shown) / (2 * shown));
    const average = Math.floor(tenths / 10) + words.decimal + (tenths % 10);
    return p("p", "badge", {},
      sum ? stars("span", Math.round(tenths / 10), average, words) : null,
      sum ? h("strong", { "aria-hidden": "true" }, average) : null,
      h("span", {}, fill(feed.next_url ? words.latest : words.count, { n: shown })),
      link(feed, view));
  }

  function controls(view) {
    const { words } = view;
    const press = (name, sign) => p("button", name, { type: "button", "aria-label": words[name] }, sign);
    return p("div", "controls", {},
      view.rotates ? press("pause", "⏸") : null, press("previous", "‹"), press("next", "›"),
      p("span", "place", { "aria-hidden": "true" }, `1 / ${view.count}`));
  }

  function footer(feed, view) {
    const unchecked = feed.items.some((each) => !["purchase", "invitation"].includes((each._balss || {}).verification));
    const said = [unchecked ? `${view.words.unchecked} ` : null, link(feed, view)];
    return said.some(Boolean) ? p("p", "foot", {}, ...said) : null;
  }

  // Draw a feed: the same markup as the desk's own, so that what it drew need not be drawn anew.
  function draw(feed, view) {
    const { words, layout } = view;
    const carousel = layout === "carousel";
    const parts = [];
    if (!view.count) parts.push(p("p", "none", {}, words.none));
    else if (layout === "badge") parts.push(badge(feed, view));
    else {
      const kind = carousel ? { "aria-live": "polite" } : { role: "list", tabindex: 0, "aria-label": view.label };
      const items = feed.items.map((item, place) => entry(item, place, view));
      if (carousel) parts.push(controls(view));
      parts.push(p(carousel ? "div" : "ul", "entries", kind, ...items), footer(feed, view));
    }
    return h("section", {
      class: `balss ${layout}`, part: "reviews", lang: view.locale, "aria-label": view.label,
      "aria-roledescription": carousel ? words.carousel : null,
    }, ...parts.filter(Boolean));
  }

  class BalssReviews extends HTMLElement {
    static observedAttributes = ["site", "desk", "layout", "lang", "limit", "label", "autoplay", "refresh"];
    #root; #drawn; #url; #due; #asking; #timers = []; #at = 0; #paused = calm.matches;

    constructor() {
      super();
      this.#root = this.shadowRoot || this.attachShadow({ mode: "open" });
      this.#root.adoptedStyleSheets = [sheet];
      const section = this.#root.querySelector("section"); // drawn by the desk
      if (section) this.#root.replaceChildren(section);
      else this.#root.replaceChildren(h("slot", {}));
      this.#drawn = section && section.outerHTML;
      this.#root.addEventListener("click", (event) => this.#press(event.target.closest("button")));
      this.#root.addEventListener("keydown", (event) => this.#key(event));
      this.#root.addEventListener("scroll", () => this.#scrolled(), { capture: true, passive: true });
      for (const name of ["pointerenter", "pointerleave", "focusin", "focusout"]) {
        this.addEventListener(name, () => this.#live());
      }
    }

    connectedCallback() {
      document.addEventListener("visibilitychange", this);
      this.#set();
      this.#soon();
    }

    disconnectedCallback() {
      document.removeEventListener("visibilitychange", this);
      this.#timers.forEach(clearInterval);
      this.#asking?.abort();
    }

    attributeChangedCallback() {
      if (this.isConnected) this.#soon();
    }

    handleEvent() {
      if (!document.hidden) this.#soon();
    }

    // Ask the desk again: `await element.pull()`.
    async pull() {
      const view = this.#view();
      const query = new URLSearchParams({ language: this.lang || view.locale, limit: view.limit });
      const url = `${view.desk}/feeds/${encodeURIComponent(this.getAttribute("site"))}.json?${query}`;
      const moved = this.#url && this.#url !== url;
      this.#url = url;
      this.#asking?.abort();
      const asking = this.#asking = new AbortController();
      let gone = false;
      try {
        const answer = await fetch(url, { cache: "no-cache", credentials: "omit", referrerPolicy: "no-referrer", signal: asking.signal });
        gone = GONE.includes(answer.status);
        if (!answer.ok) throw new Error(answer.status);
        const feed = await answer.json();
        this.#show(draw(feed, { ...view, count: feed.items.length }));
        this.dataset.state = "shown";
      } catch {
        if (asking.signal.aborted) return;
        if (gone || moved) this.#fallBack();
        this.dataset.state = "failed";
      }
    }

    #view() {
      const tag = (this.closest("[lang]") || document.documentElement).lang.toLowerCase().split("-")[0];
      const locale = WORDS[tag] ? tag : "en";
      const words = WORDS[locale];
      const layout = ["carousel", "badge"].find((each) => each === this.getAttribute("layout")) || "list";
      return {
        locale, words, layout,
        desk: (this.getAttribute("desk") || DESK).replace(/\/+$/, ""),
        limit: this.getAttribute("limit") || (layout === "badge" ? 100 : 20),
        label: this.getAttribute("label") || words.title,
        rotates: this.hasAttribute("autoplay"),
      };
    }

    #soon() {
      if (this.#due) return; // several attributes are often set at once
      this.#due = true;
      queueMicrotask(() => {
        this.#due = false;
        this.#tick();
        this.pull();
      });
    }

    #show(fresh) {
      const html = fresh.outerHTML;
      if (html === this.#drawn) return;
      const old = this.#root.firstChild;
      for (const each of old.querySelectorAll("[data-id]:has([open])")) {
        const same = fresh.querySelector(`[data-id="${CSS.escape(each.dataset.id)}"] details`);
        if (same) same.open = true;
      }
      const top = old.querySelector(".entries")?.scrollTop;
      const focused = this.#root.activeElement;
      this.#root.replaceChildren(fresh);
      this.#drawn = html;
      if (top) fresh.querySelector(".entries").scrollTop = top;
      if (focused) fresh.querySelector(focused.className ? `.${focused.className}` : "a")?.focus();
      this.#set();
    }

    #fallBack() {
      this.#root.replaceChildren(h("slot", {}));
      this.#drawn = null;
    }

    // What follows is the carousel, by the WAI-ARIA pattern.
    #slides() {
      return [...this.#root.querySelectorAll(".carousel .item")];
    }

    #set() {
      this.#go(Math.min(this.#at, this.#slides().length - 1), "instant");
      this.#live();
    }

    // Show a slide; without a `behavior` the track is there already.
    #go(to, behavior) {
      const slides = this.#slides();
      if (!slides.length) return;
      this.#at = (to + slides.length) % slides.length;
      slides.forEach((each, place) => { each.inert = place !== this.#at; });
      this.#root.querySelector(".place").textContent = `${this.#at + 1} / ${slides.length}`;
      const track = slides[0].parentNode;
      if (behavior) track.scrollTo({ left: slides[this.#at].offsetLeft - slides[0].offsetLeft, behavior });
    }

    #scrolled() {
      const slides = this.#slides();
      if (!slides.length) return;
      clearTimeout(this.#timers[2]);
      this.#timers[2] = setTimeout(() => {
        const track = slides[0].parentNode;
        const at = Math.round(track.scrollLeft / track.clientWidth);
        if (at !== this.#at && slides[at]) this.#go(at);
      }, 150);
    }

    #press(button) {
      if (!button) return;
      if (button.className === "pause") {
        this.#paused = !this.#paused;
        this.#live();
      } else this.#go(this.#at + (button.className === "next" ? 1 : -1), "auto");
    }

    #key(event) {
      const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
      if (!step || !event.target.matches(".carousel .item")) return;
      event.preventDefault();
      this.#go(this.#at + step, "auto");
      this.#slides()[this.#at].focus({ preventScroll: true });
    }

    get #moving() {
      return this.hasAttribute("autoplay") && !this.#paused && !document.hidden && !this.matches(":hover, :focus-within");
    }

    #live() {
      this.#root.querySelector(".carousel .entries")?.setAttribute("aria-live", this.#moving ? "off" : "polite");
      const button = this.#root.querySelector("button.pause");
      if (!button) return;
      const { words } = this.#view();
      button.setAttribute("aria-label", this.#paused ? words.play : words.pause);
      button.textContent = this.#paused ? "▶" : "⏸";
    }

    #tick() {
      this.#timers.forEach(clearInterval);
      const seconds = (name, least) => Math.max(least, Number(this.getAttribute(name)) || 7) * 1000;
      if (this.hasAttribute("autoplay")) {
        this.#timers[0] = setInterval(() => this.#moving && this.#go(this.#at + 1, "auto"), seconds("autoplay", 5));
      }
      if (this.hasAttribute("refresh")) {
        this.#timers[1] = setInterval(() => document.hidden || this.pull(), seconds("refresh", 5));
      }
    }
  }

  if (!customElements.get("balss-reviews")) customElements.define("balss-reviews", BalssReviews);
})();
