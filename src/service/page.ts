import { createHash } from "node:crypto";
import type { FastifyReply } from "fastify";
import { loosen, policyOf } from "../http/request/security-headers.ts";

const style = `:root{color-scheme:light dark}body{font:1rem/1.5 system-ui,sans-serif;max-width:42rem;margin:3rem auto;padding:0 1rem}
code{font-family:ui-monospace,monospace}pre{overflow-x:auto}h1{line-height:1.2}dt{font-weight:600;margin-top:1rem}dd{margin:0}`;
const policy = policyOf({ "style-src": `'sha256-${createHash("sha256").update(style).digest("base64")}'` });

/** Answers with a plain page: no script, nothing from another address. `content` is HTML, `title` is text. */
export function sendPage(reply: FastifyReply, title: string, content: string): FastifyReply {
  const head = `<meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escapeHtml(title)}</title>`;
  const page = `<!doctype html><html lang="en"><head>${head}<style>${style}</style></head><body><main>${content}</main></body></html>\n`;
  loosen(reply, policy);
  return reply.type("text/html; charset=utf-8").send(page);
}

export function escapeHtml(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
}
