import { fetchReviews } from "../lib/reviews.mjs";

const DESK = process.env.BALSS_DESK ?? "https://desk.example";
const SITE = process.env.BALSS_SITE ?? "main";

// A server component: the visitors' browsers never talk to the desk. React escapes every text.
export default async function Page() {
  const reviews = await fetchReviews({ desk: DESK, site: SITE });
  return (
    <main>
      <h1>What our patients say</h1>
      <ul>{reviews.map((each) => <Review key={each.id} {...each} />)}</ul>
    </main>
  );
}

function Review({ text, language, author, date, rating, note, original }) {
  return (
    <li>
      {rating && <p role="img" aria-label={`${rating} out of 5 stars`}>{"★".repeat(rating)}</p>}
      <blockquote lang={language}>{text}</blockquote>
      <p>{author}, <time dateTime={date}>{date}</time></p>
      <p><small>{note}</small></p>
      {original && (
        <details>
          <summary>Show original</summary>
          <blockquote lang={original.language}>{original.text}</blockquote>
        </details>
      )}
    </li>
  );
}
