import type { Schemas } from "../../../../clients/typescript/src/types.ts";
import { plural } from "../../dates.ts";

/** What the import would do: how many of what, and which members of those that are on record. */
export function Outcome({ report, noun }: { report: Schemas["ImportReport"]; noun: string }) {
  const { created, updated, unchanged, failed, changes, changesOmitted, warnings = [], warningsOmitted } = report;
  return (
    <section aria-label="What would change">
      <p class="counts" role="status">
        <span>
          <b>{created.toLocaleString("en")}</b> new
        </span>
        <span>
          <b>{updated.toLocaleString("en")}</b> changed
        </span>
        <span>
          <b>{unchanged.toLocaleString("en")}</b> as they are
        </span>
        <span class={failed > 0 ? "late" : undefined}>
          <b>{failed.toLocaleString("en")}</b> with faults
        </span>
      </p>
      {changes.length > 0 && (
        <table class="narrow">
          <thead>
            <tr>
              <th scope="col">Commitment</th>
              <th scope="col">What changes of it</th>
            </tr>
          </thead>
          <tbody>
            {changes.map(({ line, slug, changed }) => (
              <tr key={line}>
                <th scope="row">
                  <a href={`/commitments/${slug}`}>{slug}</a>
                </th>
                <td>{changed.join(", ")}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {changesOmitted > 0 && <p class="soft">and {plural(changesOmitted, "other")}</p>}
      {warnings.length > 0 && (
        <details class="part-details" open={warnings.some(({ code }) => code === "not_taken")}>
          <summary>
            {plural(warnings.length + (warningsOmitted ?? 0), "warning")}: what would be taken, but deserves a second
            look
          </summary>
          <ul>
            {warnings.map(({ line, row, column, detail }) => (
              <li key={`${line} ${column} ${detail}`}>
                In {noun} {row ?? line}
                {column && `, ${column}`}: {detail}
              </li>
            ))}
            {warningsOmitted && <li class="soft">and {plural(warningsOmitted, "other")}</li>}
          </ul>
        </details>
      )}
    </section>
  );
}
