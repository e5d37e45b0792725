import type { Commitment } from "../../api.ts";
import { Trouble } from "../../parts/state.tsx";
import { servanda } from "../session.ts";
import { Sure } from "../sure.tsx";
import { Undo } from "../undo.tsx";
import { useAction } from "../use-action.ts";

/** Takes the commitment out of the record; as long as its page is open, one button brings it back. */
export function Delete({
  commitment: { id, version },
  changeSet,
  setChangeSet,
  onUndone,
}: {
  commitment: Commitment;
  /** That which took it out; null: it is there. */
  changeSet: number | null;
  setChangeSet: (changeSet: number | null) => void;
  onUndone: () => void;
}) {
  const { run, isBusy, problem } = useAction();
  const remove = async () => {
    const operations = [{ op: "DELETE" as const, path: `/v1/commitments/${id}`, ifMatch: version }];
    const report = await servanda.post("/v1/batch", { body: { operations } });
    setChangeSet(report.changeSet);
    return "";
  };
  const question = "Delete this commitment, with its timeline? Its words stay with their source.";
  return (
    <>
      {changeSet === null && !isBusy && <Sure label="Delete" question={question} onYes={() => void run(remove)} />}
      {problem && <Trouble problem={problem} asksForKey={false} />}
      {changeSet !== null && (
        <Undo
          key={changeSet}
          changeSet={changeSet}
          onUndone={() => {
            setChangeSet(null);
            onUndone();
          }}
        >
          Deleted: it leaves every list.
        </Undo>
      )}
    </>
  );
}
