import type { Commitment, CommitmentBody } from "../domain/commitment.ts";
import { isPromisor } from "../domain/commitment-party.ts";
import type { Condition, NewCondition } from "../domain/condition.ts";
import type { Quote } from "../domain/quote.ts";
import type { Measurement, NewMeasurement, NewTarget, Target } from "../domain/target.ts";
import { invalid } from "../errors/errors.ts";
import type { Context } from "../records/context.ts";
import { demandBegun } from "../records/future.ts";
import { checkParties } from "../records/records.ts";
import { quoteAt, quoteFor } from "../sources/quotes/service.ts";
import { evidenceFor, type Place } from "./events/service.ts";

/**
 * The writable fields that need checking against other records. `was`: the commitment that they change, whose own
 * parties and quotes are there, since what is pointed at cannot go.
 * @throws AppError unprocessable, quote_not_found, quote_ambiguous
 */
export async function content(ctx: Context, input: CommitmentBody, pending: Quote[], was?: Commitment) {
  const { title, summary, type, parties, firmness, statedOn, sectors, tags, location } = input;
  const codes = parties.map(({ party }) => party);
  const known = new Set(was?.parties.map(({ party }) => party));
  if (!codes.every((code) => known.has(code))) await checkParties(ctx, codes, (n) => `/parties/${n}/party`);
  checkUnique(
    parties.map(({ party, role }) => `${party} as ${role}`),
    "/parties",
  );
  checkUnique(tags, "/tags");
  if (!parties.some(isPromisor))
    throw invalid("/parties", "no_promisor", "Somebody must be the promisor of a commitment.");
  const quotes: string[] = [];
  for (const [n, item] of input.quotes.entries()) {
    const at = `/quotes/${n}`;
    if ("id" in item && was?.quotes.includes(item.id)) {
      if (!quotes.includes(item.id)) quotes.push(item.id);
      continue;
    }
    const quote =
      "exact" in item ? await quoteFor(ctx, item, at, pending) : await quoteAt(ctx, item.id, `${at}/id`, pending);
    if (quote.version === 0 && !pending.includes(quote)) pending.push(quote);
    if (!quotes.includes(quote.id)) quotes.push(quote.id);
  }
  const { reviewedOn, nextReviewOn, testability } = input;
  if (reviewedOn !== null) demandBegun(ctx, reviewedOn, { of: "review", at: "/reviewedOn" });
  const conditions = await conditionsFor(ctx, input.conditions, pending);
  const targets = await targetsFor(ctx, input.targets, pending);
  const { recurrence } = input;
  const care = { reviewedOn, nextReviewOn, testability, conditions, targets, recurrence };
  return { title, summary, type, parties, firmness, statedOn, quotes, sectors, tags, location, ...care };
}

async function targetsFor(ctx: Context, given: readonly NewTarget[], pending: Quote[]): Promise<Target[]> {
  const targets: Target[] = [];
  for (const [n, { id = ctx.newId(), measurements, ...fields }] of given.entries()) {
    const target: Target = { id, ...fields, measurements: [] };
    for (const [m, measurement] of measurements.entries()) {
      const at = `/targets/${n}/measurements/${m}`;
      target.measurements.push(await measurementFor(ctx, measurement, { at, pending }));
    }
    targets.push(target);
  }
  checkUnique(
    targets.flatMap(({ id, measurements }) => [id, ...measurements.map((of) => of.id)]),
    "/targets",
  );
  return targets;
}

/** @throws AppError unprocessable */
export async function measurementFor(ctx: Context, given: NewMeasurement, place: Place): Promise<Measurement> {
  const { id = ctx.newId(), value, on, evidence } = given;
  demandBegun(ctx, on, { of: "measured", at: `${place.at}/on` });
  return { id, value, on, evidence: await evidenceFor(ctx, evidence, place) };
}

async function conditionsFor(ctx: Context, given: readonly NewCondition[], pending: Quote[]): Promise<Condition[]> {
  const conditions: Condition[] = [];
  for (const [n, { id = ctx.newId(), text, state, decidedOn, evidence }] of given.entries()) {
    const at = `/conditions/${n}`;
    if (decidedOn !== null) demandBegun(ctx, decidedOn, { of: "condition", at: `${at}/decidedOn` });
    conditions.push({ id, text, state, decidedOn, evidence: await evidenceFor(ctx, evidence, { at, pending }) });
  }
  checkUnique(
    conditions.map(({ id }) => id),
    "/conditions",
  );
  return conditions;
}

function checkUnique(values: readonly string[], pointer: string): void {
  values.forEach((value, n) => {
    if (values.indexOf(value) < n) throw invalid(`${pointer}/${n}`, "repeated", `${value} is there already.`);
  });
}
