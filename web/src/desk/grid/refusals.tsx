import type { Problem } from "../../api.ts";
import { plural } from "../../dates.ts";
import { Trouble } from "../../parts/state.tsx";
import type { Picked } from "./change.ts";

interface Fault {
  pointer?: string;
  code: string;
  detail: string;
}

/** Why nothing was written, record by record; the same said of several is said once. */
export function Refusals({
  problem,
  picked,
  onRefresh,
  onLeaveOut,
}: {
  problem: Problem;
  picked: readonly Picked[];
  onRefresh: () => void;
  onLeaveOut: (records: readonly Picked[]) => void;
}) {
  const faults = (problem.errors ?? []) as unknown as readonly Fault[];
  const placed = faults.flatMap((fault) => {
    const record = picked[Number(/^\/operations\/(\d+)/.exec(fault.pointer ?? "")?.[1])];
    return record ? [{ ...fault, record }] : [];
  });
  if (placed.length === 0) return <Trouble problem={problem} asksForKey={false} />;
  const groups = [...Map.groupBy(placed, ({ code, detail }) => `${code} ${withoutNumbers(detail)}`).values()];
  const { errorsOmitted = 0, failed = placed.length } = problem as { errorsOmitted?: number; failed?: number };
  const isOverrun = placed.some(({ code }) => code === "precondition_failed" || code === "not_found");
  const named = placed.map(({ record }) => record);
  return (
    <div class="trouble" role="alert">
      <p>
        <b>Nothing was saved.</b> {failed} of {picked.length} cannot be changed like this. Your selection and what you
        typed are as they were.
      </p>
      {groups.map((group) => (
        <div key={group[0]?.detail}>
          <p>{group[0]?.detail}</p>
          <ul>
            {group.map(({ record }) => (
              <li key={record.id}>
                <a href={`/commitments/${record.slug}`}>{record.title}</a>
              </li>
            ))}
          </ul>
        </div>
      ))}
      {errorsOmitted > 0 && <p>and {plural(errorsOmitted, "fault")} more.</p>}
      <p class="form-actions">
        {isOverrun && (
          <button type="button" onClick={onRefresh}>
            Read them as they are now, and try again
          </button>
        )}
        <button type="button" onClick={() => onLeaveOut(named)}>
          Leave {named.length === 1 ? "it" : `these ${named.length}`} out
        </button>
      </p>
    </div>
  );
}

/** Details differ by the version that a record has. */
const withoutNumbers = (text: string) => text.replaceAll(/\d+/g, "#");
