import { useState } from "preact/hooks";
import type { Schemas } from "../../../../clients/typescript/src/types.ts";
import { instantWords, today } from "../../dates.ts";
import { Copyable } from "../../parts/cite.tsx";
import { Empty, Part, Trouble } from "../../parts/state.tsx";
import { DeskForm } from "../desk-form.tsx";
import { useDraft } from "../drafts.ts";
import { faultsOf } from "../faults.ts";
import { CodeSelect, Field, TextInput } from "../fields/field.tsx";
import { servanda } from "../session.ts";
import { Sure } from "../sure.tsx";
import { useAction } from "../use-action.ts";
import { useLoaded } from "../use-loaded.ts";

const roles = [
  { code: "reader", name: "reader: reads" },
  { code: "analyst", name: "analyst: writes records, too" },
  { code: "admin", name: "admin: makes keys, too" },
];

/** Who may do what: made here, shown once, revoked at once. */
export function Keys({ me }: { me: string }) {
  const keys = useLoaded("keys", (signal) => servanda.get("/v1/keys", { query: { limit: 200 }, signal }));
  return (
    <section aria-labelledby="keys-title">
      <h2 id="keys-title">Keys</h2>
      <NewKey onMade={keys.retry} />
      <Part answered={keys} rows={4}>
        {({ data, page }) => (
          <>
            {data.length === 0 ? (
              <Empty>There are no keys: people sign in by single sign-on. A key made above is for programs.</Empty>
            ) : (
              <KeyTable keys={data} me={me} onRevoked={keys.retry} />
            )}
            {page.next && <p class="soft">These are the first 200.</p>}
          </>
        )}
      </Part>
    </section>
  );
}

const blank = { name: "", role: "", expiresOn: "" };

function NewKey({ onMade }: { onMade: () => void }) {
  const [form, change] = useDraft("admin:key", blank);
  const [made, setMade] = useState<Schemas["MadeApiKey"] | null>(null);
  const { run, isBusy, problem } = useAction();
  const faults = faultsOf(problem);
  const make = async () => {
    const { name, role, expiresOn } = form;
    const expiresAt = expiresOn === "" ? null : `${expiresOn}T00:00:00Z`;
    const body = { name: name.trim(), role: role as Schemas["KeyRole"], expiresAt };
    setMade(await servanda.post("/v1/keys", { body }));
    change(null);
    onMade();
    return "";
  };
  return (
    <DeskForm label="Make a key" isBusy={isBusy} onSave={() => void run(make)}>
      <Field label="Whose it is, as the record shows it" fault={faults.name}>
        <TextInput value={form.name} onChange={(name) => change({ name })} required maxLength={80} />
      </Field>
      <Field label="Role" fault={faults.role}>
        <CodeSelect value={form.role} onChange={(role) => change({ role })} codes={roles} required />
      </Field>
      <Field label="Refused from this day on; empty: never" fault={faults.expiresAt}>
        <input
          type="date"
          min={today()}
          value={form.expiresOn}
          onInput={(event) => change({ expiresOn: event.currentTarget.value })}
        />
      </Field>
      {problem && Object.keys(faults).length === 0 && <Trouble problem={problem} asksForKey={false} />}
      <p class="form-actions">
        <button type="submit" class="main-action" disabled={isBusy}>
          Make the key
        </button>
      </p>
      {made && (
        <div class="whole admin-once">
          <p role="status">
            The key of <b>{made.name}</b> is shown this once. Copy it now; it is kept nowhere.
          </p>
          <Copyable label="Key" text={made.key} />
          <button type="button" onClick={() => setMade(null)}>
            I have it
          </button>
        </div>
      )}
    </DeskForm>
  );
}

function KeyTable({ keys, me, onRevoked }: { keys: readonly Schemas["ApiKey"][]; me: string; onRevoked: () => void }) {
  const { run, problem, said } = useAction();
  const revoke = (id: string, name: string) => async () => {
    await servanda.delete("/v1/keys/{id}", { path: { id } });
    onRevoked();
    return `The key of ${name} is refused from now on.`;
  };
  return (
    <>
      <output class="admin-said">{said}</output>
      {problem && <Trouble problem={problem} asksForKey={false} />}
      <table class="admin-table">
        <thead>
          <tr>
            <th scope="col">Name</th>
            <th scope="col">Role</th>
            <th scope="col">Last used</th>
            <th scope="col">Made</th>
            <th scope="col">State</th>
          </tr>
        </thead>
        <tbody>
          {keys.map(({ id, name, role, lastUsedAt, createdAt, createdBy, revokedAt, expiresAt }) => (
            <tr key={id} class={revokedAt ? "soft" : undefined}>
              <th scope="row">
                {name}
                {name === me && !revokedAt && <small class="soft"> the one you work with</small>}
              </th>
              <td>{role}</td>
              <td data-label="Last used">{lastUsedAt ? instantWords(lastUsedAt) : "never"}</td>
              <td data-label="Made">
                {instantWords(createdAt)} <small class="soft">by {createdBy}</small>
              </td>
              <td>
                {revokedAt ? (
                  `revoked ${instantWords(revokedAt)}`
                ) : (
                  <>
                    {expiresAt && <small>until {instantWords(expiresAt)} </small>}
                    <Sure
                      label="Revoke"
                      question={`Revoke the key of ${name} for good?${name === me ? " You work with it." : ""}`}
                      onYes={() => void run(revoke(id, name))}
                    />
                  </>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}
