import { useState } from "preact/hooks";
import type { Schemas } from "../../../../clients/typescript/src/types.ts";
import { Copyable } from "../../parts/cite.tsx";
import { Empty, Part, Trouble } from "../../parts/state.tsx";
import { DeskForm } from "../desk-form.tsx";
import { useDraft } from "../drafts.ts";
import { faultsOf } from "../faults.ts";
import { Field, TextInput } from "../fields/field.tsx";
import { servanda } from "../session.ts";
import { useAction } from "../use-action.ts";
import { useLoaded } from "../use-loaded.ts";
import { WebhookItem } from "./webhook.tsx";

/** Programs that are told what happens. */
export function Webhooks({ isAdmin }: { isAdmin: boolean }) {
  const hooks = useLoaded("webhooks", (signal) => servanda.get("/v1/webhooks", { query: { limit: 200 }, signal }));
  const [secret, setSecret] = useState<{ url: string; secret: string } | null>(null);
  return (
    <section aria-labelledby="webhooks-title">
      <h2 id="webhooks-title">{isAdmin ? "Webhooks" : "Your webhooks"}</h2>
      <NewWebhook
        onMade={(made) => {
          setSecret(made);
          hooks.retry();
        }}
      />
      {secret && (
        <div class="admin-once">
          <p role="status">
            The secret of <b>{secret.url}</b> is shown this once: its receiver verifies messages with it.
          </p>
          <Copyable label="Secret" text={secret.secret} />
          <button type="button" onClick={() => setSecret(null)}>
            I have it
          </button>
        </div>
      )}
      <Part answered={hooks} rows={4}>
        {({ data }) =>
          data.length === 0 ? (
            <Empty>
              Nobody is told of changes yet. A webhook sends each line of the ledger, and what falls due, to an address
              of yours, signed; <a href="/docs">the documentation</a> says how to verify it.
            </Empty>
          ) : (
            <ul class="plain admin-hooks">
              {data.map((hook) => (
                <WebhookItem key={hook.id} hook={hook} onChanged={hooks.retry} onSecret={setSecret} />
              ))}
            </ul>
          )
        }
      </Part>
    </section>
  );
}

const blank = { url: "", description: "", filters: "" };
/** Filters that take one value; all others take several. */
const single = /^(?:q|firmnessFrom|commitment|updatedSince|reviewedBefore|nextReviewTo|quietSince|\w+(?:From|To))$/;
const flags = /^(?:unverified|evidenced|duplicated|future)$/;

/** The query of a list as the filters of a webhook. */
function filtersOf(query: string): Schemas["WebhookFilters"] {
  const given = new URLSearchParams(query.trim().replace(/^[^?]*\?/, ""));
  return Object.fromEntries(
    [...new Set(given.keys())].map((name) => {
      if (flags.test(name)) return [name, given.get(name) === "true"];
      return [name, single.test(name) ? given.get(name) : given.getAll(name).flatMap((text) => text.split(","))];
    }),
  );
}

function NewWebhook({ onMade }: { onMade: (made: Schemas["MadeWebhook"]) => void }) {
  const [form, change] = useDraft("admin:webhook", blank);
  const { run, isBusy, problem } = useAction();
  const faults = faultsOf(problem);
  const make = async () => {
    const { url, description, filters } = form;
    const body = { url: url.trim(), description: description.trim() || null, filters: filtersOf(filters) };
    onMade(await servanda.post("/v1/webhooks", { body }));
    change(null);
    return "";
  };
  return (
    <DeskForm label="Make a webhook" isBusy={isBusy} onSave={() => void run(make)}>
      <Field label="Where messages go" isWide fault={faults.url}>
        <TextInput
          value={form.url}
          onChange={(url) => change({ url })}
          required
          placeholder="https://hooks.example.org/servanda"
        />
      </Field>
      <Field label="What it is for" fault={faults.description}>
        <TextInput value={form.description} onChange={(description) => change({ description })} maxLength={300} />
      </Field>
      <Field label="Only about, as a list's address has it" fault={faults.filters}>
        <TextInput
          value={form.filters}
          onChange={(filters) => change({ filters })}
          placeholder="party=KGZ&status=!completed"
        />
      </Field>
      {problem && Object.keys(faults).length === 0 && <Trouble problem={problem} asksForKey={false} />}
      <p class="form-actions">
        <button type="submit" class="main-action" disabled={isBusy}>
          Make the webhook
        </button>
      </p>
    </DeskForm>
  );
}
