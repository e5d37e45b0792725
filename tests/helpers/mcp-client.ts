import { type CallToolResult, Client, StreamableHTTPClientTransport } from "@modelcontextprotocol/client";

/** What a tool answered. */
export interface Called {
  text: string;
  data: Readonly<Record<string, unknown>>;
  isError: boolean;
}

/** The eras of the protocol: with a handshake, as most clients still are, and without. */
export const eras = { handshake: "legacy", stateless: { pin: "2026-07-28" } } as const;
export type Era = keyof typeof eras;

/** A client of the protocol's own package. */
export const newClient = (era: Era = "stateless"): Client =>
  new Client({ name: "test", version: "1" }, { versionNegotiation: { mode: eras[era] } });

/** Such a client, speaking to a service over HTTP. */
export async function connectClient(address: string, { key, era }: { key?: string; era?: Era } = {}): Promise<Client> {
  const client = newClient(era);
  const headers = key === undefined ? {} : { authorization: `Bearer ${key}` };
  await client.connect(new StreamableHTTPClientTransport(new URL(`${address}/mcp`), { requestInit: { headers } }));
  return client;
}

export async function call(client: Client, name: string, given: Record<string, unknown> = {}): Promise<Called> {
  const { content, structuredContent, isError } = (await client.callTool({ name, arguments: given })) as CallToolResult;
  const [first] = content;
  const text = first?.type === "text" ? first.text : "";
  return { text, data: (structuredContent ?? {}) as Called["data"], isError: isError ?? false };
}
