import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { type Drill, headers, settings, spread, timed } from "./plan.ts";
import { type Api, startApi } from "./process.ts";
import { ask, importing } from "./streams.ts";

const read = 600;
/** A write may wait behind an import for five seconds, then it is told to come back. */
const patienceMs = 120_000;

/** An import whose client reads 600 bytes of its report and then nothing: it is done, and other writes go on. */
export const drillUnreadReport: Drill = async ({ folder, isQuick }) => {
  const api = await startApi({ ...settings, DATABASE_URL: `file:${join(folder, "servanda.db")}` });
  try {
    await write(api, "KGZ");
    const count = isQuick ? 10_000 : 40_000;
    const lines = Array.from({ length: count }, (_, n) => goodLine(n)).join("");
    const began = performance.now();
    const socket = await ask(api, importing(Buffer.byteLength(lines)) + lines);
    const until = began + patienceMs + count * 10;
    while (socket.readableLength < read / 2 && performance.now() < until) {
      socket.read(0);
      await pause(20);
    }
    socket.read(Math.min(read, socket.readableLength));
    const waited: number[] = [];
    const refused: number[] = [];
    while ((await countOf(api)) < count && performance.now() < until) {
      const { ms, value } = await timed(() => write(api, `W${waited.length + refused.length}`));
      (value === 201 ? waited : refused).push(ms);
    }
    const importMs = performance.now() - began;
    const isWritten = (await countOf(api)) === count;
    const after = await timed(() => write(api, "AFTER"));
    const isHeld = !socket.destroyed;
    socket.destroy();
    return {
      figures: {
        "lines, of whose report 600 bytes are read": count,
        "import done after, ms": Math.round(importMs),
        "writes meanwhile: done / told to come back": `${waited.length} / ${refused.length}`,
        "their times, ms, p50 / max": spread([...waited, ...refused]),
        "first write after it, its reader still there, ms": Math.round(after.ms),
      },
      breaches: {
        "imports that were not done": isWritten ? 0 : 1,
        "first writes after it that failed": after.value === 201 ? 0 : 1,
        "readers that were gone by then": isHeld ? 0 : 1,
      },
    };
  } finally {
    await api.stop();
  }
};

const goodLine = (n: number): string =>
  `${JSON.stringify({
    slug: `unread-${n}`,
    title: `Commitment ${n}`,
    type: "culture",
    parties: [{ party: "KGZ", role: "promisor" }],
    firmness: "intend",
    statedOn: "2023-05-26",
  })}\n`;

async function write(api: Api, code: string): Promise<number> {
  const body = JSON.stringify({ code, kind: "agency", name: code });
  const answer = await fetch(`${api.url}/v1/parties`, { method: "POST", headers, body });
  await answer.arrayBuffer();
  return answer.status;
}

async function countOf(api: Api): Promise<number> {
  const answer = await fetch(`${api.url}/v1/commitments?limit=1&count=exact`);
  return ((await answer.json()) as { page: { count: number } }).page.count;
}
