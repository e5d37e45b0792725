import type { SaxesAttributeNS, SaxesParser, SaxesTagNS } from "saxes";
import { AppError } from "../../errors/errors.ts";
import { shorten } from "../../errors/fault-list.ts";
import { namespace } from "../../exports/exchange/iati.ts";
import { normalizeBreaks } from "../../validation/text.ts";
import { decoded } from "../lines/decode.ts";

/** An element of XML. Names in our own namespace begin with `servanda:`; those of other namespaces are left out. */
export interface Element {
  name: string;
  attributes: Readonly<Record<string, string>>;
  /** `xml:lang`, its own or that of what it stands in. */
  language: string | null;
  children: Element[];
  text: string;
}

export const childOf = ({ children }: Element, name: string): Element | undefined =>
  children.find((child) => child.name === name);
export const childrenOf = ({ children }: Element, name: string): Element[] =>
  children.filter((child) => child.name === name);

/** The words of an element in the language of its activity, else in the first that there is. */
export function narrativeOf(element: Element | undefined, language: string | null): string | undefined {
  const narratives = element ? childrenOf(element, "narrative").filter(({ text }) => text.trim() !== "") : [];
  const own = narratives.find((narrative) => narrative.language === language) ?? narratives[0];
  return own?.text.trim();
}

/** How large an activity may be, in UTF-16 code units of the file, in elements, and in elements within one another. */
export const mostOfActivity = { length: 4 * 1024 * 1024, elements: 50_000, depth: 32 };

const versions = /^2\.0\d$/;

/**
 * The `iati-activity` elements of a file, as they come: no more than one is held, beside those of a piece. Nothing is
 * fetched, and no entity is known but the five of XML: a document type declaration is refused.
 * @throws AppError malformed_xml, too_large, invalid_request
 */
export async function* activitiesIn(bytes: AsyncIterable<Buffer>, charset?: string): AsyncGenerator<Element> {
  const found: Element[] = [];
  const saxes = await import("saxes");
  const reader = activityReader(new saxes.SaxesParser({ xmlns: true }), (activity) => found.push(activity));
  for await (const text of xmlText(bytes, charset)) {
    reader.write(text);
    yield* found.splice(0);
  }
  reader.end();
  yield* found;
}

function activityReader(parser: SaxesParser<{ xmlns: true }>, take: (activity: Element) => void) {
  const open: Element[] = [];
  const state = { passedOver: 0, elements: 0, from: 0 };
  const refuse = (why: string) => {
    throw malformed(`${why} (line ${parser.line}, column ${parser.columnIndex + 1}).`);
  };

  const begin = (tag: SaxesTagNS) => {
    state.elements += 1;
    if (open.length + state.passedOver >= mostOfActivity.depth)
      refuse(`Elements stand in each other deeper than ${mostOfActivity.depth} levels`);
    if (state.elements > mostOfActivity.elements) throw tooLarge();
    const name = nameOf(tag);
    if (open.length === 0) demandRoot(name, tag);
    if (state.passedOver > 0 || name === null) state.passedOver += 1;
    else open.push(elementOf(name, tag, open.at(-1)));
  };
  const end = () => {
    if (state.passedOver > 0) {
      state.passedOver -= 1;
      return;
    }
    const element = open.pop() as Element;
    element.text = normalizeBreaks(element.text);
    if (open.length > 1) open.at(-1)?.children.push(element);
    if (open.length !== 1) return;
    Object.assign(state, { elements: 0, from: parser.position });
    if (element.name === "iati-activity") take(element);
  };
  const add = (text: string) => {
    const within = state.passedOver > 0 ? undefined : open[open.length - 1];
    if (within && open.length > 1) within.text += text;
  };
  parser.on("error", ({ message }) => {
    throw malformed(`The file is no well-formed XML: ${shorten(message, 200)}.`);
  });
  parser.on("doctype", () => refuse("A document type declaration is not taken, nor the entities that it declares"));
  parser.on("opentag", begin);
  parser.on("closetag", end);
  parser.on("text", add);
  parser.on("cdata", add);
  return {
    write: (text: string) => {
      parser.write(text);
      if (parser.position - state.from > mostOfActivity.length) throw tooLarge();
    },
    end: () => parser.close(),
  };
}

/** The name of an element or an attribute; null for one of another namespace. */
function nameOf({ uri, local, name }: SaxesTagNS | SaxesAttributeNS): string | null {
  if (uri === "") return local;
  if (uri === namespace) return `servanda:${local}`;
  return name === "xml:lang" ? name : null;
}

function elementOf(name: string, tag: SaxesTagNS, within: Element | undefined): Element {
  const named = Object.values(tag.attributes).flatMap((attribute) => {
    const own = nameOf(attribute);
    return own === null ? [] : [[own, attribute.value] as const];
  });
  const attributes = Object.fromEntries(named);
  const language = attributes["xml:lang"] ?? within?.language ?? null;
  return { name, attributes, language, children: [], text: "" };
}

function demandRoot(name: string | null, { name: given, attributes }: SaxesTagNS): void {
  if (name !== "iati-activities")
    throw malformed(`The file is of \`${shorten(given, 60)}\`; what can be imported is \`iati-activities\`.`);
  const version = attributes.version?.value ?? "";
  if (versions.test(version)) return;
  const detail = `The activities are of version "${shorten(version, 20)}" of the IATI standard; 2.01 to 2.03 can be read.`;
  throw new AppError("invalid_request", detail);
}

/**
 * The text of an XML file. Its encoding is told by a byte order mark, the media type or the XML declaration, in this
 * order (RFC 7303), and UTF-16 without a mark by its first characters (https://www.w3.org/TR/xml/#sec-guessing).
 */
async function* xmlText(bytes: AsyncIterable<Buffer>, charset?: string): AsyncGenerator<string> {
  const chunks = bytes[Symbol.asyncIterator]();
  const { value: first = Buffer.alloc(0) } = (await chunks.next()) as { value?: Buffer };
  const rest = async function* () {
    yield first;
    yield* { [Symbol.asyncIterator]: () => chunks };
  };
  yield* decoded(rest(), charset ?? encodingIn(first), malformed);
}

function encodingIn(start: Buffer): string {
  if (start[0] === 0x3c && start[1] === 0) return "utf-16le";
  if (start[0] === 0 && start[1] === 0x3c) return "utf-16be";
  const declaration = start.subarray(0, 200).toString("latin1");
  return /^<\?xml\s[^>]*?\bencoding\s*=\s*["']([\w.:-]+)["']/.exec(declaration)?.[1] ?? "utf-8";
}

function malformed(detail: string): AppError {
  return new AppError("malformed_xml", detail);
}

function tooLarge(): AppError {
  const { length, elements } = mostOfActivity;
  return new AppError("too_large", `An activity may have at most ${length} characters and ${elements} elements.`);
}
