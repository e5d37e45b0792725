import { LRUCache } from "lru-cache";
import type { Marks } from "./dependencies.ts";
import { followLedger, type LedgerFollower, type Reading } from "./ledger-follower.ts";

/** What an entry takes beside its body and its key, roughly: headers and bookkeeping; and each of its marks. */
const overheadBytes = 1000;
const markBytes = 100;

/** Names and values in turn, as node:http takes them. */
export type Headers = readonly string[];

/**
 * An answer as it is sent, without the headers that belong to one request. `content` is null for a 304, which answers
 * clients that hold its tag.
 */
export interface Answer {
  /** Since when it is right. */
  reading: Reading;
  /** What it was made of. */
  marks: Marks;
  /** The UTC day that it was made for (days since 1970); null: it is the same on any. */
  day: number | null;
  tag: string | undefined;
  headers: Headers;
  content: { body: string | Buffer; headers: Headers } | null;
}

/** Ready answers, bounded in bytes: those asked for least recently go first. */
export interface AnswerCache {
  ledger: LedgerFollower;
  has: (key: string) => boolean;
  /** The answer that is right on this day, as far as is known of the ledger. */
  get: (key: string, day: number) => Answer | undefined;
  set: (key: string, answer: Answer) => void;
  heldBytes: () => number;
  /** How many answers are held. */
  size: () => number;
  /** Since the start: answers that were given again, reads that had none that was right, answers found out of date. */
  counts: { hits: number; misses: number; stale: number };
}

interface Kept extends Answer {
  /** What was known of the ledger when it was last found right. */
  checked: number;
}

/** At most `bytes` of answers; 0: none is kept. */
export function answerCache(bytes: number): AnswerCache | null {
  if (bytes === 0) return null;
  const answers = new LRUCache<string, Kept>({ maxSize: bytes });
  const ledger = followLedger();
  const counts = { hits: 0, misses: 0, stale: 0 };

  function isRight(answer: Kept): boolean {
    const known = ledger.known();
    if (answer.checked === known) return true;
    const isUnchanged = ledger.isUnchanged(answer.reading, answer.marks);
    if (isUnchanged) answer.checked = known;
    return isUnchanged;
  }

  return {
    ledger,
    has: (key) => answers.has(key),
    get: (key, day) => {
      const answer = answers.get(key);
      if (answer === undefined) return undefined;
      if ((answer.day === null || answer.day === day) && isRight(answer)) return answer;
      answers.delete(key);
      counts.stale += 1;
      return undefined;
    },
    set: (key, answer) => {
      const content = answer.content?.body.length ?? 0;
      const size = content + 2 * key.length + markBytes * answer.marks.size + overheadBytes;
      answers.set(key, { ...answer, checked: -1 }, { size });
    },
    heldBytes: () => answers.calculatedSize,
    size: () => answers.size,
    counts,
  };
}
