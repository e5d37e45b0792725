import { createHash } from "node:crypto";
import type { Writable } from "node:stream";
import { LRUCache } from "lru-cache";
import type pg from "pg";
import { built, type Ready, type SQL } from "../schema/sql.ts";
import type { Row } from "../sql/row.ts";
import { type Asked, answerTo, type Steps, statementsIn } from "../sql/statement.ts";

/** Runs a generator on one connection: each statement prepared, and awaited before the next. */
export async function runOn<T>(client: pg.ClientBase, steps: Steps<T>): Promise<T> {
  let step = steps.next();
  while (!step.done) {
    const answers: Row[][] = [];
    for (const query of statementsIn(step.value)) answers.push(await send(client, query).rows);
    step = steps.next(answerTo(step.value, answers));
  }
  return step.value;
}

/** The statements of a transaction, on a client that pipelines. */
export interface Pipeline {
  /** Runs a generator: waits for what it reads, and goes on while what answers nothing is still under way. */
  run: <T>(steps: Steps<T>) => Promise<T>;
  /** Until nothing is under way. @throws the first error of what was */
  settled: () => Promise<void>;
  /** How many statements were sent that may write, and whether any has failed. */
  sent: Readonly<{ writes: number; hasFailed: boolean }>;
}

const mostUnderway = 100;

export function pipelineOn(client: pg.ClientBase): Pipeline {
  const sent = { writes: 0, hasFailed: false };
  let underway: Promise<Row[]>[] = [];
  const settled = async () => {
    const all = underway;
    underway = [];
    await Promise.all(all);
  };

  async function ask(asked: Asked): Promise<Row[]> {
    corkForNow(client);
    const several = statementsIn(asked).map((query) => send(client, query));
    for (const { text, rows } of several) {
      if (!isRead(text)) sent.writes += 1;
      rows.catch(() => {
        sent.hasFailed = true;
      });
      underway.push(rows);
    }
    if (underway.length < mostUnderway && several.every(({ text }) => isSilent(text))) return [];
    await settled();
    const answers = await Promise.all(several.map(({ rows }) => rows));
    return answerTo(asked, answers);
  }

  return {
    run: async (steps) => {
      let step = steps.next();
      while (!step.done) step = steps.next(await ask(step.value));
      return step.value;
    },
    settled,
    sent,
  };
}

const isRead = (text: string): boolean => /^\s*select\b/i.test(text);
/** Whether a statement answers nothing that anybody could wait for. */
const isSilent = (text: string): boolean => /^\s*(insert|update|delete)\b/i.test(text) && !/\breturning\b/i.test(text);

function send(client: pg.ClientBase, query: SQL | Ready): { text: string; rows: Promise<Row[]> } {
  const { text, values } = built(query, "postgresql");
  const name = isKnown(text) ? { name: nameOf(text) } : {};
  return { text, rows: client.query<Row>({ ...name, text, values: [...values] }).then(({ rows }) => rows) };
}

/** What is sent in this turn leaves as one packet: to the system, each is as dear as a statement. */
function corkForNow(client: pg.ClientBase): void {
  const { stream } = (client as unknown as { connection: { stream: Writable } }).connection;
  stream.cork();
  process.nextTick(() => stream.uncork());
}

/**
 * A full-text search is planned anew each time: whether to walk an index or to sort what is found depends on how common
 * the words are, which a plan for any words cannot know.
 */
const isKnown = (sql: string): boolean => !sql.includes("::tsquery");

const names = new LRUCache<string, string>({ max: 1000 });

/** Prepared statements are known to the server by name. */
function nameOf(sql: string): string {
  const known = names.get(sql);
  if (known !== undefined) return known;
  const name = createHash("sha1").update(sql).digest("base64url");
  names.set(sql, name);
  return name;
}
