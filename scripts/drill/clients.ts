import { setTimeout as pause } from "node:timers/promises";
import type { Api } from "./process.ts";

/** What went wrong with one request, and when (performance.now): a 503 with Retry-After, a cut, or anything else. */
export interface Failure {
  at: number;
  kind: "503" | "connection" | "other";
  api: string;
  what: string;
}

interface Figures {
  /** The codes of the parties whose creation was asked for, and of those whose creation was acknowledged. */
  sent: ReadonlySet<string>;
  acknowledged: ReadonlySet<string>;
  reads: number;
  ownReads: number;
  /** A client did not see what it had written. */
  wrongReads: number;
  failures: Failure[];
  longestWriteMs: number;
}

export interface Clients {
  /** What there is until now; it goes on changing. */
  soFar: Readonly<Figures>;
  stop: () => Promise<Figures>;
}

interface Plan {
  apis: readonly Api[];
  key: string;
  writers: number;
  readers: number;
}

const pauseMs = 20;
const afterFailureMs = 200;
/** The first attempt, whose answer was lost, is still being worked on. */
const underway = "idempotency_key_in_use";

/** Writers that create records and read them back, through whichever process; readers that go through lists. */
export function startClients({ apis, key, writers, readers }: Plan): Clients {
  const [sent, acknowledged] = [new Set<string>(), new Set<string>()];
  const failures: Failure[] = [];
  const figures = { sent, acknowledged, reads: 0, ownReads: 0, wrongReads: 0, failures, longestWriteMs: 0 };
  const state = { stopped: false };

  function fail(kind: Failure["kind"], api: string, what: string): void {
    figures.failures.push({ at: performance.now(), kind, api, what });
  }

  async function ask(n: number, path: string, init: RequestInit = {}): Promise<Response | null> {
    const api = apis[n % apis.length] as Api;
    try {
      const answer = await fetch(api.url + path, { ...init, signal: AbortSignal.timeout(20_000) });
      const text = await answer.text();
      if (answer.status < 500) return new Response(text, { status: answer.status, headers: answer.headers });
      const kind = answer.status === 503 && answer.headers.has("retry-after") ? "503" : "other";
      fail(kind, api.url, `${path} -> ${answer.status} ${text.slice(0, 200)}`);
    } catch (error) {
      const { message, cause } = error as Error;
      const kind = message === "fetch failed" ? "connection" : "other";
      fail(kind, api.url, `${path} -> ${message} ${String(cause ?? "")}`);
    }
    return null;
  }

  async function write(writer: number): Promise<void> {
    for (let n = 0; !state.stopped; n++) {
      const code = `W${writer}-${n}`;
      sent.add(code);
      const began = performance.now();
      const body = JSON.stringify({ code, kind: "igo", name: code });
      const headers = {
        authorization: `Bearer ${key}`,
        "content-type": "application/json",
        "idempotency-key": code,
      };
      for (let turn = n; !state.stopped; turn++) {
        const answer = await ask(turn, "/v1/parties", { method: "POST", headers, body });
        if (answer?.status === 201) {
          acknowledged.add(code);
          figures.longestWriteMs = Math.max(figures.longestWriteMs, performance.now() - began);
          await readBack(turn + 1, code, String(answer.headers.get("servanda-seq") ?? "0"));
          break;
        }
        const refusal = (await answer?.text()) ?? underway;
        if (!refusal.includes(underway)) fail("other", "", `${code} -> ${answer?.status} ${refusal}`);
        await pause(afterFailureMs);
      }
      await pause(pauseMs);
    }
  }

  async function readBack(first: number, code: string, seq: string): Promise<void> {
    for (let turn = first; !state.stopped; turn++) {
      const answer = await ask(turn, `/v1/parties/${code}`, { headers: { "servanda-seq": seq } });
      if (answer !== null) {
        figures.ownReads += 1;
        if (answer.status !== 200) figures.wrongReads += 1;
        return;
      }
      await pause(pauseMs);
    }
  }

  async function read(reader: number): Promise<void> {
    for (let n = reader; !state.stopped; n++) {
      const answer = await ask(
        n,
        `/v1/parties?sort=-updatedAt&limit=20&kind=igo${n % 3 === 0 ? "&count=estimate" : ""}`,
      );
      if (answer !== null) figures.reads += 1;
      await pause(answer === null ? afterFailureMs : pauseMs);
    }
  }

  const all = [
    ...Array.from({ length: writers }, (_, n) => write(n)),
    ...Array.from({ length: readers }, (_, n) => read(n)),
  ];
  return {
    soFar: figures,
    stop: async () => {
      state.stopped = true;
      await Promise.all(all);
      return figures;
    },
  };
}
