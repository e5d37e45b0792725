import { join } from "node:path";
import { headers, type Outcome, type Plan, settings, tally, timed } from "./plan.ts";
import { startApi } from "./process.ts";

/** One POST, sent many times at once with one Idempotency-Key, and once more after kill -9: one effect. */
export async function drillRepeats({ folder, isQuick }: Plan): Promise<Outcome> {
  const times = isQuick ? 100 : 1000;
  const api = await startApi({ ...settings, DATABASE_URL: `file:${join(folder, "servanda.db")}` });
  const body = JSON.stringify({ kind: "news", title: "A source without a name of its own, that could be made again" });
  const send = async () => {
    const answer = await fetch(`${api.url}/v1/sources`, {
      method: "POST",
      headers: { ...headers, "idempotency-key": "once" },
      body,
    });
    return { status: answer.status, isReplay: answer.headers.has("idempotency-replayed"), text: await answer.text() };
  };
  try {
    const { ms, value: answers } = await timed(() => Promise.all(Array.from({ length: times }, send)));
    await api.kill();
    await api.start();
    answers.push(await send());
    const page = (await (await fetch(`${api.url}/v1/sources?count=exact`)).json()) as { page: { count: number } };
    const made = answers.filter(({ status, isReplay }) => status === 201 && !isReplay);
    const replays = answers.filter(({ isReplay }) => isReplay);
    const refused = answers.filter(({ status }) => status !== 201);
    return {
      figures: {
        "requests at once": times,
        "all answered after, ms": Math.round(ms),
        answers: tally(answers.map(({ status, isReplay }) => `${status}${isReplay ? " repeated" : ""}`)),
      },
      breaches: {
        "effects, more than one": page.page.count - 1,
        "answers that say it was done now, more than one": made.length - 1,
        "repeated answers that differ from the first": replays.filter(({ text }) => text !== made[0]?.text).length,
        "other answers than 409 idempotency_key_in_use": refused.filter(
          ({ status, text }) => status !== 409 || !text.includes('"idempotency_key_in_use"'),
        ).length,
        "not repeated after the restart": answers.at(-1)?.isReplay ? 0 : 1,
      },
    };
  } finally {
    await api.stop();
  }
}
