/** What was filed last: where it is, and how to take it back. */
export interface Filed {
  changeSet: number | null;
  slug: string;
  title: string;
  warnings: readonly { detail: string }[];
  takeBack: () => Promise<unknown>;
}
