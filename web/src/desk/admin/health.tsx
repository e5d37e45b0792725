import { Fragment } from "preact";
import { useState } from "preact/hooks";
import { LedgerError, verifyChain } from "../../../../clients/typescript/src/ledger.ts";
import { instantWords, plural } from "../../dates.ts";
import { Part, Trouble } from "../../parts/state.tsx";
import { apiPage } from "../../router.ts";
import { servanda } from "../session.ts";
import { useAction } from "../use-action.ts";
import { useLoaded } from "../use-loaded.ts";

const instant = (at: string | null) => (at === null ? "never" : instantWords(at));

/** Whether the service can do its work, how its backups go, and whether its ledger is whole. */
export function Health() {
  const ready = useLoaded("ready", (signal) => servanda.get("/readyz", { signal }));
  const index = useLoaded("index", (signal) => servanda.get("/v1", { signal }));
  return (
    <section aria-labelledby="health-title">
      <h2 id="health-title">Health</h2>
      <Part answered={ready} rows={3}>
        {({ backups }) => (
          <dl class="facts admin-facts">
            <dt>Requests</dt>
            <dd>are served: the process answers, and its database too</dd>
            <dt>Last backup</dt>
            <dd>
              {backups ? instant(backups.lastAt) : "none is scheduled here"}
              {!backups && <span class="soft">: BACKUP_DIR says where to, or the database server has its own</span>}
            </dd>
            {backups?.failedAt && (
              <>
                <dt>A backup failed</dt>
                <dd class="late">{instant(backups.failedAt)}</dd>
              </>
            )}
            {backups?.nextAt && (
              <>
                <dt>Next backup</dt>
                <dd>{instant(backups.nextAt)}</dd>
              </>
            )}
          </dl>
        )}
      </Part>
      <Part answered={index} rows={3}>
        {({ version, lastChange: { seq, at }, counts }) => (
          <>
            <dl class="facts admin-facts">
              <dt>Version</dt>
              <dd>{version}</dd>
              <dt>Records</dt>
              <dd>
                {Object.entries(counts)
                  .map(([kind, count]) => `${kind} ${count.toLocaleString("en")}`)
                  .join(", ")}
              </dd>
              <dt>Ledger</dt>
              <dd>
                {plural(seq, "line")}, the newest of {instant(at)}
              </dd>
            </dl>
            <Chain length={seq} />
          </>
        )}
      </Part>
      <Busy />
    </section>
  );
}

/** The chain of hashes, recomputed here from what the API gives out: so nobody has to be believed. */
function Chain({ length }: { length: number }) {
  const { run, isBusy, problem, said } = useAction();
  const verify = async () => {
    try {
      const { seq, hash } = await verifyChain(servanda.each("/v1/changes", { query: { limit: 200 } }));
      return `All ${plural(seq, "line")} follow from the one before. The newest hash is ${hash}.`;
    } catch (error) {
      if (error instanceof LedgerError) return `The ledger is not whole: ${error.message}`;
      throw error;
    }
  };
  return (
    <div class="admin-chain" aria-busy={isBusy}>
      <p class="form-actions">
        <button type="button" disabled={isBusy || !isSecureContext} onClick={() => void run(verify)}>
          {isBusy ? "Recomputing the chain" : `Recompute the chain of ${plural(length, "line")}`}
        </button>
      </p>
      <output class="admin-said">{said}</output>
      {problem && <Trouble problem={problem} asksForKey={false} />}
      <p class="hint">
        {isSecureContext
          ? "Each line is read and hashed in this browser. "
          : "Browsers compute hashes only on pages that came by https. "}
        <code>servanda verify</code> also compares every table with the ledger; when it last ran, the API does not tell.
      </p>
    </div>
  );
}

/** The figures of the process that an operator looks at first. */
const figures: Readonly<Record<string, string>> = {
  process_resident_memory_bytes: "Memory, bytes",
  servanda_cache_bytes: "Ready answers, bytes",
  servanda_streams: "Streams that are open",
  servanda_webhooks_sending: "Webhooks that are being sent to",
};

function Busy() {
  const [isOpen, setOpen] = useState(false);
  const metrics = useLoaded(isOpen ? "metrics" : null, (signal) => servanda.text("/metrics", { signal }));
  return (
    <details class="part-details" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>What the process measures of itself</summary>
      {isOpen && (
        <Part answered={metrics} rows={3}>
          {(text) => (
            <>
              <dl class="facts admin-facts">
                {figuresIn(text).map(([label, value]) => (
                  <Fragment key={label}>
                    <dt>{label}</dt>
                    <dd>{value.toLocaleString("en")}</dd>
                  </Fragment>
                ))}
              </dl>
              <p class="more">
                <a href={apiPage("/metrics")}>All of it, for Prometheus</a>
              </p>
            </>
          )}
        </Part>
      )}
    </details>
  );
}

function figuresIn(text: string): [string, number][] {
  return Object.entries(figures).flatMap(([name, label]): [string, number][] => {
    const value = new RegExp(`^${name}(?:\\{[^}]*\\})? (\\S+)$`, "m").exec(text)?.[1];
    return value === undefined ? [] : [[label, Number(value)]];
  });
}
