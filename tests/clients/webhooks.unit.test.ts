import { Webhook } from "standardwebhooks";
import { describe, expect, it } from "vitest";
import { verifyWebhook, WebhookError } from "../../clients/typescript/src/index.ts";
import { makeSecret, signedHeaders } from "../../src/webhooks/signature.ts";

const secret = makeSecret();
const now = new Date("2026-11-23T09:00:00.000Z");
const timestamp = now.getTime() / 1000;
const body = JSON.stringify({ type: "ping", timestamp: now.toISOString(), data: { url: "https://é.example.org/" } });
const headers = signedHeaders({ id: "msg_1", timestamp, body }, [secret]);
const verify = (more: object = {}) => verifyWebhook({ secret, headers, body, now, ...more });
const refused = (more: object) => expect(verify(more)).rejects.toThrow(WebhookError);

describe("the client", () => {
  it("gives a message whose signature and time are right, whatever form headers and body have", async () => {
    const message = JSON.parse(body);
    expect(await verify()).toEqual(message);
    expect(await verify({ headers: new Headers(headers), body: new TextEncoder().encode(body) })).toEqual(message);
    const cased = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toUpperCase(), value]));
    expect(await verify({ headers: cased })).toEqual(message);
  });

  it("takes what another library of the standard signs", async () => {
    const signature = new Webhook(secret).sign("msg_2", now, body);
    const signed = { "webhook-id": "msg_2", "webhook-timestamp": String(timestamp), "webhook-signature": signature };
    expect(await verify({ headers: signed })).toEqual(JSON.parse(body));
  });

  it("takes any of several signatures, and of several secrets, as during a rotation", async () => {
    const next = makeSecret();
    const both = signedHeaders({ id: "msg_1", timestamp, body }, [next, secret]);
    for (const known of [secret, next, [makeSecret(), secret]]) await verify({ headers: both, secret: known });
    const other = { ...both, "webhook-signature": `v1a,AAAA v1,no ${headers["webhook-signature"]}` };
    await verify({ headers: other });
  });

  it("refuses what was changed, signed by others, or comes too late or too early", async () => {
    await refused({ body: body.replace("ping", "change") });
    await refused({ secret: makeSecret() });
    await refused({ headers: { ...headers, "webhook-id": "msg_2" } });
    await refused({ headers: { ...headers, "webhook-timestamp": String(timestamp + 1) } });
    for (const seconds of [-301, 301]) await refused({ now: new Date(now.getTime() + seconds * 1000) });
    for (const seconds of [-300, 300]) await verify({ now: new Date(now.getTime() + seconds * 1000) });
    await verify({ now: new Date(now.getTime() + 900_000), toleranceSeconds: 900 });
  });

  it("refuses what has no signature, no time, or a secret of another form", async () => {
    for (const name of Object.keys(headers)) await refused({ headers: { ...headers, [name]: undefined } });
    await refused({ headers: { ...headers, "webhook-timestamp": "soon" } });
    await refused({ headers: { ...headers, "webhook-signature": "v2,AAAA" } });
    for (const wrong of ["", "whsec_", "whsec_%%%", "svd_abc"]) await refused({ secret: wrong });
  });
});
