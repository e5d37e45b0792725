import type { z } from "zod";
import { accessSettings } from "./access-settings.ts";
import { databaseSettings } from "./database-settings.ts";
import { limitSettings } from "./limit-settings.ts";
import { networkSettings } from "./network-settings.ts";
import { publicationSettings } from "./publication-settings.ts";
import { isPostgres } from "./setting-readers.ts";
import { showUrl } from "./shown-url.ts";
import { unknownSettings } from "./unknown-settings.ts";
import type { Variable } from "./variable.ts";

const table = {
  ...networkSettings,
  ...databaseSettings,
  ...accessSettings,
  ...publicationSettings,
  ...limitSettings,
} as const;

/** Every environment variable, in the order of docs/configuration.md. */
export const variables: readonly Variable<z.ZodType>[] = Object.values(table);

/** The settings of one process, frozen. Times in milliseconds, sizes in bytes. */
export type Config = { readonly [K in keyof typeof table]: z.output<(typeof table)[K]["schema"]> };

/** Wrong settings: one line for each variable that cannot be used, saying what is allowed. */
export class ConfigError extends Error {}

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Settings from environment variables; an empty variable counts as unset. `warn` is told of variables that look like
 * settings and are none.
 * @throws ConfigError naming every variable that cannot be used
 */
export function readConfig(env: Environment = process.env, warn: (sentence: string) => void = () => {}): Config {
  const given = Object.keys(env).filter((name) => env[name]?.trim());
  for (const sentence of unknownSettings(
    given,
    variables.map(({ name }) => name),
  ))
    warn(sentence);
  const faults: string[] = [];
  const entries = Object.entries(table).map(([key, row]) => {
    const { name, default: standard, description, schema, secret, isUrl }: Variable<z.ZodType> = row;
    const text = env[name]?.trim() || standard;
    const read = schema.safeParse(text === "" ? undefined : text);
    if (!read.success) {
      const why = read.error.issues.map((issue) => issue.message).join("; ");
      const shown = isUrl || text.includes("://") ? text.split(",").map(showUrl).join() : text;
      const given = secret ? name : `${name}=${JSON.stringify(shown)}`;
      faults.push(`${given} cannot be used: ${why}. ${name} is: ${description}.`);
    }
    return [key, read.data] as const;
  });
  const config = Object.fromEntries(entries) as Config;
  const { oidcIssuer, oidcAudience, databaseUrl, databaseReplicaUrls } = config;
  if (databaseReplicaUrls?.length > 0 && !isPostgres(databaseUrl ?? ""))
    faults.push("DATABASE_REPLICA_URLS cannot be used: only a PostgreSQL DATABASE_URL has replicas.");
  if (oidcIssuer && !oidcAudience)
    faults.push("OIDC_ISSUER needs OIDC_AUDIENCE: without it, tokens made for others would be taken.");
  if (config.oidcClientId && !oidcIssuer) faults.push("OIDC_CLIENT_ID needs OIDC_ISSUER: people sign in there.");
  if (faults.length > 0) throw new ConfigError(faults.join("\n"));
  return Object.freeze(config);
}
