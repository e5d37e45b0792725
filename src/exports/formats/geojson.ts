import { promisorsOf } from "../../domain/commitment-party.ts";
import type { ExchangeLine } from "../exchange/model.ts";
import { aboutDataset, type Setting } from "./format.ts";

/**
 * A FeatureCollection (RFC 7946): commitments with a location as points; the others, if asked for, as features without
 * geometry (section 3.2). Foreign members (section 6.1) say what the export is of and how many there are of both.
 */
export async function* writeGeojson(lines: AsyncIterable<ExchangeLine>, setting: Setting): AsyncGenerator<string> {
  const count = { located: 0, unlocated: 0 };
  yield `{"type":"FeatureCollection","servanda":${JSON.stringify(aboutDataset(setting))},"features":[`;
  let separator = "\n";
  for await (const line of lines) {
    count[line.location === null ? "unlocated" : "located"] += 1;
    if (line.location === null && !setting.unlocated) continue;
    yield separator + JSON.stringify(featureOf(line, setting.base));
    separator = ",\n";
  }
  yield `\n],"located":${count.located},"unlocated":${count.unlocated}}\n`;
}

function featureOf(line: ExchangeLine, base: string): object {
  const { id, slug, title, summary, type, firmness, status, statusSince, statedOn, due, slippage } = line;
  const { timeliness, progress, fulfilment, corroboration, tags, parties, version, updatedAt } = line;
  const properties = {
    slug,
    title,
    summary,
    type,
    firmness,
    status,
    statusSince,
    statedOn,
    due: due?.edtf ?? null,
    dueText: due?.text ?? null,
    dueEarliest: due?.earliest ?? null,
    dueLatest: due?.latest ?? null,
    timeliness,
    slippageMinDays: slippage?.minDays ?? null,
    slippageMaxDays: slippage?.maxDays ?? null,
    progress,
    fulfilment,
    corroboration,
    promisors: promisorsOf(parties),
    parties: [...new Set(parties.map(({ party }) => party))],
    tags,
    version,
    updatedAt,
    url: `${base}/v1/commitments/${slug}`,
  };
  return { type: "Feature", id, geometry: line.location, properties };
}
