import type { Collision } from "./merge.ts";

/** What two people made of the same field, beside each other; one of them is chosen, or another text typed above. */
export function Conflict({
  by,
  collisions,
  labelOf,
  wordsOf,
  onChoose,
}: {
  /** Who was quicker. */
  by: string;
  collisions: readonly Collision[];
  labelOf: (field: string) => string;
  wordsOf: (field: string, value: unknown) => string;
  onChoose: (field: string, whose: "mine" | "theirs") => void;
}) {
  return (
    <section class="conflict" role="alert" aria-labelledby="conflict-title">
      <h3 id="conflict-title">{by} changed the same meanwhile</h3>
      <p>Nothing is written yet, and nothing of yours is lost. Choose for each, then save again.</p>
      <table>
        <thead>
          <tr>
            <th scope="col">Field</th>
            <th scope="col">Yours</th>
            <th scope="col">Theirs, on record</th>
          </tr>
        </thead>
        <tbody>
          {collisions.map(({ field, mine, theirs }) => (
            <tr key={field}>
              <th scope="row">{labelOf(field)}</th>
              {(["mine", "theirs"] as const).map((whose) => (
                <td key={whose}>
                  <span dir="auto">{wordsOf(field, whose === "mine" ? mine : theirs)}</span>{" "}
                  <button type="button" onClick={() => onChoose(field, whose)}>
                    {whose === "mine" ? "Keep mine" : "Take theirs"}
                    <span class="hidden"> for {labelOf(field)}</span>
                  </button>
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
