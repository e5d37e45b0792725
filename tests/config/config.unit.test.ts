import Fastify from "fastify";
import { describe, expect, it } from "vitest";
import { ConfigError, readConfig, variables } from "../../src/config/config.ts";

it("an empty environment gives every default, frozen", () => {
  const config = readConfig({});
  expect(config).toMatchObject({ host: "127.0.0.1", port: 3000, databaseUrl: "file:./data/servanda.db", seed: true });
  expect(config).toMatchObject({ publicUrl: undefined, publicText: false, requireIfMatch: false, corsOrigin: "*" });
  expect(Object.isFrozen(config)).toBe(true);
  expect(readConfig({ PORT: "" }).port).toBe(3000);
});

it("each variable is read as its description says", () => {
  const config = readConfig({
    PORT: "0",
    PUBLIC_URL: "https://servanda.example/",
    TRUST_PROXY: "1",
    CORS_ORIGIN: "https://a.example, https://b.example",
    DUE_POLICY: '{"in the near future": "P2Y"}',
    DATABASE_URL: "postgres://localhost/servanda",
    SECURITY_CONTACT: "security@servanda.example",
    CORRECTIONS_CONTACT: "https://servanda.example/corrections",
  });
  expect(config.securityContact).toBe("mailto:security@servanda.example");
  expect(config.correctionsContact).toBe("https://servanda.example/corrections");
  expect(config).toMatchObject({ port: 0, publicUrl: "https://servanda.example", trustProxy: 1 });
  expect(config.corsOrigin).toEqual(["https://a.example", "https://b.example"]);
  expect(config.duePolicy).toEqual({ "in the near future": "P2Y" });
});

it.each([
  ["PORT", "80a"],
  ["PORT", "70000"],
  ["SEED", "yes"],
  ["DATABASE_URL", "mysql://x"],
  ["PUBLIC_URL", "ftp://x"],
  ["LOG_LEVEL", "loud"],
  ["CORS_ORIGIN", "example.org"],
  ["DUE_POLICY", "{"],
  ["DUE_POLICY", '{"soon": "2 years"}'],
  ["REQUEST_TIMEOUT_MS", "0"],
  ["OIDC_ISSUER", "http://issuer.example"],
  ["OIDC_SCOPE", "profile"],
  ["OIDC_SCOPE", "openid  api"],
  ["OIDC_SCOPE", "openid offline_access"],
  ["RATE_LIMIT_KEY", "-1"],
  ["HOST", "0.0.0.0:3000"],
  ["TRUST_PROXY", "yes"],
  ["TRUST_PROXY", "100"],
  ["TRUST_PROXY", "127.0.0.1,"],
  ["TRUST_PROXY", "10.0.0.0/33"],
  ["TRUST_PROXY", "0.0.0.0/0"],
  ["WEBHOOK_ALLOW", "fe80::1%eth0"],
  ["DUE_POLICY", '{"soon": "PT1H"}'],
  ["SECURITY_CONTACT", "http://x.example"],
  ["SECURITY_CONTACT", "a@b\nExpires: never"],
])("%s=%s is refused by name, with what is allowed", (name, value) => {
  const read = () => readConfig({ [name]: value });
  expect(read).toThrow(ConfigError);
  expect(read).toThrow(`${name}=${JSON.stringify(value)} cannot be used: `);
});

it.each(["loopback", "127.0.0.1, ::1", "10.0.0.0/8,fd00::/8", "uniquelocal, 192.0.2.7"])(
  "proxies are believed by their addresses, networks and ranges: TRUST_PROXY=%s starts",
  async (value) => {
    const { trustProxy } = readConfig({ TRUST_PROXY: value });
    await expect(Fastify({ trustProxy: String(trustProxy) }).ready()).resolves.toBeDefined();
  },
);

it.each(["postgres://u:p@/db?host=/run/postgresql", "postgresql://h/db", "postgres:///db"])(
  "PostgreSQL is found as its driver finds it: DATABASE_URL=%s is taken",
  (url) => expect(readConfig({ DATABASE_URL: url }).databaseUrl).toBe(url),
);

it.each(["::", "fe80::1%eth0", "localhost", "api_1"])(
  "the address to listen on is any of the machine: HOST=%s is taken",
  (host) => expect(readConfig({ HOST: host }).host).toBe(host),
);

