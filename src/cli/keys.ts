import { type Key, NewKey } from "../domain/key.ts";
import { AppError } from "../errors/errors.ts";
import { createKey, listKeys, revokeKey } from "../keys/service.ts";
import { type Context, systemContext } from "../records/context.ts";
import { openStore } from "../store/open.ts";
import { readSnapshot } from "../store/read-snapshot.ts";
import { claimIfFree } from "../store/sqlite/lock.ts";
import { type Command, print, readOptions, type Terminal, UsageError } from "./command.ts";

const json = { type: "boolean" } as const;
type Held = { ctx: Context; terminal: Terminal };
type Action = (held: Held, args: string[]) => Promise<void>;
const actions: Readonly<Record<string, Action>> = { list, create, revoke };

export const keys: Command = {
  usage: "list | create --name NAME --role ROLE [--expires INSTANT] | revoke NAME|ID [--json]",
  summary: "list, make and revoke API keys",
  details: [
    "  --name      who holds it: what the ledger shows as recordedBy",
    "  --role      reader, analyst or admin",
    "  --expires   from when on it is refused, such as 2027-01-01T00:00:00Z; never, if left out",
    "  --json      answer in JSON",
    "",
    "It works on the database itself, while the service runs too, so no key is needed. `create` prints the key alone, this once.",
  ].join("\n"),
  run: async ([name = "", ...args], terminal) => {
    const action = Object.hasOwn(actions, name) ? actions[name] : undefined;
    if (!action) throw new UsageError(`Say what to do with keys: ${Object.keys(actions).join(", ")}.`);
    const config = terminal.readConfig();
    const claim = claimIfFree(config.databaseUrl);
    const act = async () => {
      if (claim === null) await checkSchemaOf(config.databaseUrl);
      const store = await openStore(config.databaseUrl, { ...config, usesItsClock: true });
      await action({ ctx: systemContext(store, config, "command line"), terminal }, args).finally(() => store.close());
    };
    await act().finally(() => claim?.release());
    return 0;
  },
};

/** Beside a service that runs, the schema is left as it is. @throws OpenError when it is not that of this version */
async function checkSchemaOf(url: string): Promise<void> {
  await readSnapshot(url, function* () {});
}

async function list({ ctx, terminal }: Held, args: string[]): Promise<void> {
  const options = readOptions(args, { json });
  const all = await everyKey(ctx);
  if (options.json) return print(terminal, JSON.stringify({ data: all }));
  const now = ctx.now().toISOString();
  const rows = all.map((key) => [key.id, key.role, key.name, stateOf(key, now), `used ${key.lastUsedAt ?? "never"}`]);
  print(terminal, rows.length === 0 ? "There are no keys." : rows.map((row) => row.join("  ")).join("\n"));
}

async function create({ ctx, terminal }: Held, args: string[]): Promise<void> {
  const text = { type: "string" } as const;
  const {
    name,
    role,
    expires = null,
    json: asJson,
  } = readOptions(args, { name: text, role: text, expires: text, json });
  const input = NewKey.safeParse({ name, role, expiresAt: expires });
  if (!input.success) {
    const faults = input.error.issues.map(
      ({ path, message }) => `--${path[0] === "expiresAt" ? "expires" : String(path[0])}: ${message}`,
    );
    throw new UsageError(faults.join("\n"));
  }
  const made = await createKey(ctx, input.data);
  print(terminal, asJson ? JSON.stringify(made) : made.key);
}

async function revoke({ ctx, terminal }: Held, [key = "", ...args]: string[]): Promise<void> {
  const options = readOptions(args, { json });
  const found = (await everyKey(ctx)).filter(
    ({ id, name, revokedAt }) => id === key || (name === key && revokedAt === null),
  );
  const [one] = found;
  if (one === undefined) throw new AppError("not_found", `There is no key "${key}" in force. See: servanda keys list`);
  await revokeKey(ctx, one.id);
  print(terminal, options.json ? JSON.stringify({ revoked: one.id }) : `Revoked ${one.name} (${one.id}).`);
}

async function everyKey(ctx: Context): Promise<Key[]> {
  const all: Key[] = [];
  for (let after: { after?: string } | null = {}; after !== null; ) {
    const { rows, next }: Awaited<ReturnType<typeof listKeys>> = await listKeys(ctx, { limit: 500, ...after });
    all.push(...rows);
    after = next && { after: String(next[0]) };
  }
  return all;
}

function stateOf({ revokedAt, expiresAt }: Key, now: string): string {
  if (revokedAt !== null) return `revoked ${revokedAt}`;
  if (expiresAt === null) return "in force";
  return `${expiresAt <= now ? "expired" : "expires"} ${expiresAt}`;
}
