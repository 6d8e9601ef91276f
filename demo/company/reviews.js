// Pulls the feed and shows each review. Texts are set as text, never as markup.
"use strict";

const NAMES = { ru: "Russian", lv: "Latvian", en: "English", mixed: "several languages" };
const list = document.getElementById("reviews");
const state = document.getElementById("state");
const template = document.getElementById("review");

function language(tag) {
  return NAMES[tag] || NAMES[tag.split("-")[0]] || tag;
}

function mark(about) {
  const from = `from ${language(about.source_language)}`;
  const ways = {
    machine: `Translated ${from} by machine, checked by a person`,
    post_edited: `Translated ${from} by machine, corrected by a person`,
    human: `Translated ${from} by a person`,
  };
  const said = ways[about.translation] || "In the author's own words";
  return about.redacted ? `${said}; personal details left out` : said;
}

function card(item) {
  const about = item._balss || {};
  const copy = template.content.cloneNode(true);
  const put = (selector, text) => { copy.querySelector(selector).textContent = text; };
  put(".stars", about.rating ? "★".repeat(about.rating) + "☆".repeat(5 - about.rating) : "");
  put("blockquote", item.content_text);
  copy.querySelector("blockquote").lang = item.language;
  put(".author", item.authors ? item.authors.map((each) => each.name).join(", ") : "A patient");
  put(".mark", mark(about));
  if (about.original && about.original.text !== item.content_text) {
    put(".original", about.original.text);
    copy.querySelector(".original").lang = about.original.language;
  } else {
    copy.querySelector("details").remove();
  }
  return copy;
}

async function show() {
  try {
    const answer = await fetch(list.dataset.feed);
    if (!answer.ok) throw new Error(String(answer.status));
    const feed = await answer.json();
    list.replaceChildren(...feed.items.map(card));
    state.textContent = feed.items.length
      ? `${feed.items.length} reviews`
      : "No review is published yet. Approve one in Balss, and it appears here.";
  } catch {
    state.textContent = "The reviews cannot be reached just now.";
  }
}

show();
setInterval(show, 10000);
