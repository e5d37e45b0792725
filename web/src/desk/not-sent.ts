import type { Problem } from "../api.ts";

/** What a page itself knows to be wrong with a field: nothing is sent, and it is said beside that field. */
export class NotSent extends Error {
  readonly problem: Problem;

  constructor(field: string, detail: string) {
    super(detail);
    const errors = [{ pointer: `/${field}`, detail }];
    this.problem = { status: 0, code: "not_sent", title: "Nothing was sent", detail, errors };
  }
}
