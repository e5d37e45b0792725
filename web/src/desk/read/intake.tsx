import { useState } from "preact/hooks";
import { dateWords } from "../../dates.ts";
import { Empty, Part } from "../../parts/state.tsx";
import { keepDraft, readDraft } from "../drafts.ts";
import { servanda } from "../session.ts";
import { useLoaded } from "../use-loaded.ts";
import type { Document } from "./document.ts";
import { documentOf, htmlDocument, looksLikeHtml, plainDocument } from "./file-text.ts";
import { SourceForm } from "./source-form.tsx";

const draftName = "document";

/** The way in of a text: pasted, dropped or chosen; what it is a text of is said once, before it is read. */
export function Intake() {
  const [document, setDocument] = useState<Document | null>(() => readDraft<Document>(draftName));
  const [fault, setFault] = useState<string | null>(null);
  const [isReading, setReading] = useState(false);
  const take = (next: Document | null) => {
    const isKept = keepDraft(draftName, next);
    setFault(isKept ? null : "This text is too long to be kept through a reload: file it before you leave this page.");
    setDocument(next);
  };
  const read = (reading: Promise<Document>) => {
    setReading(true);
    reading.then(take, (error: Error) => setFault(error.message)).finally(() => setReading(false));
  };
  const dropped = (event: DragEvent) => {
    event.preventDefault();
    const file = event.dataTransfer?.files[0];
    if (file) read(documentOf(file));
  };
  if (document) return <SourceForm document={document} notice={fault} onDone={() => take(null)} />;
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: a place to drop files; the button below does the same
    <div class="intake" onDragOver={(event) => event.preventDefault()} onDrop={dropped} aria-busy={isReading}>
      <p class="lead-text">
        Paste a text, or drop a file anywhere here. What smells of a promise is tinted in it; a key takes it, its form
        is filled, and its words are kept with their place.
      </p>
      <PasteForm onText={(text) => (looksLikeHtml(text) ? read(htmlDocument(text)) : take(plainDocument(text)))} />
      <p class="or">
        <label>
          Or a file: text, web page or PDF{" "}
          <input
            type="file"
            accept=".txt,.md,.html,.htm,.xhtml,.pdf,text/plain,text/html,application/pdf"
            onChange={(event) => {
              const file = event.currentTarget.files?.[0];
              if (file) read(documentOf(file));
            }}
          />
        </label>
      </p>
      {isReading && <p role="status">Reading the file</p>}
      {fault && (
        <p class="trouble" role="alert">
          {fault}
        </p>
      )}
      <Lately />
    </div>
  );
}

function PasteForm({ onText }: { onText: (text: string) => void }) {
  const [text, setText] = useState(() => readDraft<string>("paste") ?? "");
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        keepDraft("paste", null);
        onText(text);
      }}
    >
      <label class="paste">
        The text
        <textarea
          dir="auto"
          rows={10}
          required
          spellcheck={false}
          value={text}
          onInput={(event) => {
            setText(event.currentTarget.value);
            keepDraft("paste", event.currentTarget.value);
          }}
        />
      </label>
      <button type="submit" class="main-action">
        Read it
      </button>
    </form>
  );
}

/** Texts that are on record and can be read on. */
function Lately() {
  const sources = useLoaded("sources", (signal) =>
    servanda.get("/v1/sources", { query: { sort: ["-updatedAt"], limit: 8 }, signal }),
  );
  return (
    <section>
      <h2>Read on</h2>
      <Part answered={sources} rows={4}>
        {({ data }) =>
          data.length === 0 ? (
            <Empty>No source is on record yet. The first text that you read becomes one.</Empty>
          ) : (
            <ul class="plain entries">
              {data.map(({ id, slug, title, publishedOn }) => (
                <li key={id}>
                  <span class="when">{dateWords(publishedOn)}</span>
                  <a href={`/desk/read?source=${slug}`} dir="auto">
                    {title}
                  </a>
                </li>
              ))}
            </ul>
          )
        }
      </Part>
    </section>
  );
}
