import { useState } from "preact/hooks";
import type { Schemas } from "../../../../clients/typescript/src/types.ts";
import { instantWords } from "../../dates.ts";
import { Trouble } from "../../parts/state.tsx";
import { servanda } from "../session.ts";
import { Sure } from "../sure.tsx";
import { useAction } from "../use-action.ts";
import { Deliveries } from "./deliveries.tsx";

type Hook = Schemas["Webhook"];

interface WebhookProps {
  hook: Hook;
  onChanged: () => void;
  onSecret: (secret: { url: string; secret: string }) => void;
}

/** How it stands, and what can be done about it. */
export function WebhookItem({ hook, onChanged, onSecret }: WebhookProps) {
  const [isOpen, setOpen] = useState(false);
  const { run, isBusy, problem, said } = useAction();
  const path = { id: hook.id };
  const ping = async () => {
    const { delivered, responseStatus, error, durationMs } = await servanda.post("/v1/webhooks/{id}/test", { path });
    onChanged();
    if (delivered) return `Taken in ${durationMs} ms, with ${responseStatus}.`;
    return `Not taken: ${error ?? `it answered ${responseStatus}`}.`;
  };
  const enable = async () => {
    await servanda.patch("/v1/webhooks/{id}", { path, body: { enabled: !hook.enabled } });
    onChanged();
    return hook.enabled ? "No messages are sent any more." : "It goes on where it stopped.";
  };
  const rotate = async () => {
    const made = await servanda.post("/v1/webhooks/{id}/rotate", { path });
    onSecret(made);
    onChanged();
    return "It has a new secret; for a day messages are signed with both.";
  };
  const remove = async () => {
    await servanda.delete("/v1/webhooks/{id}", { path });
    onChanged();
    return "";
  };
  return (
    <li aria-busy={isBusy}>
      <p>
        <b>{hook.url}</b> <State of={hook} />
        {hook.description && <span class="soft"> {hook.description}</span>}
      </p>
      <p class="soft">
        of {hook.owner}, told up to line {hook.seq.toLocaleString("en")}
        {Object.keys(hook.filters).length > 0 && <code> {JSON.stringify(hook.filters)}</code>}
      </p>
      <p class="form-actions">
        <button type="button" onClick={() => void run(ping)}>
          Send a ping
        </button>
        <button type="button" onClick={() => void run(enable)}>
          {hook.enabled ? "Disable" : "Enable"}
        </button>
        <Sure
          label="New secret"
          question="The receiver must learn the new one within a day."
          onYes={() => void run(rotate)}
        />
        <button type="button" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
          Deliveries
        </button>
        <Sure label="Delete" question="Delete it for good, with its deliveries?" onYes={() => void run(remove)} />
      </p>
      <output class="admin-said">{said}</output>
      {problem && <Trouble problem={problem} asksForKey={false} />}
      {isOpen && <Deliveries hook={hook} onChanged={onChanged} />}
    </li>
  );
}

function State({ of: { enabled, disabledReason, failing } }: { of: Hook }) {
  if (!enabled) return <span class="late">disabled{disabledReason && `: ${disabledReason}`}</span>;
  if (!failing) return <span class="admin-good">sends</span>;
  return (
    <span class="late">
      failing since {instantWords(failing.since)}, {failing.attempts} times
      {failing.nextAttemptAt && `, tried again ${instantWords(failing.nextAttemptAt)}`}
    </span>
  );
}
