import { once } from "node:events";
import { text } from "node:stream/consumers";
import { expect, it } from "vitest";
import { connectTo, openTestApp } from "./helpers/test-app.ts";

it("whoever had connected before the service began to stop is answered, taken up or not", async () => {
  const t = await openTestApp();
  const sockets = Array.from({ length: 20 }, () => connectTo(t));
  await Promise.all(sockets.map((socket) => once(socket, "connect")));
  for (const socket of sockets) socket.write("GET /v1/parties HTTP/1.1\r\nHost: a\r\n\r\n");
  const closed = t.close();
  const answers = await Promise.all(sockets.map((socket) => text(socket).catch(String)));
  await closed;
  for (const answer of answers) expect(answer).toMatch(/^HTTP\/1\.1 200 OK\r\n.*connection: close\r\n/is);
});
