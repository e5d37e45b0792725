import { z } from "zod";
import { ranks } from "../domain/key.ts";
import { operation, type Routes } from "../http/contract/operation.ts";
import { contextOf } from "../http/request/context.ts";

const Caller = z
  .strictObject({
    name: z.string().meta({ description: "What the ledger would show as `recordedBy`.", examples: ["ann"] }),
    role: z.enum(ranks).meta({ description: "What the caller may do; `none`: what anyone may." }),
  })
  .meta({ id: "Caller", description: "Who asks." });

/** So that whoever holds a key learns what it is good for before writing with it. */
export const callerRoutes: Routes = async (app) => {
  app.get(
    "/v1/me",
    {
      schema: operation({
        id: "getCaller",
        tag: "service",
        access: "read",
        summary: "Who asks, and with which role",
        description: "Of the key or token that the request shows; without one, of anyone.",
        answers: { 200: Caller },
      }),
    },
    async (req, reply) => {
      const { name, role } = contextOf(req).principal;
      return reply.header("cache-control", "no-store").send({ name, role });
    },
  );
};
