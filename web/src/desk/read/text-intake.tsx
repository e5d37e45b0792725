import { useState } from "preact/hooks";
import { keepDraft, readDraft } from "../drafts.ts";
import type { Document } from "./document.ts";
import { documentOf, htmlDocument, looksLikeHtml, plainDocument } from "./file-text.ts";

/** A field that holds so many characters takes seconds for each more: they are read at once, as a file is. */
const longPaste = 200_000;

/** Takes a text: pasted, dropped or chosen. `draft`: under which name what is pasted is kept meanwhile. */
export function TextIntake({ draft, onDocument }: { draft: string; onDocument: (document: Document) => void }) {
  const [text, setText] = useState(() => readDraft<string>(draft) ?? "");
  const [fault, setFault] = useState<string | null>(null);
  const [isReading, setReading] = useState(false);
  const read = (reading: Promise<Document>) => {
    setReading(true);
    setFault(null);
    reading
      .then(
        (document) => {
          keepDraft(draft, null);
          onDocument(document);
        },
        (error: Error) => setFault(error.message),
      )
      .finally(() => setReading(false));
  };
  const readText = (given: string) =>
    read(looksLikeHtml(given) ? htmlDocument(given) : Promise.resolve(plainDocument(given)));
  const readFile = (files: FileList | null | undefined) => {
    if (files?.[0]) read(documentOf(files[0]));
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: a place to drop files; the button below does the same
    <div
      class="intake"
      aria-busy={isReading}
      onDragOver={(event) => event.preventDefault()}
      onDrop={(event) => {
        event.preventDefault();
        readFile(event.dataTransfer?.files);
      }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          readText(text);
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
            onPaste={(event) => {
              const pasted = event.clipboardData?.getData("text/plain") ?? "";
              if (text !== "" || pasted.length < longPaste) return;
              event.preventDefault();
              readText(pasted);
            }}
            onInput={(event) => {
              setText(event.currentTarget.value);
              keepDraft(draft, event.currentTarget.value);
            }}
          />
        </label>
        <button type="submit" class="main-action">
          Read it
        </button>
      </form>
      <p class="or">
        <label>
          Or a file: text, web page or PDF{" "}
          <input
            type="file"
            accept=".txt,.md,.html,.htm,.xhtml,.pdf,text/plain,text/html,application/pdf"
            onChange={(event) => readFile(event.currentTarget.files)}
          />
        </label>
      </p>
      {isReading && <p role="status">Reading the text</p>}
      {fault && (
        <p class="trouble" role="alert">
          {fault}
        </p>
      )}
    </div>
  );
}
