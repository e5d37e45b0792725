import type { Context } from "../context.ts";
import { invalid } from "../errors.ts";
import type { Quote } from "../quotes/model.ts";
import { quoteFor } from "../quotes/service.ts";
import { checkParties, findAt } from "../records.ts";
import type { CommitmentBody } from "./model.ts";

/** The writable fields that need checking against other records. @throws AppError unprocessable, quote_not_found, quote_ambiguous */
export async function content(ctx: Context, input: CommitmentBody, pending: Quote[]) {
  const { title, summary, type, parties, firmness, statedOn, sectors, tags, location } = input;
  await checkParties(
    ctx,
    parties.map(({ party }) => party),
    (n) => `/parties/${n}/party`,
  );
  checkUnique(
    parties.map(({ party, role }) => `${party} as ${role}`),
    "/parties",
  );
  checkUnique(tags, "/tags");
  if (!parties.some(({ role }) => role === "promisor"))
    throw invalid("/parties", "no_promisor", "Somebody must be the promisor of a commitment.");
  const quotes: string[] = [];
  for (const [n, item] of input.quotes.entries()) {
    const at = `/quotes/${n}`;
    const quote =
      "id" in item ? await findAt(ctx, "quote", item.id, `${at}/id`) : await quoteFor(ctx, item, at, pending);
    if (quote.version === 0 && !pending.includes(quote)) pending.push(quote);
    if (!quotes.includes(quote.id)) quotes.push(quote.id);
  }
  return { title, summary, type, parties, firmness, statedOn, quotes, sectors, tags, location };
}

function checkUnique(values: readonly string[], pointer: string): void {
  values.forEach((value, n) => {
    if (values.indexOf(value) < n) throw invalid(`${pointer}/${n}`, "repeated", `${value} is there already.`);
  });
}
