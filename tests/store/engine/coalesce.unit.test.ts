import fc from "fast-check";
import { expect, it } from "vitest";
import { sharing } from "../../../src/store/engine/coalesce.ts";

/** A read that ends when it is let: `started` counts those that have begun. */
function heldRead() {
  const ends: ((fails: boolean) => void)[] = [];
  const read = () => {
    const { promise, resolve, reject } = Promise.withResolvers<number>();
    const number = ends.length + 1;
    ends.push((fails) => (fails ? reject(new Error(String(number))) : resolve(number)));
    return promise;
  };
  const ended = new Set<number>();
  const end = (number: number, fails = false) => {
    if (ends[number - 1]) ended.add(number);
    ends[number - 1]?.(fails);
  };
  return { read, end, started: () => ends.length, underway: () => ends.length - ended.size };
}
const turn = () => new Promise((resolve) => setImmediate(resolve));

it("calls that come while a read is under way share the next one, and never the one that began before them", async () => {
  const { read, end, started } = heldRead();
  const shared = sharing(read);
  const first = shared();
  await turn();
  const later = [shared(), shared(), shared()];
  await turn();
  expect(started()).toBe(1);
  end(1);
  await turn();
  end(2);
  expect(await Promise.all([first, ...later])).toEqual([1, 2, 2, 2]);
});

it("a read that fails fails those who share it, and nobody else", async () => {
  const { read, end } = heldRead();
  const shared = sharing(read);
  const first = shared();
  await turn();
  const second = shared();
  end(1, true);
  await expect(first).rejects.toThrow("1");
  await turn();
  end(2);
  expect(await second).toBe(2);
});

it("a read that hangs does not hold up those that come after it", async () => {
  const { read, end } = heldRead();
  const shared = sharing(read);
  void shared();
  await turn();
  const second = shared();
  while (!(await Promise.race([second.then(() => true), turn().then(() => false)]))) end(2);
  expect(await second).toBe(2);
});

it("whatever comes and ends when: the read shared began after the call, and they run one at a time", async () => {
  const steps = fc.array(fc.constantFrom("call", "end", "fail", "turn"), { maxLength: 40 });
  await fc.assert(
    fc.asyncProperty(steps, async (all) => {
      const { read, end, started, underway } = heldRead();
      const shared = sharing(read);
      const answers: Promise<void>[] = [];
      for (const step of all) {
        const before = started();
        if (step === "call") {
          const answer = shared().catch((error: Error) => Number(error.message));
          answers.push(answer.then((number) => expect(number).toBeGreaterThan(before)));
        } else if (step === "turn") await turn();
        else end(before, step === "fail");
        expect(underway()).toBeLessThanOrEqual(1);
      }
      for (let left = 0; left < 3; left++) {
        end(started());
        await turn();
      }
      await Promise.all(answers);
    }),
    { numRuns: 200 },
  );
});
