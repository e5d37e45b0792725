import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { vi } from "vitest";

/** A receiver of webhooks, on an address of this machine. */

/** A message as it came. */
export interface Received {
  headers: Record<string, string>;
  body: string;
  message: { type: string; timestamp: string; data: Record<string, string | number | null> };
}

type Answer = (response: ServerResponse, request: IncomingMessage, received: Received) => void;
export const taken: Answer = (response) => response.writeHead(204).end();
export const answering =
  (status: number, headers: Record<string, string> = {}): Answer =>
  (response) =>
    response.writeHead(status, headers).end();

/** Listens until it is closed; `answer` can be exchanged. */
export async function openReceiver(answer: Answer = taken) {
  const state = { answer, connections: 0 };
  const all: Received[] = [];
  const server = createServer(async (request, response) => {
    const pieces: Buffer[] = [];
    for await (const piece of request) pieces.push(piece as Buffer);
    const body = Buffer.concat(pieces).toString();
    const received = { headers: request.headers as Record<string, string>, body, message: JSON.parse(body) };
    all.push(received);
    state.answer(response, request, received);
  });
  server.on("connection", () => {
    state.connections += 1;
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hooks`,
    all,
    connections: () => state.connections,
    answerBy: (other: Answer) => {
      state.answer = other;
    },
    /** Waits for so many messages. */
    got: (count: number, timeout = 10_000) =>
      vi.waitFor(
        () => {
          if (all.length < count) throw new Error(`${all.length} of ${count} messages came`);
          return all;
        },
        { timeout, interval: 20 },
      ),
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
export type Receiver = Awaited<ReturnType<typeof openReceiver>>;

export const seqsOf = (all: readonly Received[]): unknown[] => all.map(({ message }) => message.data.seq);
export const idsOf = (all: readonly Received[]): string[] => all.map(({ headers }) => headers["webhook-id"] ?? "");
