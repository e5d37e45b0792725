import { useState } from "preact/hooks";
import type { Commitment } from "../api.ts";
import { today } from "../dates.ts";
import { apiPage, type Place } from "../router.ts";
import { Lines } from "./scroll.tsx";

/** Ways to point at this record as it stands, in texts, libraries of references and other pages. */
export function Cite({ commitment, place }: { commitment: Commitment; place: Place }) {
  const { slug, title, version, updatedAt } = commitment;
  const asOf = place.query.get("asOf") ?? new Date().toISOString();
  const link = `${location.origin}/commitments/${slug}?${new URLSearchParams({ asOf })}`;
  const year = updatedAt.slice(0, 4);
  const forms = [
    ["Link to what it says now, for ever", link],
    [
      "BibTeX",
      `@misc{servanda-${slug},\n  title = {${title.replace(/[{}\\]/g, "")}},\n  howpublished = {Servanda, version ${version}},\n  year = {${year}},\n  url = {${link}},\n  urldate = {${today()}}\n}`,
    ],
    [
      "CSL JSON",
      JSON.stringify(
        [
          {
            id: `servanda-${slug}`,
            type: "webpage",
            title,
            "container-title": "Servanda",
            version: String(version),
            URL: link,
            issued: { "date-parts": [[Number(year)]] },
            accessed: { "date-parts": [today().split("-").map(Number)] },
          },
        ],
        null,
        1,
      ),
    ],
    [
      "Put it on your page",
      `<iframe src="${location.origin}/embed/commitments/${slug}" title="${title.replaceAll('"', "&quot;")}" width="100%" height="320" loading="lazy"></iframe>`,
    ],
  ] as const;
  return (
    <details id="cite" class="part-details">
      <summary>
        <h2>Cite, share, embed</h2>
      </summary>
      {forms.map(([label, text]) => (
        <Copyable key={label} label={label} text={text} />
      ))}
      <p>
        For programs: <a href={apiPage(`/v1/commitments/${slug}`)}>this record in the API</a>
      </p>
    </details>
  );
}

export function Copyable({ label, text, level: Heading = "h3" }: { label: string; text: string; level?: "h2" | "h3" }) {
  const [isCopied, setCopied] = useState(false);
  return (
    <div class="copyable">
      <Heading>
        {label}
        <button
          type="button"
          onClick={() => {
            void navigator.clipboard?.writeText(text).then(() => setCopied(true));
          }}
        >
          {isCopied ? "Copied" : "Copy"}
        </button>
      </Heading>
      <Lines label={label}>{text}</Lines>
    </div>
  );
}
