import { expect, test } from "vitest";
import { Status } from "../../src/domain/codelists/codelists.ts";
import { statuses } from "../../web/src/codes.ts";

test("the pages know the statuses in the order of their code list, before it is there", () => {
  expect(statuses).toEqual(Status.options);
});
