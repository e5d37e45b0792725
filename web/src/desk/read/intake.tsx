import { useState } from "preact/hooks";
import type { Source } from "../../api.ts";
import { dateWords } from "../../dates.ts";
import { Empty, Part } from "../../parts/state.tsx";
import { keepDraft, readDraft } from "../drafts.ts";
import { servanda } from "../session.ts";
import { useLoaded } from "../use-loaded.ts";
import type { Document } from "./document.ts";
import { SourceForm } from "./source-form.tsx";
import { TextIntake } from "./text-intake.tsx";

const draftName = "document";

/** The way in of a text that is new here: what it is a text of is said once, before it is read. */
export function Intake() {
  const [document, setDocument] = useState<Document | null>(() => readDraft<Document>(draftName));
  const [notice, setNotice] = useState<string | null>(null);
  const take = (next: Document | null) => {
    const isKept = keepDraft(draftName, next);
    setNotice(isKept ? null : "This text is too long to be kept through a reload: file it before you leave this page.");
    setDocument(next);
  };
  if (document) return <SourceForm document={document} notice={notice} onDone={() => take(null)} />;
  return (
    <>
      <p class="lead-text">
        Paste a text, or drop a file anywhere here. What smells of a promise is tinted in it; a key takes it, its form
        is filled, and its words are kept with their place.
      </p>
      <TextIntake draft="paste" onDocument={take} />
      <Lately />
    </>
  );
}

/** The newest sources, and which of them have a text: those come first. */
async function lately(signal: AbortSignal) {
  const { data } = await servanda.get("/v1/sources", { query: { sort: ["-updatedAt"], limit: 8 }, signal });
  const ofText = async (source: Source) => {
    const asked = { path: { id: source.id }, query: { limit: 20 }, signal };
    const snapshots = await servanda.get("/v1/sources/{id}/snapshots", asked);
    return { ...source, hasText: snapshots.data.some(({ hasText }) => hasText) };
  };
  const sources = await Promise.all(data.map(ofText));
  return sources.toSorted((a, b) => Number(b.hasText) - Number(a.hasText));
}

/** Texts that are on record and can be read on. */
function Lately() {
  const sources = useLoaded("sources", lately);
  return (
    <section>
      <h2>Read on</h2>
      <Part answered={sources} rows={4}>
        {(found) =>
          found.length === 0 ? (
            <Empty>No source is on record yet. The first text that you read becomes one.</Empty>
          ) : (
            <ul class="plain entries">
              {found.map(({ id, slug, title, publishedOn, hasText }) => (
                <li key={id}>
                  <span class="when">{dateWords(publishedOn)}</span>
                  <span>
                    <a href={`/desk/read?source=${slug}`} dir="auto">
                      {title}
                    </a>
                    {!hasText && <small class="soft"> no text yet</small>}
                  </span>
                </li>
              ))}
            </ul>
          )
        }
      </Part>
    </section>
  );
}
