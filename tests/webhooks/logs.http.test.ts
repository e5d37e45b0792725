import { Writable } from "node:stream";
import Fastify from "fastify";
import { expect, it, vi } from "vitest";
import { buildApp } from "../../src/app.ts";
import { make, openWithParties } from "../helpers/http-bodies.ts";
import { answering, openReceiver } from "../helpers/receiver.ts";

it("the log says that a webhook was disabled and why, and holds no secret, signature or address, even at trace", async () => {
  const t = await openWithParties();
  const chunks: string[] = [];
  const stream = new Writable({
    write: (chunk, _encoding, done) => {
      chunks.push(String(chunk));
      done();
    },
  });
  const logger = Fastify({ logger: { level: "trace", stream } }).log;
  const config = { ...t.config, webhooks: true };
  const app = await buildApp({ store: t.store, config, now: t.clock.now, logger });
  await app.listen({ port: 0, host: "127.0.0.1" });
  const receiver = await openReceiver(answering(410));
  const { body: made } = await t.request.post("/v1/webhooks").send({ url: `${receiver.url}/canary-in-the-address` });
  const { body: rotated } = await t.request.post(`/v1/webhooks/${made.id}/rotate`);
  await make(t);
  const [told] = await receiver.got(1);
  const lines = () => chunks.join("").split("\n");
  await vi.waitFor(() => expect(lines().some((line) => line.includes("a webhook was disabled"))).toBe(true), 5000);
  const line = JSON.parse(lines().find((each) => each.includes("a webhook was disabled")) ?? "{}");
  expect(line).toMatchObject({ webhook: made.id, reason: "The receiver answered 410: it wants no more." });
  const signatures = told?.headers["webhook-signature"]?.split(" ") ?? [];
  expect(signatures).toHaveLength(2);
  for (const canary of ["canary-in-the-address", made.secret.slice(6), rotated.secret.slice(6), ...signatures])
    expect(chunks.join("")).not.toContain(canary);
  receiver.close();
  await app.close();
  await t.close();
});
