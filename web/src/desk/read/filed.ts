/** What was filed last: where it is, and how to take it back. */
export interface Filed {
  slug: string;
  title: string;
  warnings: readonly { detail: string }[];
  takeBack: () => Promise<unknown>;
}
