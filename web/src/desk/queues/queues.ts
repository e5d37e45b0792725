/** What waits for those who keep the record: each queue is a filter of the API, so anyone can ask for it. */

export interface Queue {
  name: string;
  title: string;
  /** What it is, and what is to be done. */
  about: string;
  /** What it means that nothing is in it. */
  empty: string;
  of: "commitments" | "quotes";
  filters: Record<string, string>;
  sort: string;
  /** Whether having looked and found nothing is an answer. */
  isReviewed?: boolean;
  /** Whether those that each looks like are shown with it, to be told apart. */
  isCompared?: boolean;
}

const day = (yearsAgo: number): string => {
  const now = new Date();
  now.setUTCFullYear(now.getUTCFullYear() - yearsAgo);
  return now.toISOString().slice(0, 10);
};
export const today = (): string => day(0);

const closed = ["delivered", "completed", "cancelled", "superseded", "lapsed"];

export const queues = (): readonly Queue[] => [
  {
    name: "overdue",
    title: "Overdue, and nobody has looked",
    about:
      "By the record they are late, but nobody has searched since they fell due. Look for news, and record it or that there is none.",
    empty: "Everything overdue has been looked at since it fell due.",
    of: "commitments",
    filters: { unverified: "true" },
    sort: "due",
    isReviewed: true,
  },
  {
    name: "review",
    title: "To be looked at by now",
    about: "Somebody set a day for looking again, and it has come.",
    empty: "No day that was set for looking again has come. “Correct the record” on a commitment's page sets one.",
    of: "commitments",
    filters: { nextReviewTo: today() },
    sort: "due",
    isReviewed: true,
  },
  {
    name: "due-words",
    title: "Due words not understood",
    about: "Their due words name a time that could not be read. Write it in other words on their page, or as a date.",
    empty: "All due words were read, or name no time.",
    of: "commitments",
    filters: { dueReading: "not_understood" },
    sort: "-statedOn",
  },
  {
    name: "quotes",
    title: "Quotes that lost their place",
    about: "The newest text of their source has these words otherwise, in several places, or not at all.",
    empty: "All quotes stand in the newest text of their source.",
    of: "quotes",
    filters: { anchor: "changed,ambiguous,missing" },
    sort: "-updatedAt",
  },
  {
    name: "evidence",
    title: "Without any evidence",
    about: "Neither words nor sources are on record for them. Find where it was said.",
    empty: "Every commitment rests on words or sources.",
    of: "commitments",
    filters: { evidenced: "false" },
    sort: "-statedOn",
  },
  {
    name: "quiet",
    title: "No event for a year",
    about: "They are open, and nothing is on record that happened in the last twelve months.",
    empty: "Something happened in each open commitment within a year.",
    of: "commitments",
    filters: { quietSince: day(1), status: closed.map((code) => `!${code}`).join() },
    sort: "due",
    isReviewed: true,
  },
  {
    name: "duplicates",
    title: "Possibly the same",
    about:
      "Another one has the same title, or rests on the same words. Delete one, say that they are two different ones, or by another relation how they stand to each other.",
    empty: "No two commitments have the same title, or the same words and type.",
    of: "commitments",
    filters: { duplicated: "true" },
    sort: "title",
    isCompared: true,
  },
];
