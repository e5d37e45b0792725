import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { setTimeout as pause } from "node:timers/promises";
import { headers, key } from "./plan.ts";
import type { Api } from "./process.ts";

/** Clients that ask and then read little or nothing, as the drills of slow readers have them. */

/** A connection on which something has been asked; it reads nothing until it is told to. */
export async function ask(api: Api, request: string): Promise<Socket> {
  const { hostname, port } = new URL(api.url);
  const socket = connect(Number(port), hostname).on("error", () => {});
  socket.pause();
  await Promise.race([once(socket, "connect"), once(socket, "close")]);
  if (!socket.destroyed) socket.write(request);
  return socket;
}

/** Reads so many bytes every so often, until the connection ends or it is enough. */
export async function sip(
  socket: Socket,
  { bytes, everyMs, until }: { bytes: number; everyMs: number; until: () => boolean },
): Promise<void> {
  while (!socket.destroyed && !socket.readableEnded && !until()) {
    socket.read(Math.min(bytes, socket.readableLength) || undefined);
    await pause(everyMs);
  }
}

export const getting = (path: string): string =>
  `GET ${path} HTTP/1.1\r\nHost: drill\r\nAccept-Encoding: identity\r\nConnection: close\r\n\r\n`;

export const importing = (length: number): string =>
  `POST /v1/import?mode=upsert HTTP/1.1\r\nHost: drill\r\nAuthorization: Bearer ${key}\r\nContent-Type: application/x-ndjson\r\n` +
  `Accept: application/x-ndjson\r\nContent-Length: ${length}\r\n\r\n`;

/** A commitment of about two and a half thousand bytes, as a line of an import. */
export const line = (n: number): string =>
  `${JSON.stringify({
    slug: `stream-${n}`,
    title: `Commitment ${n}`,
    summary: "It is said at length. ".repeat(n % 2 === 0 ? 100 : 1),
    type: "culture",
    parties: [{ party: "KGZ", role: "promisor" }],
    firmness: "intend",
    statedOn: "2023-05-26",
    due: { edtf: "2027" },
  })}\n`;

/** The party of those lines. */
export async function addParty(api: Api): Promise<void> {
  const body = JSON.stringify({ code: "KGZ", kind: "state", name: "Kyrgyzstan", isoAlpha2: "KG" });
  await (await fetch(`${api.url}/v1/parties`, { method: "POST", headers, body })).arrayBuffer();
}

/** Sends lines as an import, and answers its report. `seq`: the newest line of the ledger then. */
export async function importAll(api: Api, lines: string): Promise<{ status: number; text: string; seq: number }> {
  const headers = { authorization: `Bearer ${key}`, "content-type": "application/x-ndjson" };
  const answer = await fetch(`${api.url}/v1/import`, { method: "POST", headers, body: lines });
  const seq = Number(answer.headers.get("servanda-seq"));
  return { status: answer.status, text: await answer.text(), seq };
}
