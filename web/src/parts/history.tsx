import { useEffect, useRef, useState } from "preact/hooks";
import { instantWords } from "../dates.ts";
import { lazily } from "../lazily.tsx";
import { type Place, withQuery } from "../router.ts";
import { useAnswer } from "../use-answer.ts";
import { Part } from "./state.tsx";

/** For those with a key. */
const UndoLast = lazily(async () => (await import("../desk/update/update.tsx")).UndoLast, 1);

const longest = 240;

/** Every version of the record: who changed what, and when. `onUndone`: for who may take back the newest. */
export function History({
  id,
  version,
  place,
  onUndone,
}: {
  id: string;
  version: number;
  place: Place;
  onUndone?: () => void;
}) {
  const [isOpen, setOpen] = useState(false);
  const history = useAnswer("/v1/commitments/{id}/history", isOpen ? { path: { id }, query: { limit: 200 } } : null);
  const shown = useRef(version);
  useEffect(() => {
    if (shown.current !== version && isOpen) history.retry();
    shown.current = version;
  }, [version]);
  return (
    <details id="history" class="part-details" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>
        <h2>How this record came to be</h2> <span class="soft">version {version}</span>
      </summary>
      {isOpen && (
        <Part answered={history} rows={4}>
          {({ data }) => (
            <ol class="plain history">
              {data.map(({ version: number, seq, action, recordedAt, recordedBy, diff }) => (
                <li key={number}>
                  <p>
                    <b>
                      {number}. {action}
                    </b>{" "}
                    by {recordedBy}, {instantWords(recordedAt)}{" "}
                    <a href={withQuery(place, { asOf: recordedAt })}>as it stood then</a>
                  </p>
                  {onUndone && number === version && <UndoLast key={seq} {...{ seq, recordedBy, onUndone }} />}
                  <ul>
                    {(diff as unknown as Difference[])
                      .filter(({ path }) => !derived.test(path))
                      .map((change, n) => (
                        <Change key={n} {...change} />
                      ))}
                  </ul>
                </li>
              ))}
            </ol>
          )}
        </Part>
      )}
    </details>
  );
}

interface Difference {
  op: string;
  path: string;
  from?: unknown;
  to?: unknown;
}

/** What follows from another member that is there too. */
const derived = /(?:[eE]arliest|[lL]atest|\/reading(?:\/.*)?)$/;
const done: Readonly<Record<string, string>> = { add: "added", remove: "taken out", replace: "changed" };

function Change({ op, path, from, to }: Difference) {
  const name = path === "" ? "the whole record" : path.slice(1).replace(/\/[\da-f-]{36}/g, "");
  return (
    <li>
      <code>{name}</code> {done[op] ?? op}
      {from != null && (
        <>
          {" "}
          <del dir="auto">{short(textOf(from))}</del>
        </>
      )}{" "}
      {to != null && <ins dir="auto">{short(textOf(to))}</ins>}
    </li>
  );
}

const short = (text: string): string => (text.length > longest ? `${text.slice(0, longest)}…` : text);

const isId = (value: unknown): boolean => typeof value === "string" && /^[\da-f]{8}-[\da-f-]{27}$/.test(value);

/** A value in words: of a record what it is called, else its members that say something. */
function textOf(value: unknown): string {
  if (Array.isArray(value)) return value.map(textOf).join(", ");
  if (typeof value !== "object" || value === null) return String(value ?? "nothing");
  const record = value as Readonly<Record<string, unknown>>;
  const called = record.title ?? record.exact ?? record.text ?? record.edtf;
  if (called != null) return textOf(called);
  return Object.entries(record)
    .filter(([name, each]) => each != null && !/(?:^id|Id|At|version)$/.test(name) && !derived.test(name))
    .filter(([, each]) => !isId(each))
    .map(([name, each]) => `${name} ${textOf(each)}`)
    .join(", ");
}
