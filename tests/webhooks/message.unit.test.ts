import { expect, it } from "vitest";
import type { Line } from "../../src/store/port/store.ts";
import { changeMessage } from "../../src/webhooks/message.ts";

const recipient = { id: "01900000-0000-7000-8000-000000000001", base: "https://servanda.example" };
const line = (more: Partial<Line> = {}) =>
  ({
    ...{ seq: 7, op: "create", kind: "party", id: "KGZ", commitmentId: null, at: "2026-11-23T09:00:00.000Z" },
    ...{ hash: "a".repeat(64), ...more },
  }) as Line;

it("the message of a line has one id for each webhook, however often it is made", () => {
  const { id } = changeMessage(recipient, line());
  expect(changeMessage(recipient, line()).id).toBe(id);
  expect(changeMessage({ ...recipient, id: "another" }, line()).id).not.toBe(id);
});

it("a line that has the number of another, in a database brought back from a backup, has another message", () => {
  const { id } = changeMessage(recipient, line());
  expect(changeMessage(recipient, line({ hash: "b".repeat(64) })).id).not.toBe(id);
});
