/** A fault that a careless change could bring: what stands in a file, and what is put in its place. */
export interface Mutant {
  /** What would be wrong, for whoever uses the service. */
  name: string;
  file: string;
  /** Stands exactly once in the file. */
  from: string;
  to: string;
  /** The test files that are to find it, of this project. */
  tests: readonly string[];
  project: "sqlite" | "postgresql" | `drills on ${"sqlite" | "postgresql"}`;
}

/** The project that has such tests: all of them are drills, or none; drills on PostgreSQL have others besides. */
const projectOf = (where: Mutant["project"], tests: readonly string[]): Mutant["project"] =>
  tests.some((test) => test.includes(".drill.")) ? `drills on ${where === "sqlite" ? "sqlite" : "postgresql"}` : where;

/** Of one subject: the name, the file, what stands there, what is put there, the tests. */
export type Row = readonly [name: string, file: string, from: string, to: string, ...tests: string[]];

export const mutantsOf = (rows: readonly Row[], where: Mutant["project"] = "sqlite"): Mutant[] =>
  rows.map(([name, file, from, to, ...tests]) => ({
    ...{ name, file, from, to, project: projectOf(where, tests) },
    tests: tests.map((test) => `tests/${test}.test.ts`),
  }));
