import { useCodes } from "../../codes.ts";
import { DateField } from "../fields/date.tsx";
import { CodeSelect, Field, TextArea, TextInput } from "../fields/field.tsx";
import { PartiesField } from "../fields/parties.tsx";
import { firstLine } from "../read/document.ts";
import { htmlDocument, looksLikeHtml } from "../read/file-text.ts";
import { servanda } from "../session.ts";
import { useLoaded } from "../use-loaded.ts";
import { useSettled } from "../use-settled.ts";
import type { EventDraft } from "./event-draft.ts";

const pauseMs = 300;
const noSource = { sourceId: null, sourceTitle: "", url: "", isNewSource: false } as const;

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
          <button type="button" onClick={() => change({ ...noSource })}>
            Another source
          </button>
        </p>
      )}
      <Field label="The words that say it" isWide fault={faults.evidence}>
        <TextArea rows={2} value={draft.quote} onChange={(words) => change({ quote: words })} />
      </Field>
    </fieldset>
  );
}

type Part = Pick<Parameters<typeof EvidenceFields>[0], "draft" | "change" | "ofSource">;

/** Words of a title, or an address; what is not found becomes a new source. */
function SourceSearch({ draft, change, ofSource }: Part) {
  const typed = draft.url || draft.sourceTitle;
  const words = useSettled(typed.trim(), pauseMs);
  const isUrl = isAddress(words);
  const q = isUrl ? (words.match(/\p{L}{4,}/gu) ?? []).slice(-3).join(" ") : words;
  const found = useLoaded(q === "" ? null : q, (signal) =>
    servanda.get("/v1/sources", { query: { q, limit: 5 }, signal }),
  );
  const isOf = (url: string | null) => url !== null && url.replace(/\/$/, "") === words.replace(/\/$/, "");
  const known = found.data?.data.filter(({ url }) => !isUrl || isOf(url)) ?? [];
  const isLookedUp = words !== "" && words === typed.trim() && !found.isLoading;
  const isNew = typed.trim() !== "" && (draft.isNewSource || draft.kind !== "" || (isLookedUp && known.length === 0));
  const type = (text: string) => {
    if (!isAddress(text)) return change({ ...noSource, sourceTitle: text });
    // Of an address that grows out of typed letters, these are no title.
    change({ url: text, ...(draft.url === "" && { sourceTitle: "" }) });
  };
  return (
    <>
      <Field label="Source: its address, or words of its title" isWide fault={ofSource.url ?? ofSource.source}>
        <TextInput value={typed} dir="auto" onChange={type} />
      </Field>
      {known.length > 0 && !draft.isNewSource && (
        <ul class="plain whole picked" aria-label="On record">
          {known.map(({ id, title }) => (
            <li key={id}>
              <button type="button" onClick={() => change({ sourceId: id, sourceTitle: title, url: "" })}>
                {title}
              </button>
            </li>
          ))}
          {!isUrl && (
            <li>
              <button type="button" onClick={() => change({ isNewSource: true })}>
                None of these: a new one
              </button>
            </li>
          )}
        </ul>
      )}
      {(isNew || draft.pasted !== "") && (
        <Field label="Not on record: paste the page or its words, for its title and to check the quote" isWide>
          <TextArea value={draft.pasted} onChange={(words) => void paste(words, draft).then(change)} />
        </Field>
      )}
      {isNew && <NewSource {...{ draft, change, ofSource }} />}
    </>
  );
}

const isAddress = (text: string): boolean => /^https?:/i.test(text);

/** What a text that was pasted says of its source; a title that stands for the source as it was typed stays. */
async function paste(text: string, { url, sourceTitle }: EventDraft): Promise<Partial<EventDraft>> {
  const titled = (title: string | null) => (url === "" && sourceTitle !== "" ? sourceTitle : (title ?? ""));
  if (!looksLikeHtml(text)) return { pasted: text, sourceTitle: titled(firstLine(text)) };
  const { text: words, title, publishedOn, publisher } = await htmlDocument(text);
  const said = { publishedOn: publishedOn ?? "", publisher: publisher ?? "" };
  return { pasted: words, sourceTitle: titled(title), ...said };
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
            required
          />
        </Field>
      )}
      <Field label="Kind of new source" fault={ofSource.kind}>
        <CodeSelect value={draft.kind} onChange={(kind) => change({ kind })} codes={list("source-kind")} required />
      </Field>
      <DateField
        label="Published on"
        value={draft.publishedOn}
        onChange={(publishedOn) => change({ publishedOn })}
        fault={ofSource.publishedOn}
      />
      <PartiesField
        label="Issued by"
        codes={draft.issuedBy}
        onChange={(issuedBy) => change({ issuedBy })}
        fault={ofSource.issuedBy}
        hint="Which states or organisations issued it; left out for news and others."
      />
    </>
  );
}
