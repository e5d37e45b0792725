import { fileURLToPath } from "node:url";
import type { Done } from "./client.ts";
import { type Bench, median, type Result } from "./measure.ts";
import { type Server, startProcess, startServanda } from "./processes.ts";
import { events } from "./rows.ts";

const most = 4;

interface Place {
  bench: Bench;
  url: string;
  only: (row: { name: string }) => boolean;
  show: (result: Result) => void;
}

/** Events a second that one process and that four record on one PostgreSQL, in turns, each asked by 16 clients. */
export async function measureProcesses({ bench, url, only, show }: Place): Promise<void> {
  const name = (count: number) => `events on PostgreSQL, ${count} API process${count === 1 ? "" : "es"}`;
  const counts = [1, most].filter((count) => only({ name: name(count) }));
  if (counts.length === 0) return;
  const servers: Server[] = [bench.ours];
  const client = fileURLToPath(new URL("./client.ts", import.meta.url));
  const clients = [bench.client];
  try {
    while (servers.length < most) {
      servers.push(await startServanda(url));
      clients.push(startProcess([client]));
    }
    const requests = await events(bench.world);
    const state = { from: 0 };
    const ask = async (count: number, ms: number): Promise<number> => {
      const from = state.from;
      const done = await Promise.all(
        servers.slice(0, count).map(({ port }, n) =>
          (clients[n] as typeof bench.client).ask<Done>({
            port,
            requests,
            from: from + n * 1009,
            connections: 16,
            ms,
          }),
        ),
      );
      const refused = done.find((each) => each.refused)?.refused;
      if (refused) throw new Error(refused);
      state.from += Math.max(...done.map((each) => each.count));
      return done.reduce((sum, each) => sum + each.count / each.seconds, 0);
    };
    await ask(most, 2000);
    const rates = new Map(counts.map((count) => [count, [] as number[]]));
    for (let n = 0; n < bench.rounds; n++) for (const [count, of] of rates) of.push(await ask(count, bench.ms));
    for (const [count, of] of rates) {
      const limit = count === most ? { floor: 2000, ratio: median(of) / 2000, target: 1 } : null;
      show({
        row: name(count),
        ours: median(of),
        ...(limit ?? { floor: null, ratio: null, target: null }),
        unit: "/s",
      });
    }
  } finally {
    for (const server of servers.slice(1)) await server.stop();
    for (const each of clients.slice(1)) await each.stop();
  }
}
