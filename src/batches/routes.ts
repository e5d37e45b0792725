import type { FastifyInstance, FastifyRequest } from "fastify";
import { textLimitBytes } from "../http/bodies/json.ts";
import { operation, type Routes } from "../http/contract/operation.ts";
import { keepWith } from "../http/idempotency/keys.ts";
import { demandTime } from "../http/limits/deadline.ts";
import { sayWhy } from "../http/reason.ts";
import { contextOf } from "../http/request/context.ts";
import { asPartsOf } from "../http/request/part.ts";
import { Batch, BatchReport } from "./model.ts";
import { type Answer, runBatch } from "./service.ts";

export const batchRoutes: Routes = async (app) => {
  app.post(
    "/v1/batch",
    {
      bodyLimit: textLimitBytes,
      schema: operation({
        id: "runBatch",
        tag: "imports",
        access: "write",
        summary: "Many changes as one: up to 1000 requests in order, in one transaction",
        description:
          "Each operation is judged as the request alone would be, on what those before it have left. All of them are done, or none: then `errors` names what is wrong with which, each with a pointer into this body. What is done is one change set, and can be reverted as one.",
        body: Batch,
        answers: { 200: BatchReport },
        problems: ["batch_failed"],
      }),
    },
    async (req) => {
      const { operations, dryRun, effects, reason } = req.body;
      sayWhy(req, reason);
      const ctx = contextOf(req);
      return runBatch(ctx, operations, {
        dryRun,
        effects,
        demandTime: () => demandTime(req),
        send: (each, store) =>
          asPartsOf({ principal: ctx.principal, store, reason: ctx.reason }, () => send(app, req, each)),
        sealed: keepWith(ctx, ctx.once),
      });
    },
  );
};

/** Of the request as a whole, what its parts are answered by: under which address the service is seen. */
const handedOn = ["host", "x-forwarded-host", "x-forwarded-proto", "x-forwarded-for", "traceparent"];

type Each = Parameters<Parameters<typeof runBatch>[2]["send"]>[0];

async function send(app: FastifyInstance, whole: FastifyRequest, { op, path, body, ifMatch }: Each): Promise<Answer> {
  const headers = Object.fromEntries(
    handedOn.flatMap((name) => (whole.headers[name] ? [[name, whole.headers[name]]] : [])),
  );
  const response = await app.inject({
    method: op,
    url: path,
    headers: {
      ...headers,
      "x-request-id": whole.id,
      ...(ifMatch !== undefined && { "if-match": `"${ifMatch}"` }),
      ...(body !== undefined && { "content-type": "application/json" }),
    },
    ...(body !== undefined && { payload: JSON.stringify(body) }),
  });
  return { status: response.statusCode, body: response.payload === "" ? null : response.json() };
}
