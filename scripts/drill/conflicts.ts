import { join } from "node:path";
import { headers, type Outcome, type Plan, settings, spread, tally, timed } from "./plan.ts";
import { startApi } from "./process.ts";

/** Rounds of edits of one record, all at once and all with the same If-Match: one each may win. */
export async function drillConflicts({ folder, isQuick }: Plan): Promise<Outcome> {
  const [rounds, editors] = isQuick ? [2, 50] : [10, 100];
  const api = await startApi({ ...settings, DATABASE_URL: `file:${join(folder, "servanda.db")}` });
  const url = `${api.url}/v1/parties/drill`;
  const send = (method: string, at: string, body: object, more: Record<string, string> = {}) =>
    fetch(at, { method, headers: { ...headers, ...more }, body: JSON.stringify(body) });
  try {
    await send("POST", `${api.url}/v1/parties`, { code: "drill", kind: "agency", name: "Round 0" });
    const statuses: number[] = [];
    const times: number[] = [];
    const breaches = { winners: 0, blind: 0, lost: 0 };
    for (let round = 1; round <= rounds; round++) {
      const edit = async (editor: number) => {
        const name = `Round ${round}, editor ${editor}`;
        const answer = await send("PATCH", url, { name }, { "if-match": `"${round}"` });
        return { name, status: answer.status, body: (await answer.json()) as Record<string, unknown> };
      };
      const { ms, value: answers } = await timed(() => Promise.all(Array.from({ length: editors }, (_, n) => edit(n))));
      times.push(ms);
      statuses.push(...answers.map(({ status }) => status));
      const [winner, ...others] = answers.filter(({ status }) => status === 200);
      if (!winner || others.length > 0) breaches.winners += 1;
      const losers = answers.filter(({ status }) => status !== 200);
      breaches.blind += losers.filter(({ status, body }) => status !== 412 || body.currentVersion !== round + 1).length;
      const now = (await (await fetch(url)).json()) as Record<string, unknown>;
      if (now.name !== winner?.name || now.version !== round + 1) breaches.lost += 1;
    }
    return {
      figures: { edits: statuses.length, rounds, answers: tally(statuses), "a round, ms, p50 / max": spread(times) },
      breaches: {
        "rounds without exactly one winner": breaches.winners,
        "others without a 412 that shows the current version": breaches.blind,
        "rounds after which the record is not the winner's": breaches.lost,
      },
    };
  } finally {
    await api.stop();
  }
}
