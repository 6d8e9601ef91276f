// A site's approved reviews, ready to be drawn. Knows nothing of React: any server can use it.

const WAYS = {
  machine: "Machine translation.",
  checked: "Machine translation, checked by a person.",
  post_edited: "Machine translation, corrected by a person.",
  human: "Translated by a person.",
};
const CHECKS = {
  purchase: "Purchase or visit checked.",
  invitation: "Written by invitation.",
};

/**
 * Fetch the newest reviews. Gives [] where the feed has none or cannot be had just now.
 *
 * `desk` is the address of Balss, `site` the site's short name there. Next.js keeps the answer
 * for `seconds`; that is how long a removed review may stay.
 */
export async function fetchReviews({ desk, site, language = "en", limit = 20, seconds = 60 }) {
  const url = new URL(`${desk}/feeds/${encodeURIComponent(site)}.json`);
  url.search = new URLSearchParams({ language, limit: String(limit) });
  try {
    const answer = await fetch(url, { next: { revalidate: seconds } });
    if (!answer.ok) return [];
    const feed = await answer.json();
    return feed.items.map(review);
  } catch {
    return [];
  }
}

function review(item) {
  const about = item._balss;
  const way = about.translation === "machine" && about.reviewed_by_person ? "checked" : about.translation;
  const said = [
    WAYS[way],
    about.redacted && "Personal details are left out.",
    CHECKS[about.verification] || "It has not been checked whether the author is a customer.",
  ];
  return {
    id: item.id,
    text: item.content_text,
    language: item.language,
    author: item.authors?.map((each) => each.name).join(", ") || "Anonymous",
    date: about.written_on || item.date_published.slice(0, 10),
    rating: about.rating ?? null,
    note: said.filter(Boolean).join(" "), // the law asks for it: AI Act, art. 50
    original: about.original ?? null,
  };
}
