import type { FastifyInstance, FastifyReply } from "fastify";
import { baseUrl } from "./url.ts";

/** Sources of each directive of a Content-Security-Policy (https://www.w3.org/TR/CSP3/). */
export type Sources = Readonly<Record<string, string>>;

const yearSeconds = 31_536_000;
/** Nothing may be loaded but what a page names; nothing may frame it. */
const strictest = {
  "default-src": "'none'",
  "base-uri": "'none'",
  "form-action": "'none'",
  "frame-ancestors": "'none'",
};
const strictestFrames = "frame-ancestors 'none'";
const features = ["camera", "geolocation", "microphone", "payment", "usb", "browsing-topics"];

/** Of every answer: it is nothing but what its type says. */
export const ofEveryAnswer = { "x-content-type-options": "nosniff" } as const;

const ofDocuments = {
  "content-security-policy": policyOf({}),
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
  "origin-agent-cluster": "?1",
  "permissions-policy": features.map((feature) => `${feature}=()`).join(", "),
  "referrer-policy": "no-referrer",
  "x-dns-prefetch-control": "off",
  "x-download-options": "noopen",
  "x-frame-options": "DENY",
  "x-permitted-cross-domain-policies": "none",
  "x-xss-protection": "0",
} as const;

/** JSON in all its types: a browser shows it as text, in which nothing runs, loads or can be clicked. */
const isData = /[/+-](?:nd)?json(?:;|$)/;

/** The policy of a page that may load more than data may. */
export function policyOf(more: Sources): string {
  const directives = Object.entries({ ...strictest, ...more });
  return directives.map(([directive, sources]) => `${directive} ${sources}`).join(";");
}

/** Gives one answer the policy of a page. */
export function loosen(reply: FastifyReply, policy: string): void {
  reply.header("content-security-policy", policy);
}

/**
 * Lets browsers take every answer for nothing but what it says that it is, and draw documents without running anything
 * in them; pages loosen their own policy. HSTS is said where HTTPS is spoken alone.
 */
export function protect(app: FastifyInstance): void {
  app.addHook("onRequest", async (request, reply) => {
    reply.headers(ofEveryAnswer);
    if (baseUrl(request).startsWith("https:")) reply.header("strict-transport-security", `max-age=${yearSeconds}`);
  });
  app.addHook("onSend", async (_request, reply) => {
    const type = reply.getHeader("content-type");
    if (type === undefined || isData.test(String(type))) return;
    const policy = String(reply.getHeader("content-security-policy") ?? strictestFrames);
    for (const [name, value] of Object.entries(ofDocuments)) {
      const isFramed = name === "x-frame-options" && !policy.includes(strictestFrames);
      if (!isFramed && !reply.hasHeader(name)) reply.header(name, value);
    }
  });
}
