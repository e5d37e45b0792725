import { LRUCache } from "lru-cache";

/** What an entry takes beside its body and its key, roughly: headers and bookkeeping. */
const overheadBytes = 1000;

/** What an answer was made of: the ledger up to its head, and the UTC day (days since 1970). */
export interface Moment {
  seq: number;
  hash: string;
  day: number;
}

/**
 * An answer as it is sent, without the headers that belong to one request. `content` is null for a 304, which answers
 * clients that hold its tag.
 */
export interface Answer {
  moment: Moment;
  tag: string | undefined;
  headers: Readonly<Record<string, string>>;
  content: { body: Buffer; headers: Readonly<Record<string, string>> } | null;
}

/** Ready answers, bounded in bytes: those asked for least recently go first. */
export interface AnswerCache {
  get: (key: string, moment: Moment) => Answer | undefined;
  set: (key: string, answer: Answer) => void;
  heldBytes: () => number;
}

/** At most `bytes` of answers; 0: none is kept. */
export function answerCache(bytes: number): AnswerCache | null {
  if (bytes === 0) return null;
  const answers = new LRUCache<string, Answer>({ maxSize: bytes });
  const newest = { seq: 0, day: 0 };

  function renew({ seq, day }: { seq: number; day: number }): void {
    if (seq <= newest.seq && day <= newest.day) return;
    Object.assign(newest, { seq: Math.max(seq, newest.seq), day: Math.max(day, newest.day) });
    answers.clear();
  }

  return {
    get: (key, moment) => {
      renew(moment);
      const answer = answers.get(key);
      return answer && isSameMoment(answer.moment, moment) ? answer : undefined;
    },
    set: (key, answer) => {
      const size = (answer.content?.body.length ?? 0) + 2 * key.length + overheadBytes;
      answers.set(key, answer, { size });
    },
    heldBytes: () => answers.calculatedSize,
  };
}

/** Whether nothing can have changed from one to the other. */
export function isSameMoment(a: Moment, b: Moment): boolean {
  return a.seq === b.seq && a.hash === b.hash && a.day === b.day;
}
