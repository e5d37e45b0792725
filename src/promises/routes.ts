import { AppError } from "../errors/errors.ts";
import { demandRole } from "../http/auth/guard.ts";
import { guestOf, untilClosed } from "../http/bodies/download.ts";
import { textLimitBytes } from "../http/bodies/json.ts";
import { neededRank } from "../http/contract/access.ts";
import { operation, type Routes } from "../http/contract/operation.ts";
import { retryAfterSeconds, sharePlaces } from "../http/limits/places.ts";
import { metricsOf } from "../http/metrics/measure.ts";
import { configOf, contextOf } from "../http/request/context.ts";
import { FoundPromises, TextToRead } from "./model.ts";
import { findInText } from "./service.ts";

const tag = "promises";

/** Each may take a thread for some seconds. */
const finds = { inAll: 2, each: 8 };

export const promiseRoutes: Routes = async (app) => {
  const places = sharePlaces({
    ...finds,
    slowClientMs: configOf({ server: app }).slowClientMs,
    full: `Promises are looked for in ${finds.inAll} texts, which is as many as are at once.`,
    tooMany: () => {
      const detail = `Promises are looked for in ${finds.each} texts for you, which is as many as one caller has at once.`;
      return new AppError("rate_limited", detail, { extra: { policy: "finds", retryAfterSeconds } });
    },
  });
  metricsOf(app).places(() => [{ place: "finds", ...places.load() }]);

  app.post(
    "/v1/promises/find",
    {
      bodyLimit: textLimitBytes,
      schema: operation({
        id: "findPromises",
        tag,
        access: "read",
        summary: "Find the sentences of a text that may be promises, without recording anything",
        description:
          "Every sentence is answered, none is hidden: ranked by what speaks for a promise, with each word that does and its weight. By rules, without a language model, so the same text gives the same answer. The text of a source is for who may read it.",
        body: TextToRead,
        answers: { 200: FoundPromises },
        problems: ["not_found", "unprocessable"],
      }),
    },
    async (req, reply) => {
      const ctx = contextOf(req);
      const over = untilClosed(reply);
      await places.take({ ...guestOf(req, reply), isSlow: () => false }, over);
      const demandTexts = () => demandRole(ctx.principal, neededRank("text", configOf(req)));
      return findInText(ctx, req.body, { over, demandTexts });
    },
  );
};
