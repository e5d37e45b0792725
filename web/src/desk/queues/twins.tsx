import { useState } from "preact/hooks";
import { isProblem } from "../../../../clients/typescript/src/problems.ts";
import type { Commitment } from "../../api.ts";
import { dateWords } from "../../dates.ts";
import { commitmentUrl, othersUrl, Parties, Status } from "../../parts/labels.tsx";
import { Trouble } from "../../parts/state.tsx";
import type { Place } from "../../router.ts";
import { servanda } from "../session.ts";
import { useAction } from "../use-action.ts";
import { useLoaded } from "../use-loaded.ts";

/** The first pair of the row that is still to be told apart, and the last one that was: their buttons, by a key. */
const press = (selector: string) => () =>
  [...(document.activeElement?.querySelectorAll<HTMLButtonElement>(selector) ?? [])].at(0)?.click();
export const tellingApart = { d: press(".twins [data-apart]"), u: press(".twins [data-back]") };

/** Those that one looks like. It stays here until the list is asked anew, so that what was said can be taken back. */
export function Twins({ of: { id }, place, onDone }: { of: Commitment; place: Place; onDone: () => void }) {
  const found = useLoaded(id, (signal) =>
    servanda.get("/v1/commitments", { query: { duplicateOf: id, include: ["parties"], limit: 10 }, signal }),
  );
  if (found.problem) return <Trouble problem={found.problem} asksForKey={false} />;
  return (
    <ul class="plain twins" aria-label="Looks like" aria-busy={found.data === null}>
      {found.data?.data.map((twin) => (
        <li key={twin.id}>
          <Twin id={id} twin={twin as Commitment} {...{ place, onDone }} />
        </li>
      ))}
      {found.data?.data.length === 0 && <li class="soft">Told apart meanwhile</li>}
    </ul>
  );
}

/** Somebody, or another row of this list, has said so before. @throws what else went wrong */
function knownAlready(error: unknown): { id: string } {
  const existing = isProblem(error, "already_exists") ? error.problem.existing : undefined;
  if (existing === undefined) throw error;
  return existing;
}

function Twin({ id, twin, place, onDone }: { id: string; twin: Commitment; place: Place; onDone: () => void }) {
  const [relationId, setRelation] = useState<string | null>(null);
  const { run, isBusy, problem, said } = useAction();
  const path = { id };
  const tellApart = async () => {
    const body = { type: "different_from", to: twin.id } as const;
    const made = await servanda.post("/v1/commitments/{id}/relations", { path, body }).catch(knownAlready);
    setRelation(made.id);
    onDone();
    return "Two different commitments, for everybody.";
  };
  const takeBack = async () => {
    await servanda.delete("/v1/commitments/{id}/relations/{relationId}", {
      path: { id, relationId: relationId ?? "" },
    });
    setRelation(null);
    onDone();
    return "Taken back.";
  };
  return (
    <>
      <span>
        <a href={commitmentUrl(place, twin.slug)} dir="auto">
          {twin.title}
        </a>
        <small>
          {dateWords(twin.statedOn)} <Parties of={twin.parties} place={place} others={othersUrl(place, twin.slug)} />{" "}
          <Status code={twin.status} />
        </small>
      </span>
      <span class="row-actions">
        <output>{said}</output>
        {relationId === null ? (
          <button type="button" data-apart disabled={isBusy} onClick={() => void run(tellApart)}>
            Two different ones
          </button>
        ) : (
          <button type="button" data-back disabled={isBusy} onClick={() => void run(takeBack)}>
            Take it back
          </button>
        )}
      </span>
      {problem && <Trouble problem={problem} asksForKey={false} />}
    </>
  );
}
