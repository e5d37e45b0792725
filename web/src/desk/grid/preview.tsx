import type { Schemas } from "../../../../clients/typescript/src/types.ts";
import { useCodes } from "../../codes.ts";
import { dateWords, plural } from "../../dates.ts";

type Effect = Schemas["BatchEffect"];
type Difference = Effect["diff"][number];

/** What is shown value by value; the rest of what becomes another follows from these. */
const shown: Readonly<Record<string, { label: string; list?: string }>> = {
  "/status": { label: "Status", list: "status" },
  "/statusSince": { label: "since" },
  "/type": { label: "Subject", list: "commitment-type" },
  "/firmness": { label: "Firmness", list: "firmness" },
  "/testability": { label: "Testability", list: "testability" },
  "/tags": { label: "Tags" },
  "/reviewedOn": { label: "Searched up to" },
  "/nextReviewOn": { label: "Look again on" },
  "/timeliness": { label: "Timeliness", list: "timeliness" },
};

/** Each commitment with what would become another, and how many stay as they are. */
export function Preview({
  report: { effects = [], results },
  moved,
}: {
  report: Schemas["BatchReport"];
  moved: Readonly<Record<string, string[]>>;
}) {
  const changing = effects.filter(({ diff }) => diff.length > 0);
  const staying = results.length - changing.length;
  const warned = new Set(results.flatMap(({ warnings = [] }) => warnings.map(({ detail }) => detail)));
  return (
    <section class="grid-preview" aria-label="What would change">
      <p role="status">
        <b>{plural(changing.length, "commitment")}</b> would change
        {staying > 0 && `, ${staying.toLocaleString("en")} would stay as ${staying === 1 ? "it is" : "they are"}`}.
      </p>
      {[...warned].map((detail) => (
        <p key={detail} class="hint">
          {detail}
        </p>
      ))}
      <ol class="plain">
        {changing.map((effect) => (
          <li key={effect.id}>
            <a href={`/commitments/${effect.slug}`}>{effect.title}</a>
            {(moved[effect.id]?.length ?? 0) > 0 && (
              <p class="fault">Changed by others meanwhile: {moved[effect.id]?.join(", ")}</p>
            )}
            <Differences of={effect.diff} />
          </li>
        ))}
      </ol>
    </section>
  );
}

function Differences({ of }: { of: readonly Difference[] }) {
  const order = Object.keys(shown);
  const told = of.filter(({ path }) => path in shown).toSorted((a, b) => order.indexOf(a.path) - order.indexOf(b.path));
  const rest = new Set(of.filter(({ path }) => !(path in shown)).map(({ path }) => path.split("/")[1]));
  return (
    <ul class="plain">
      {told.map(({ path, from, to }) => (
        <li key={path}>
          <span class="soft">{shown[path]?.label}</span> <del dir="auto">{<Value path={path} of={from} />}</del> becomes{" "}
          <ins dir="auto">
            <Value path={path} of={to} />
          </ins>
        </li>
      ))}
      {rest.size > 0 && <li class="soft">and what follows: {[...rest].join(", ")}</li>}
    </ul>
  );
}

function Value({ path, of }: { path: string; of: unknown }) {
  const { label } = useCodes();
  const list = shown[path]?.list;
  if (of === null || of === undefined) return <>nothing</>;
  if (Array.isArray(of)) return <>{of.length === 0 ? "none" : of.join(", ")}</>;
  return <>{list ? label(list, String(of)) : dateWords(String(of))}</>;
}
