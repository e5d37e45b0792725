import { connect, type Socket } from "node:net";

/** Asks over raw sockets that are kept, each one request after the other: a client that costs less than the server. */
export interface Job {
  port: number;
  /** Whole HTTP requests, asked in turn from `from` on. */
  requests: readonly string[];
  from: number;
  connections: number;
  ms: number;
}

export interface Done {
  count: number;
  seconds: number;
  p99Ms: number;
  refused: string | null;
}

async function run({ port, requests, from, connections, ms }: Job): Promise<Done> {
  const state: { at: number; refused: string | null; took: number[] } = { at: from, refused: null, took: [] };
  const began = performance.now();
  const until = began + ms;

  const each = () =>
    new Promise<void>((resolve) => {
      const socket = connect({ port, host: "127.0.0.1", noDelay: true });
      let asked = 0;
      let got = "";
      const ask = () => {
        if (performance.now() >= until || state.refused) {
          socket.destroy();
          return;
        }
        asked = performance.now();
        socket.write(requests[state.at++ % requests.length] as string);
      };
      socket.setEncoding("latin1").on("data", (chunk: string) => {
        got += chunk;
        if (!isWhole(got)) return;
        state.took.push(performance.now() - asked);
        if (got[9] !== "2" && got[9] !== "3") state.refused = got.slice(0, 1500);
        got = "";
        ask();
      });
      socket.on("connect", ask).on("close", resolve).on("error", failed(state));
    });
  await Promise.all(Array.from({ length: connections }, each));
  const seconds = (performance.now() - began) / 1000;
  const sorted = state.took.toSorted((a, b) => a - b);
  const p99Ms = sorted[Math.floor(sorted.length * 0.99)] ?? 0;
  return { count: sorted.length, seconds, p99Ms, refused: state.refused };
}

function failed(state: { refused: string | null }) {
  return function note(this: Socket, error: Error) {
    state.refused ??= error.message;
    this.destroy();
  };
}

function isWhole(answer: string): boolean {
  const end = answer.indexOf("\r\n\r\n");
  if (end < 0) return false;
  if (answer.startsWith("304", 9) || answer.startsWith("204", 9)) return true;
  const head = answer.slice(0, end);
  const length = /\r\ncontent-length: (\d+)/i.exec(head)?.[1];
  return length === undefined ? answer.endsWith("\r\n0\r\n\r\n") : answer.length >= end + 4 + Number(length);
}

process.on("message", async (job: Job) => process.send?.(await run(job)));
