import { useState } from "preact/hooks";
import { instantWords } from "../dates.ts";
import { type Place, withQuery } from "../router.ts";
import { useAnswer } from "../use-answer.ts";
import { Part } from "./state.tsx";

const longest = 240;

/** Every version of the record: who changed what, and when. */
export function History({ id, version, place }: { id: string; version: number; place: Place }) {
  const [isOpen, setOpen] = useState(false);
  const history = useAnswer("/v1/commitments/{id}/history", isOpen ? { path: { id }, query: { limit: 200 } } : null);
  return (
    <details id="history" class="part-details" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>
        <h2>How this record came to be</h2> <span class="soft">version {version}</span>
      </summary>
      {isOpen && (
        <Part answered={history} rows={4}>
          {({ data }) => (
            <ol class="plain history">
              {data.map(({ version: number, action, recordedAt, recordedBy, diff }) => (
                <li key={number}>
                  <p>
                    <b>
                      {number}. {action}
                    </b>{" "}
                    by {recordedBy}, {instantWords(recordedAt)}{" "}
                    <a href={withQuery(place, { asOf: recordedAt })}>as it stood then</a>
                  </p>
                  <ul>
                    {diff.map((change, n) => (
                      <Change key={n} {...(change as unknown as Difference)} />
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

function Change({ op, path, from, to }: Difference) {
  const name = path === "" ? "the whole record" : path.slice(1).replace(/\/[\da-f-]{36}/g, "");
  return (
    <li>
      {op} <code>{name}</code>
      {from !== undefined && <del dir="auto">{textOf(from)}</del>}{" "}
      {to !== undefined && <ins dir="auto">{textOf(to)}</ins>}
    </li>
  );
}

function textOf(value: unknown): string {
  const named = typeof value === "object" && value !== null && "title" in value ? value.title : value;
  const text = typeof named === "string" ? named : JSON.stringify(named);
  return text.length > longest ? `${text.slice(0, longest)}…` : text;
}
