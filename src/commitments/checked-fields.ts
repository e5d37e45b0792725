import type { CommitmentBody } from "../domain/commitment.ts";
import { isPromisor } from "../domain/commitment-party.ts";
import type { Quote } from "../domain/quote.ts";
import { invalid } from "../errors/errors.ts";
import type { Context } from "../records/context.ts";
import { checkParties } from "../records/records.ts";
import { quoteAt, quoteFor } from "../sources/quotes/service.ts";

/**
 * The writable fields that need checking against other records.
 * @throws AppError unprocessable, quote_not_found, quote_ambiguous
 */
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
  if (!parties.some(isPromisor))
    throw invalid("/parties", "no_promisor", "Somebody must be the promisor of a commitment.");
  const quotes: string[] = [];
  for (const [n, item] of input.quotes.entries()) {
    const at = `/quotes/${n}`;
    const quote =
      "exact" in item ? await quoteFor(ctx, item, at, pending) : await quoteAt(ctx, item.id, `${at}/id`, pending);
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
