import { z } from "zod";
import { Participation } from "../../domain/codelists/codelists.ts";
import { ParticipationOf } from "../../domain/participation.ts";
import { operation, type Routes } from "../../http/contract/operation.ts";
import { answerList, counting, listOf, paging } from "../../http/lists.ts";
import { contextOf, headOf } from "../../http/request/context.ts";
import { moment } from "../../http/time-travel.ts";
import { find } from "../../records/records.ts";
import { Key, PartyRef } from "../../validation/fields.ts";
import { manyOrNot } from "../../validation/parameters.ts";
import { readParticipation } from "./service.ts";

const ParticipationList = listOf(ParticipationOf, "ParticipationList");
const query = z.strictObject({
  state: manyOrNot(Participation).optional().meta({ description: "Parties that stand so." }),
  party: manyOrNot(PartyRef).optional().meta({ description: "Only these parties." }),
  ...moment,
  ...paging,
  ...counting,
});

export const participationRoutes: Routes = async (app) => {
  app.get(
    "/v1/commitments/:id/participation",
    {
      schema: operation({
        id: "listParticipation",
        tag: "events",
        access: "read",
        summary: "Where each party stands, by its own acts",
        description:
          "By party code; empty where no event names `parties`. Each with the rule that gave its state and the events that fed it.",
        params: z.strictObject({ id: Key }),
        query,
        answers: { 200: ParticipationList },
        headers: ["ETag", "Link"],
        problems: ["not_found", "invalid_cursor"],
      }),
    },
    async (req, reply) => {
      const ctx = contextOf(req);
      await headOf(req);
      const commitment = await find(ctx, "commitment", req.params.id);
      const { state, party, limit } = req.query;
      const isChosen = ({ values, not }: { values: readonly string[]; not: boolean }, value: string) =>
        values.includes(value) !== not;
      const all = (await readParticipation(ctx, commitment)).filter(
        (of) => (!state || isChosen(state, of.state)) && (!party || isChosen(party, of.party)),
      );
      return answerList<ParticipationOf, ParticipationOf>(req, reply, req.query, {
        binding: ["participation", commitment.id, state, party],
        read: async ({ after }) => {
          const rest = after === undefined ? all : all.filter((of) => of.party > String(after[0]));
          const rows = rest.slice(0, limit);
          return { rows, next: rest.length > limit ? [rows.at(-1)?.party ?? null] : null };
        },
        view: (rows) => rows,
        count: async (atMost) => Math.min(all.length, atMost),
      });
    },
  );
};
