// biome-ignore-all lint/suspicious/noTemplateCurlyInString: lines of code, as they stand in their files
import { mutantsOf } from "./mutant.ts";

/** Our client, and the pages. */
export const clients = mutantsOf([
  [
    "the client repeats a request whose answer was lost under another Idempotency-Key: it is done twice",
    "clients/typescript/src/transport.ts",
    "prepare(request);\n    for (let left = retries; ; left--) {\n      const response = await attempt(request.clone(), left > 0 && isRepeatable(request));",
    "for (let left = retries; ; left--) {\n      const copy = request.clone();\n      prepare(copy);\n      const response = await attempt(copy, left > 0 && isRepeatable(copy));",
    "clients/typescript.http",
  ],
  [
    "the client sends a change again whose answer was lost, without a key",
    "clients/typescript/src/transport.ts",
    'return method === "GET" || headers.has("idempotency-key") ||',
    'return method !== "DELETE" || headers.has("idempotency-key") ||',
    "clients/typescript.http",
  ],
  [
    "the client does not read what it wrote",
    "clients/typescript/src/transport.ts",
    "if (seq > seen.seq) seen.seq = seq;",
    "if (seen.seq === 0) seen.seq = seq;",
    "clients/typescript.http",
  ],
  [
    "the client edits over what somebody else has just changed",
    "clients/typescript/src/client.ts",
    "body: patch, ifMatch: record.version }",
    "body: patch }",
    "clients/typescript.http",
  ],
  [
    "the client takes messages from the future: a stolen one holds for ever",
    "clients/typescript/src/webhooks.ts",
    "Math.abs(now.getTime() / 1000 - Number(timestamp)) > toleranceSeconds",
    "now.getTime() / 1000 - Number(timestamp) > toleranceSeconds",
    "clients/webhooks.unit",
  ],
  [
    "the client tells the last line again after the stream was cut",
    "clients/typescript/src/follow.ts",
    "Object.assign(place, { seq: line.seq, id });",
    "Object.assign(place, { seq: line.seq - 1, id: null });",
    "clients/typescript.http",
  ],
  [
    "by 2027 is read as 2027",
    "web/src/dates.ts",
    "return `by ${lastOf(end)}`;",
    "return oneDate(end);",
    "pages/words.unit",
  ],
  [
    "what is late by a month or more is told as a month",
    "web/src/dates.ts",
    "if (maxDays === null) return `at least ${spanWords(minDays)}`;",
    "if (maxDays === null) return spanWords(minDays);",
    "pages/words.unit",
  ],
  [
    "sums of money lead nowhere",
    "web/src/parts/money.tsx",
    "<a href={`#money-${sums.currency}-${stage}`}>{numberWords(sums[stage])}</a>",
    "<span>{numberWords(sums[stage])}</span>",
    "pages/terms.browser",
  ],
  [
    "a window of dates is drawn as a day",
    "web/src/charts/life.tsx",
    'entry.entry === "original_due" || earliest !== latest;',
    'entry.entry === "original_due";',
    "pages/reading.browser",
  ],
  [
    "the pages show what is known today at an earlier time",
    "web/src/parts/layout.tsx",
    "...(asOf && { asOf }) };\n}\n\n/** Of it",
    "};\n}\n\n/** Of it",
    "pages/reading.browser",
  ],
  [
    "the address of the next page has the cursor of another list",
    "web/src/router.ts",
    'next.delete("cursor");',
    "",
    "pages/large.browser",
  ],
]);
