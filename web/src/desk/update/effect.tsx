import type { Schemas } from "../../../../clients/typescript/src/types.ts";
import { useCodes } from "../../codes.ts";
import { dateWords } from "../../dates.ts";
import { Status, Timeliness } from "../../parts/labels.tsx";

type Outcome = NonNullable<Schemas["BatchEffect"]["after"]>;

/** What the commitment would become, beside what it is. */
export function Effect({ of: { effects = [], results }, id }: { of: Schemas["BatchReport"]; id: string }) {
  const effect = effects.find((each) => each.id === id);
  const warnings = results.flatMap((result) => result.warnings ?? []);
  return (
    <div class="effect" role="status">
      {effect?.before && effect.after && <Change before={effect.before} after={effect.after} />}
      {warnings.map(({ detail }) => (
        <p key={detail} class="hint">
          {detail}
        </p>
      ))}
    </div>
  );
}

function Change({ before, after }: { before: Outcome; after: Outcome }) {
  const { label } = useCodes();
  const isSame = (name: keyof Outcome) => JSON.stringify(before[name]) === JSON.stringify(after[name]);
  const hasMoved =
    !isSame("status") || !isSame("timeliness") || !isSame("slippage") || !isSame("due") || !isSame("firmness");
  if (!hasMoved) return <p>Status, due date and lateness stay as they are.</p>;
  return (
    <dl>
      {!isSame("status") && (
        <>
          <dt>Status</dt>
          <dd>
            <Status code={before.status} /> would become <Status code={after.status} /> since{" "}
            {dateWords(after.statusSince)}
          </dd>
        </>
      )}
      {!isSame("due") && (
        <>
          <dt>Due</dt>
          <dd>
            {dateWords(before.due?.edtf)} would become <b>{dateWords(after.due?.edtf)}</b>
          </dd>
        </>
      )}
      {!isSame("firmness") && (
        <>
          <dt>Firmness</dt>
          <dd>
            {label("firmness", before.firmness)} would become <b>{label("firmness", after.firmness)}</b>
          </dd>
        </>
      )}
      {(!isSame("timeliness") || !isSame("slippage")) && (
        <>
          <dt>Timeliness</dt>
          <dd>
            <Timeliness of={before} /> would become <Timeliness of={after} />
          </dd>
        </>
      )}
    </dl>
  );
}
