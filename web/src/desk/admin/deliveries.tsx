import type { Schemas } from "../../../../clients/typescript/src/types.ts";
import { instantWords } from "../../dates.ts";
import { Empty, Part, Trouble } from "../../parts/state.tsx";
import { useDraft } from "../drafts.ts";
import { Field, TextInput } from "../fields/field.tsx";
import { servanda } from "../session.ts";
import { useAction } from "../use-action.ts";
import { useLoaded } from "../use-loaded.ts";

type Hook = Schemas["Webhook"];

/** The newest messages of a webhook, what came of them, and a way to have lines sent again. */
export function Deliveries({ hook, onChanged }: { hook: Hook; onChanged: () => void }) {
  const path = { id: hook.id };
  const list = useLoaded(hook.id, (signal) =>
    servanda.get("/v1/webhooks/{id}/deliveries", { path, query: { limit: 50 }, signal }),
  );
  return (
    <>
      <Replay hook={hook} onChanged={onChanged} />
      <button type="button" onClick={list.retry}>
        Look again
      </button>
      <Part answered={list} rows={4}>
        {({ data }) =>
          data.length === 0 ? (
            <Empty>Nothing has been sent yet. A ping tells whether the address takes messages.</Empty>
          ) : (
            <div class="scroll">
              <table class="admin-table">
                <thead>
                  <tr>
                    <th scope="col">Line</th>
                    <th scope="col">What</th>
                    <th scope="col">Last tried</th>
                    <th scope="col">What came of it</th>
                  </tr>
                </thead>
                <tbody>
                  {data.map(({ id, seq, type, lastAttemptAt, status, attempts, responseStatus, error, durationMs }) => (
                    <tr key={id}>
                      <th scope="row">{seq ?? "none"}</th>
                      <td>{type}</td>
                      <td>{instantWords(lastAttemptAt)}</td>
                      <td class={status === "failing" ? "late" : undefined}>
                        {status}
                        {attempts > 1 && `, tried ${attempts} times`}
                        {responseStatus !== null && `, ${responseStatus} in ${durationMs} ms`}
                        {error && `: ${error}`}
                      </td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </div>
          )
        }
      </Part>
    </>
  );
}

function Replay({ hook, onChanged }: { hook: Hook; onChanged: () => void }) {
  const [{ from, to }, change] = useDraft(`admin:replay:${hook.id}`, { from: "", to: "" });
  const { run, isBusy, problem, said } = useAction();
  const replay = async () => {
    const body = { from: Number(from), ...(to.trim() && { to: Number(to) }) };
    await servanda.post("/v1/webhooks/{id}/replay", { path: { id: hook.id }, body });
    change(null);
    onChanged();
    return "These lines are sent again, before all that is new.";
  };
  return (
    <form
      class="admin-replay"
      aria-label="Send lines again"
      onSubmit={(event) => {
        event.preventDefault();
        void run(replay);
      }}
    >
      <Field label="Send again from line">
        <TextInput
          value={from}
          onChange={(text) => change({ from: text })}
          inputMode="numeric"
          pattern="\d+"
          required
        />
      </Field>
      <Field label="to line, or all that were sent">
        <TextInput value={to} onChange={(text) => change({ to: text })} inputMode="numeric" pattern="\d*" />
      </Field>
      <button type="submit" disabled={isBusy}>
        Send again
      </button>
      <output class="admin-said">{said}</output>
      {problem && <Trouble problem={problem} asksForKey={false} />}
    </form>
  );
}
