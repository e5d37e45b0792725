import type { IncomingHttpHeaders } from "node:http";

/** What a body is said to be. */
interface BodyType {
  /** In small letters; empty where nothing is said. */
  type: string;
  /** As named. */
  charset: string | undefined;
}

/** The media type of a body, and the charset that it names (RFC 9110, section 8.3). */
export function bodyTypeOf({ "content-type": said = "" }: IncomingHttpHeaders): BodyType {
  const [type = "", ...parameters] = said.split(";").map((part) => part.trim());
  const named = parameters.find((parameter) => /^charset\s*=/i.test(parameter));
  const charset = named
    ?.slice(named.indexOf("=") + 1)
    .trim()
    .replace(/^"|"$/g, "");
  return { type: type.toLowerCase(), charset };
}
