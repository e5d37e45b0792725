import type { Problem } from "../api.ts";
import { Trouble } from "../parts/state.tsx";
import { faultsIn } from "./faults.ts";

/** Faults that follow from another one: a request of a batch that needs what an earlier one would have made. */
const follows = "unknown_reference";

/**
 * Why a form was not saved, below it. `shown`: what is said beside its fields, which is not said twice. What is wrong
 * with no field of it is said here, each in a line.
 */
export function FormTrouble({
  problem,
  shown = [],
}: {
  problem: Problem | null | undefined;
  shown?: readonly Record<string, string>[];
}) {
  if (!problem) return null;
  const faults = faultsIn(problem).filter(({ code }) => code !== follows);
  const isOfFields = problem.status === 422 || problem.status === 400 || problem.code === "not_sent";
  if (!isOfFields || faults.length === 0) return <Trouble problem={problem} asksForKey={false} />;
  const beside = shown.flatMap((each) => Object.values(each));
  const others = [...new Set(faults.map(({ detail }) => detail))].filter((detail) => !beside.includes(detail));
  return (
    <div class="trouble" role="alert">
      <p>
        <b>It cannot be saved like this.</b>{" "}
        {others.length < faults.length ? "What is wrong stands beside its field." : others.length === 1 && others[0]}
      </p>
      {(others.length > 1 || (others.length === 1 && faults.length > 1)) && (
        <ul>
          {others.map((detail) => (
            <li key={detail}>{detail}</li>
          ))}
        </ul>
      )}
    </div>
  );
}
