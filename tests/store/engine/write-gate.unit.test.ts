import { expect, it } from "vitest";
import { openGate } from "../../../src/store/engine/write-gate.ts";

const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => "done",
    ({ code }: { code: string }) => code,
  );

it("a held gate lets nobody pass until it is free again, and then one holder at a time", async () => {
  const gate = openGate();
  const order: string[] = [];
  const goOn = Promise.withResolvers<void>();
  const first = gate.hold(async () => {
    await goOn.promise;
    order.push("first");
  });
  const others = ["second", "third"].map((name) =>
    gate.hold(async () => {
      order.push(`${name} begins`);
      await Promise.resolve();
      order.push(`${name} ends`);
    }),
  );
  const passing = gate.pass().then(() => order.push("passed"));
  goOn.resolve();
  await Promise.all([first, ...others, passing]);
  const held = order.filter((step) => step !== "passed");
  expect(held).toEqual(["first", "second begins", "second ends", "third begins", "third ends"]);
  expect(order).toContain("passed");
});

it("who waits for too long is turned away as unavailable, and a holder that fails frees the gate", async () => {
  const gate = openGate(1);
  const goOn = Promise.withResolvers<void>();
  const failing = codeOf(gate.hold(() => goOn.promise));
  expect(await Promise.all([codeOf(gate.pass()), codeOf(gate.hold(async () => {}))])).toEqual([
    "unavailable",
    "unavailable",
  ]);
  goOn.reject({ code: "failed" });
  expect(await failing).toBe("failed");
  expect(await codeOf(gate.pass())).toBe("done");
});