describe("a variable that is no setting", () => {
  const warned = (env: Record<string, string>) => {
    const sentences: string[] = [];
    readConfig(env, (sentence) => sentences.push(sentence));
    return sentences;
  };

  it.each([
    ["BACKUP_KEPT", "BACKUP_KEEP"],
    ["DATABSE_URL", "DATABASE_URL"],
    ["CORS_ORIGINS", "CORS_ORIGIN"],
    ["TRUSTED_PROXY", "TRUST_PROXY"],
    ["LOGLEVEL", "LOG_LEVEL"],
    ["PORTS", "PORT"],
    ["public_url", "PUBLIC_URL"],
  ])("and near one is warned of, with the one that may be meant: %s", (name, meant) => {
    expect(warned({ [name]: "secret" })).toEqual([
      `${name} is no setting of Servanda, and has no effect. Did you mean ${meant}?`,
    ]);
  });

  it.each(["BACKUP_COMPRESSION", "OIDC_GROUPS", "SERVANDA_LANGUAGE"])(
    "and begins like ours is warned of: %s",
    (name) => {
      expect(warned({ [name]: "secret" })).toEqual([`${name} is no setting of Servanda, and has no effect.`]);
    },
  );

  it("of another program is passed over, and so is one that is empty", () => {
    const others = ["PATH", "HOME", "PGPASSWORD", "NODE_ENV", "POSTGRES_PASSWORD", "SHELL", "USER", "LANG", "HOSTNAME"];
    const kubernetes = [
      "SERVANDA_SERVICE_HOST",
      "SERVANDA_PORT",
      "SERVANDA_PORT_3000_TCP_ADDR",
      "DATABASE_SERVICE_PORT_SQL",
    ];
    expect(warned(Object.fromEntries([...others, ...kubernetes].map((name) => [name, "x"])))).toEqual([]);
    expect(warned({ BACKUP_KEPT: "" })).toEqual([]);
    expect(warned(Object.fromEntries(variables.map(({ name, default: standard }) => [name, standard])))).toEqual([]);
  });
});

it("every wrong variable is reported at once", () => {
  expect(() => readConfig({ PORT: "x", SEED: "x" })).toThrow(/PORT=.*\nSEED=/);
});

it("every variable is described, once, and its default can be read", () => {
  expect(new Set(variables.map(({ name }) => name)).size).toBe(variables.length);
  for (const { name, default: standard, description } of variables) {
    expect(description.length).toBeGreaterThan(10);
    expect(() => readConfig({ [name]: standard })).not.toThrow();
  }
});

it("a secret is never repeated when it is refused", () => {
  for (const key of ["short-but-secret", `${"x".repeat(40)} y`]) {
    const read = () => readConfig({ SERVANDA_ADMIN_KEY: key });
    expect(read).toThrow("SERVANDA_ADMIN_KEY cannot be used: ");
    expect(read).not.toThrow(key);
  }
});

it.each([
  ["postgress://u:hunter2@h/db", "postgress://u@h/db"],
  ["postgress://h/db?user=u&password=hunter2", "postgress://h/db"],
  ["postgress://u:hunter2/@h/db", "postgress:..."],
  ["postgress://u:1/hunter2@h/db", "postgress:..."],
  ["u:hunter2@h/db", "u:..."],
  ["hunter2", "..."],
  ["postgres://u:hunter2@h:99999/db", "postgres:..."],
])("DATABASE_URL=%s is refused as %s, without what may be a password", (url, shown) => {
  const read = () => readConfig({ DATABASE_URL: url });
  expect(read).toThrow(`DATABASE_URL="${shown}" cannot be used: `);
  expect(read).not.toThrow("hunter2");
});

it.each([
  ["PUBLIC_URL", "ftp://u:hunter2@h/a", "ftp://u@h/a"],
  ["PUBLIC_URL", "https://h/a?b", "https://h/a"],
  ["SERVANDA_URL", "https://h/#a", "https://h/"],
  ["OIDC_ISSUER", "http://u:hunter2@h/a", "http://u@h/a"],
  ["CORS_ORIGIN", "https://ok.example,https://u:hunter2@h/a", "https://ok.example,https://u@h/a"],
  ["SECURITY_CONTACT", "http://u:hunter2@h/a", "http://u@h/a"],
])("%s=%s is refused as %s", (name, value, shown) => {
  expect(() => readConfig({ [name]: value })).toThrow(`${name}="${shown}" cannot be used: `);
});

it("an issuer of tokens is taken letter by letter, and only with the audience that they must name", () => {
  const issuer = "https://issuer.example/";
  expect(() => readConfig({ OIDC_ISSUER: issuer })).toThrow("OIDC_ISSUER needs OIDC_AUDIENCE");
  expect(() => readConfig({ OIDC_CLIENT_ID: "desk" })).toThrow("OIDC_CLIENT_ID needs OIDC_ISSUER");
  expect(readConfig({ OIDC_ISSUER: issuer, OIDC_AUDIENCE: "servanda" }).oidcIssuer).toBe(issuer);
});
