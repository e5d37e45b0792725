import { useMemo } from "preact/hooks";
import { go } from "../../router.ts";
import { DeskForm } from "../desk-form.tsx";
import { useDraft } from "../drafts.ts";
import { faultsOf } from "../faults.ts";
import { readDate } from "../fields/read-date.ts";
import { SourceFields } from "../fields/source.tsx";
import { FormTrouble } from "../form-trouble.tsx";
import { servanda } from "../session.ts";
import { useAction } from "../use-action.ts";
import type { Document } from "./document.ts";

/** What a text is a text of. It becomes a source with its snapshot, in one request, once. */
export function SourceForm({
  document: { text, mediaType, ...said },
  notice,
  onDone,
}: {
  document: Document;
  notice: string | null;
  onDone: () => void;
}) {
  const length = useMemo(() => [...text].length, [text]);
  const [form, change] = useDraft("source", {
    title: said.title ?? "",
    kind: "",
    publishedOn: said.publishedOn ?? "",
    issuedBy: [] as string[],
    url: said.url ?? "",
    publisher: said.publisher ?? "",
    language: said.language ?? "",
  });
  const { run, isBusy: isSaving, problem } = useAction();
  const save = async () => {
    const { title, kind, issuedBy, ...more } = form;
    const publishedOn = form.publishedOn.trim() && (await readDate(form.publishedOn, "publishedOn"));
    const source = { title, kind, issuedBy, ...filled({ ...more, publishedOn }) };
    const operations = [
      { op: "POST" as const, path: "/v1/sources", body: source },
      { op: "POST" as const, path: "/v1/sources/$0/snapshots", body: { text, mediaType } },
    ];
    const { results } = await servanda.post("/v1/batch", { body: { operations } });
    change(null);
    onDone();
    go(`/desk/read?source=${results[0]?.slug}`, { replace: true });
    return "";
  };
  const faults = faultsOf(problem, "/operations/0/body");
  return (
    <div class="reading">
      <div class="reading-text preview" dir="auto">
        {text.slice(0, 20_000)}
        {text.length > 20_000 && "…"}
      </div>
      <DeskForm label="What is it?" isBusy={isSaving} onSave={() => void run(save)}>
        <h2>What is it?</h2>
        <p class="soft">
          Said once for the whole text. {length.toLocaleString("en")} characters; its quotes can be checked against them
          from now on.
        </p>
        {notice && <p class="fault">{notice}</p>}
        <SourceFields
          {...{ form, change, faults }}
          issuers="Who speaks in it"
          languageHint="en, ru, zh. Left out, it is told from the text whenever that is read, and not recorded."
        />
        <FormTrouble problem={problem} shown={[faults]} />
        <p class="form-actions">
          <button type="submit" class="main-action" aria-keyshortcuts="Control+Enter">
            File the source and read <kbd>Ctrl Enter</kbd>
          </button>
          <button
            type="button"
            onClick={() => {
              change(null);
              onDone();
            }}
          >
            Another text
          </button>
        </p>
      </DeskForm>
    </div>
  );
}

/** What was filled in; the API takes no empty texts. */
function filled<T extends Record<string, string>>(form: T): Partial<T> {
  return Object.fromEntries(Object.entries(form).filter(([, value]) => value.trim() !== "")) as Partial<T>;
}
