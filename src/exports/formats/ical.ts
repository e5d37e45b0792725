import { statusGroup } from "../../domain/codelists/codelists.ts";
import type { Due } from "../../domain/due.ts";
import type { ExchangeLine } from "../exchange/model.ts";
import type { Setting } from "./format.ts";

/**
 * Due dates as a calendar (RFC 5545): an all-day event on the last possible day, and one on the first if that is
 * another day. A due date without such a day has no event, nor has one in the year 0000: some readers would refuse the
 * whole calendar for it.
 */
export async function* writeIcal(lines: AsyncIterable<ExchangeLine>, { base }: Setting): AsyncGenerator<string> {
  yield contentLines([
    ["BEGIN", "VCALENDAR"],
    ["VERSION", "2.0"],
    ["PRODID", "-//Servanda//Commitments//EN"],
    ["CALSCALE", "GREGORIAN"],
    ["METHOD", "PUBLISH"],
    ["NAME", text("Commitments due")],
    ["X-WR-CALNAME", text("Commitments due")],
    ["REFRESH-INTERVAL;VALUE=DURATION", "PT6H"],
    ["X-PUBLISHED-TTL", "PT6H"],
  ]);
  for await (const line of lines) {
    yield eventsOf({ ...line, uid: line.id, isOff: line.timeliness === "closed_unmet" }, line, base);
    for (const milestone of line.milestones ?? []) {
      const { id, title, state, due, version, updatedAt } = milestone;
      const isOff = state === "dropped" || state === "not_met" || statusGroup(line.status) !== "open";
      const isMet = state === "met";
      const named = { uid: id, title: `${title} (${line.title})`, due, version, updatedAt, isOff: isOff && !isMet };
      yield eventsOf(named, line, base);
    }
  }
  yield contentLines([["END", "VCALENDAR"]]);
}

interface Dated {
  uid: string;
  title: string;
  due: Due | null;
  version: number;
  updatedAt: string;
  /** It will not come to pass any more. */
  isOff: boolean;
}

function eventsOf(dated: Dated, line: ExchangeLine, base: string): string {
  const { earliest = null, latest = null } = dated.due ?? {};
  const on = (day: string | null, part: Occasion["part"]) =>
    day === null || day.startsWith("0000") ? "" : allDay(dated, { line, base, day, part });
  return (earliest === latest ? "" : on(earliest, "opens")) + on(latest, "due");
}

interface Occasion {
  line: ExchangeLine;
  base: string;
  day: string;
  part: "opens" | "due";
}

/** A day within a window is as sure as the window is narrow: TENTATIVE unless the due date is that one day. */
function allDay({ uid, title, due, version, updatedAt, isOff }: Dated, { line, base, day, part }: Occasion): string {
  const status = isOff ? "CANCELLED" : due?.earliest === due?.latest ? "CONFIRMED" : "TENTATIVE";
  const words = [due?.text && `"${due.text}"`, due?.edtf].filter(Boolean).join(", ");
  return contentLines([
    ["BEGIN", "VEVENT"],
    ["UID", `${uid}-${part}`],
    ["DTSTAMP", compact(updatedAt)],
    ["LAST-MODIFIED", compact(updatedAt)],
    ["SEQUENCE", String(version)],
    ["DTSTART;VALUE=DATE", day.replaceAll("-", "")],
    ["SUMMARY", text(part === "due" ? `Due: ${title}` : `Due window opens: ${title}`)],
    ["DESCRIPTION", text(`Due: ${words}\nStatus: ${line.status}, since ${line.statusSince}`)],
    ["CATEGORIES", [line.type, line.status].map(text).join(",")],
    ["STATUS", status],
    ["TRANSP", "TRANSPARENT"],
    ["URL", `${base}/v1/commitments/${line.slug}`],
    ["END", "VEVENT"],
  ]);
}

/** An instant in UTC as RFC 5545 writes it (section 3.3.5), to the second. */
const compact = (instant: string): string => `${instant.slice(0, 19).replace(/[-:]/g, "")}Z`;

// biome-ignore lint/suspicious/noControlCharactersInRegex: RFC 5545 has no place for them
const controls = /[\u0000-\u0008\u000b-\u001f\u007f]/g;

/** A TEXT value (RFC 5545, section 3.3.11). */
function text(value: string): string {
  return value
    .replace(/\r\n?/g, "\n")
    .replace(controls, "")
    .replace(/[\\;,]/g, "\\$&")
    .replaceAll("\n", "\\n");
}

const contentLines = (properties: readonly (readonly [string, string])[]): string =>
  properties.map(([name, value]) => `${folded(`${name}:${value}`)}\r\n`).join("");

const longest = 75;

/** Folds a line after 75 octets: the rest on lines that begin with a space (section 3.1); cuts no character in two. */
function folded(line: string): string {
  if (Buffer.byteLength(line) <= longest) return line;
  const parts: string[] = [];
  let part = "";
  let room = longest;
  for (const character of line) {
    const size = Buffer.byteLength(character);
    if (size > room) {
      parts.push(part);
      part = "";
      room = longest - 1;
    }
    part += character;
    room -= size;
  }
  return [...parts, part].join("\r\n ");
}
