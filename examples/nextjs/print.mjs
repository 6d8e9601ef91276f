// The same reviews on a terminal: node print.mjs https://desk.example main en
import { fetchReviews } from "./lib/reviews.mjs";

const [desk, site, language] = process.argv.slice(2);
for (const each of await fetchReviews({ desk, site, language })) {
  console.log(`${"★".repeat(each.rating ?? 0)} ${each.text}`.trim());
  console.log(`  ${each.author}, ${each.date}. ${each.note}`);
  if (each.original) console.log(`  (${each.original.language}) ${each.original.text}`);
}
