import { useCodes } from "../../codes.ts";
import { DateField } from "../fields/date.tsx";
import { CodeSelect, Field, TextInput } from "../fields/field.tsx";
import { firstLine } from "../read/document.ts";
import { htmlDocument, looksLikeHtml } from "../read/file-text.ts";
import { servanda } from "../session.ts";
import { useLoaded } from "../use-loaded.ts";
import { useSettled } from "../use-settled.ts";
import type { EventDraft } from "./event-draft.ts";

const pauseMs = 300;

/** What it rests on: a source that is on record, or a new one, and the words that say it. */
export function EvidenceFields({
  draft,
  change,
  faults,
  ofSource,
}: {
  draft: EventDraft;
  change: (changed: Partial<EventDraft>) => void;
  faults: Record<string, string>;
  /** What is wrong with the new source. */
  ofSource: Record<string, string>;
}) {
  return (
    <fieldset class="evidence-fields">
      <legend>What it rests on</legend>
      {draft.sourceId === null ? (
        <SourceSearch {...{ draft, change, ofSource }} />
      ) : (
        <p class="whole">
          <b dir="auto">{draft.sourceTitle}</b>{" "}
          <button type="button" onClick={() => change({ sourceId: null, sourceTitle: "" })}>
            Another source
          </button>
        </p>
      )}
      <Field label="The words that say it" isWide fault={faults.evidence}>
        <textarea
          dir="auto"
          rows={2}
          value={draft.quote}
          onInput={(event) => change({ quote: event.currentTarget.value })}
        />
      </Field>
    </fieldset>
  );
}

type Part = Pick<Parameters<typeof EvidenceFields>[0], "draft" | "change" | "ofSource">;

/** Words of a title, or an address; what is not found becomes a new source. */
function SourceSearch({ draft, change, ofSource }: Part) {
  const typed = draft.url || draft.sourceTitle;
  const words = useSettled(typed.trim(), pauseMs);
  const isUrl = /^https?:/i.test(words);
  const q = isUrl ? (words.match(/\p{L}{4,}/gu) ?? []).slice(-3).join(" ") : words;
  const found = useLoaded(q === "" ? null : q, (signal) =>
    servanda.get("/v1/sources", { query: { q, limit: 5 }, signal }),
  );
  const isOf = (url: string | null) => url !== null && url.replace(/\/$/, "") === words.replace(/\/$/, "");
  const known = found.data?.data.filter(({ url }) => !isUrl || isOf(url)) ?? [];
  return (
    <>
      <Field label="Source: its address, or words of its title" isWide fault={ofSource.url}>
        <TextInput
          value={typed}
          dir="auto"
          onChange={(text) => change(/^https?:/i.test(text) ? { url: text } : { url: "", sourceTitle: text })}
        />
      </Field>
      {known.length > 0 && (
        <ul class="plain whole picked" aria-label="On record">
          {known.map(({ id, title }) => (
            <li key={id}>
              <button type="button" onClick={() => change({ sourceId: id, sourceTitle: title, url: "" })}>
                {title}
              </button>
            </li>
          ))}
        </ul>
      )}
      {isUrl && known.length === 0 && draft.sourceTitle === "" && (
        <Field label="Not on record: paste the page or its words, for its title and to check the quote" isWide>
          <textarea
            dir="auto"
            rows={3}
            value={draft.pasted}
            onInput={(event) => void paste(event.currentTarget.value, change)}
          />
        </Field>
      )}
      {draft.sourceTitle !== "" && (known.length === 0 || draft.kind !== "") && (
        <NewSource {...{ draft, change, ofSource }} />
      )}
    </>
  );
}

async function paste(text: string, change: Part["change"]): Promise<void> {
  if (!looksLikeHtml(text)) return change({ pasted: text, sourceTitle: firstLine(text) ?? "" });
  const { text: words, title, publishedOn, publisher } = await htmlDocument(text);
  change({ pasted: words, sourceTitle: title ?? "", publishedOn: publishedOn ?? "", publisher: publisher ?? "" });
}

function NewSource({ draft, change, ofSource }: Part) {
  const { list } = useCodes();
  return (
    <>
      {draft.url !== "" && (
        <Field label="Title of the new source" isWide fault={ofSource.title}>
          <TextInput
            value={draft.sourceTitle}
            onChange={(sourceTitle) => change({ sourceTitle })}
            dir="auto"
            maxLength={500}
          />
        </Field>
      )}
      <Field label="Kind of new source" fault={ofSource.kind}>
        <CodeSelect
          value={draft.kind}
          onChange={(kind) => change({ kind })}
          codes={list("source-kind")}
          nothing="None: without a source"
        />
      </Field>
      <DateField
        label="Published on"
        value={draft.publishedOn}
        onChange={(publishedOn) => change({ publishedOn })}
        fault={ofSource.publishedOn}
      />
    </>
  );
}
