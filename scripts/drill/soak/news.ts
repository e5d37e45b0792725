import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as pause } from "node:timers/promises";
import { headers } from "../plan.ts";
import type { Api } from "../process.ts";

/** Who is told of lines. */
interface Follower {
  /** The newest line that it was told of. */
  upTo: () => number;
  /** How often the next line was not the next. */
  gaps: () => number;
  close: () => void;
}

function counted(from: number) {
  const state = { upTo: from, gaps: 0, count: 0 };
  const note = (seq: number) => {
    state.count += 1;
    // What is told again is no harm: the newest line is that of before.
    if (seq <= state.upTo) return;
    if (seq !== state.upTo + 1) state.gaps += 1;
    state.upTo = seq;
  };
  return { note, upTo: () => state.upTo, gaps: () => state.gaps, count: () => state.count };
}

/** Follows the stream of changes after a line; when it is cut it comes back, as browsers do. */
export function readStream(url: string, from: number): Follower {
  const { note, upTo, gaps } = counted(from);
  const over = new AbortController();
  const read = async () => {
    const init = { headers: { "last-event-id": String(upTo()) }, signal: over.signal };
    const answer = await fetch(`${url}/v1/changes/stream`, init);
    if (!answer.ok || answer.body === null) throw new Error(`The stream was answered with ${answer.status}`);
    let rest = "";
    for await (const text of answer.body.pipeThrough(new TextDecoderStream())) {
      const lines = `${rest}${text}`.split("\n");
      rest = lines.pop() ?? "";
      for (const each of lines) if (each.startsWith("id: ")) note(Number.parseInt(each.slice(4), 10));
    }
  };
  const follow = async () => {
    while (!over.signal.aborted) {
      await read().catch(() => {});
      await pause(500, undefined, { signal: over.signal }).catch(() => {});
    }
  };
  void follow();
  return { upTo, gaps, close: () => over.abort() };
}

/** A receiver of a webhook of its own, of all lines after one. */
export async function receiveMessages(api: Api, from: number): Promise<Follower & { count: () => number }> {
  const { note, ...known } = counted(from);
  const server = createServer(async (request, response) => {
    let text = "";
    for await (const piece of request) text += piece;
    note((JSON.parse(text) as { data: { seq: number } }).data.seq);
    response.writeHead(204).end();
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  const made = await fetch(`${api.url}/v1/webhooks`, { method: "POST", headers, body: JSON.stringify({ url }) });
  if (!made.ok) throw new Error(await made.text());
  const close = () => {
    server.closeAllConnections();
    server.close();
  };
  return { ...known, close };
}
