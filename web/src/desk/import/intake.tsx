import { useState } from "preact/hooks";
import type { Problem } from "../../api.ts";
import { Trouble } from "../../parts/state.tsx";
import { useDraft } from "../drafts.ts";
import { Field, TextArea, TextInput } from "../fields/field.tsx";
import { problemOf, servanda } from "../session.ts";
import { activitiesFile, looksLikeXml, Unreadable, xmlText } from "./activity-file.ts";
import { type ImportFile, sheetFile } from "./file.ts";

const workbook = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/** The way in of a file: dropped, chosen or pasted. Its cells are read by the API, as an import reads them. */
export function Intake({ onFile }: { onFile: (file: ImportFile) => void }) {
  const [{ pasted, charset }, change] = useDraft("import:intake", { pasted: "", charset: "" });
  const [problem, setProblem] = useState<Problem | null>(null);
  const [isReading, setReading] = useState(false);
  const read = async (reading: Promise<ImportFile>) => {
    setReading(true);
    setProblem(null);
    try {
      const file = await reading;
      change(null);
      onFile(file);
    } catch (error) {
      setProblem(error instanceof Unreadable ? unreadable(error) : problemOf(error));
    } finally {
      setReading(false);
    }
  };
  const take = (file: File | undefined) => file && void read(fileOf(file, charset.trim()));
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: a place to drop files; the field below does the same
    <div
      class="import-intake"
      aria-busy={isReading}
      onDragOver={(event) => event.preventDefault()}
      onDrop={(event) => {
        event.preventDefault();
        take(event.dataTransfer?.files[0]);
      }}
    >
      <p class="lead-text">
        Drop a file anywhere here: CSV, an Excel workbook, NDJSON, or activities of IATI. It is tried first: what is
        wrong stands in its place, is mended here, and nothing is written before you have seen what would change.
      </p>
      <div class="desk-form">
        <Field label="A file: .csv, .xlsx, .ndjson or .xml">
          <input
            type="file"
            accept=".csv,.tsv,.txt,.xlsx,.ndjson,.jsonl,.json,.xml,text/csv,application/x-ndjson,application/xml"
            onChange={(event) => take(event.currentTarget.files?.[0])}
          />
        </Field>
        <Field label="Charset of a CSV or XML file, if it is an old one">
          <TextInput
            value={charset}
            onChange={(value) => change({ charset: value })}
            placeholder="UTF-8 and UTF-16 are recognised; else windows-1251"
          />
        </Field>
        <Field label="Or paste rows from a spreadsheet, with their header, lines of NDJSON, or XML" isWide>
          <TextArea rows={6} spellcheck={false} value={pasted} onChange={(words) => change({ pasted: words })} />
        </Field>
        <p class="form-actions">
          <button
            type="button"
            class="main-action"
            disabled={pasted.trim() === "" || isReading}
            onClick={() => void read(textFile("pasted rows", pasted))}
          >
            Read what is pasted
          </button>
        </p>
        {problem && <Trouble problem={problem} asksForKey={false} />}
      </div>
      <p class="soft">
        <a href="/v1/import/template.csv?example=true" download>
          A sheet to fill in
        </a>{" "}
        has every column. Rows with the slug of a commitment that is on record change it if you say so; an export can be
        changed and sent back.
      </p>
    </div>
  );
}

const unreadable = ({ message: detail }: Unreadable): Problem => ({
  ...{ status: 0, code: "unreadable", title: "The file could not be read", detail },
});

const looksLikeNdjson = (name: string, text: string) => /\.(ndjson|jsonl|json)$/i.test(name) || /^\s*\{/.test(text);

async function fileOf(file: File, charset: string): Promise<ImportFile> {
  const { name } = file;
  const start = await file.slice(0, 100).text();
  if (/\.xlsx$/i.test(name)) return readCells(name, file, workbook);
  if (looksLikeXml(name, start)) return activitiesFile(name, await xmlText(file, charset));
  if (looksLikeNdjson(name, start)) return textFile(name, await file.text());
  return readCells(name, file, charset === "" ? "text/csv" : `text/csv; charset=${charset}`);
}

async function textFile(name: string, text: string): Promise<ImportFile> {
  if (looksLikeXml(name, text)) return activitiesFile(name, text.trimStart());
  if (!looksLikeNdjson(name, text)) return readCells(name, new Blob([text]), "text/csv");
  return {
    kind: "lines",
    name,
    lines: text
      .replace(/^\ufeff/, "")
      .trimEnd()
      .split(/\r?\n/),
  };
}

const readCells = async (name: string, file: Blob, type: string): Promise<ImportFile> =>
  sheetFile(name, await servanda.post("/v1/import/sheet", { body: file, headers: { "content-type": type } }));
