import { answers } from "./answers.ts";
import { checks } from "./checks.ts";
import { clients } from "./clients.ts";
import { judging } from "./judging.ts";
import { ledger } from "./ledger.ts";
import type { Mutant } from "./mutant.ts";
import { news } from "./news.ts";
import { postgres } from "./postgres.ts";
import { secrets } from "./secrets.ts";
import { times, timesOnPostgres } from "./times.ts";
import { words } from "./words.ts";

const subjects = {
  checks,
  ledger,
  times: [...times, ...timesOnPostgres],
  answers,
  news,
  words,
  judging,
  clients,
  postgres,
  secrets,
};

/** All faults that are planted, each with its subject. */
export const mutants: readonly (Mutant & { subject: string })[] = Object.entries(subjects).flatMap(([subject, some]) =>
  some.map((mutant) => ({ subject, ...mutant })),
);
