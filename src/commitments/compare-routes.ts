import { z } from "zod";
import { PlainDate } from "../dates/edtf.ts";
import { invalidParameter } from "../errors/errors.ts";
import { operation, type Routes } from "../http/contract/operation.ts";
import { answerList, bound, listOf, paging } from "../http/lists.ts";
import { contextOf } from "../http/request/context.ts";
import { moment, thenAt } from "../http/time-travel.ts";
import { Compared, compareMoments, type Side } from "./comparison.ts";
import { commitmentFilters, toFilters } from "./filters.ts";

const instant = (words: string) =>
  moment.asOf.meta({ description: words, examples: ["2024-07-01T00:00:00.000Z", "seq:412"] });
const day = (words: string) => PlainDate.optional().meta({ description: words });

export const compareRoutes: Routes = async (app) => {
  app.get(
    "/v1/compare",
    {
      schema: operation({
        id: "compareMoments",
        tag: "commitments",
        access: "read",
        summary: "What differs between two moments: what is new, what has gone, which fields have changed",
        description:
          "`from` and `to` are instants of the record, `fromOn` and `toOn` days of the world; one of `from` and `fromOn` must be given. A commitment is compared if it matches the filters at either moment. A page may be short, or empty, before the end: one request looks at 2000 commitments.",
        query: z.strictObject({
          ...commitmentFilters,
          from: instant("What was on record by this instant, or with this line of the ledger (`seq:412`)."),
          to: instant("What is compared with it; what is on record now when left out."),
          fromOn: day("What had happened by this day."),
          toOn: day("What had happened by this day is compared with it; today when left out."),
          ...paging,
        }),
        answers: { 200: listOf(Compared, "Comparison") },
        headers: ["ETag", "Link"],
        problems: ["invalid_cursor"],
      }),
    },
    async (req, reply) => {
      const { from, to, fromOn, toOn, limit, ...query } = req.query;
      if (from === undefined && fromOn === undefined)
        throw invalidParameter("from", "required", "Name the earlier moment by `from`, `fromOn` or both.");
      const ctx = contextOf(req);
      const side = async (asked: { asOf: string | undefined; on: string | undefined }, name: string): Promise<Side> => {
        const isPast = asked.asOf !== undefined || asked.on !== undefined;
        const then = isPast ? { ...ctx, ...(await thenAt(req, asked, name)) } : ctx;
        return { ctx: then, filters: await toFilters(then, query) };
      };
      const first = await side({ asOf: from, on: fromOn }, "from");
      const second = await side({ asOf: to, on: toOn }, "to");
      return answerList(req, reply, req.query, {
        binding: ["compare", from, to, fromOn, toOn, bound(first.filters)],
        read: (place) => compareMoments([first, second], { limit, ...place }),
        view: (rows: Compared[]) => rows,
      });
    },
  );
};
