import { createServer, type Socket } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { allowedHosts } from "../../src/webhooks/address.ts";
import { connectionTo, type Outcome } from "../../src/webhooks/post.ts";

const open: (() => void)[] = [];
afterEach(() => {
  for (const close of open.splice(0)) close();
});

/** What comes of sending to a server that does this, where so long is waited. */
async function send(
  behave: (socket: Socket) => void,
  { patienceMs = 300, signal = new AbortController().signal } = {},
) {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket.on("error", () => {}));
    behave(socket);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as { port: number };
  const reach = { allowed: allowedHosts(["127.0.0.1"]), resolve: async () => [], patienceMs };
  const connection = connectionTo(`http://127.0.0.1:${port}/`, reach, signal);
  open.push(() => {
    connection.close();
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return { post: (): Promise<Outcome> => connection.post("{}", {}, 0), sockets };
}

const drip = (socket: Socket) => {
  const letters = [..."HTTP/1.1 200 OK\r\nx: a very long header"];
  const timer = setInterval(() => socket.write(letters.shift() ?? "x"), 50);
  socket.on("close", () => clearInterval(timer));
};

describe("a message", () => {
  it.each([
    ["says nothing", () => {}],
    ["drips its answer", drip],
  ])("to one who %s is given up in time", async (_name, behave) => {
    const { post } = await send(behave);
    const { delivered, error, durationMs } = await post();
    expect([delivered, error]).toEqual([false, "There was no answer within 0.3 seconds."]);
    expect(durationMs).toBeLessThan(1500);
  });

  it("is given up when the service stops", async () => {
    const stop = new AbortController();
    const { post } = await send(() => {}, { patienceMs: 10_000, signal: stop.signal });
    const sending = post();
    stop.abort();
    expect((await sending).delivered).toBe(false);
  });

  it("is sent again at once over a new connection, where the old one was closed while it was idle", async () => {
    const { post, sockets } = await send((socket) => {
      let answered = 0;
      socket.on("data", () => {
        answered += 1;
        if (answered === 1) socket.write("HTTP/1.1 204 No Content\r\n\r\n");
        else socket.resetAndDestroy();
      });
    });
    expect(await post()).toMatchObject({ delivered: true });
    expect(await post()).toMatchObject({ delivered: true });
    expect(sockets.size).toBe(2);
  });

  it.each([
    [200, true],
    [204, true],
    [299, true],
    [301, false],
    [304, false],
    [307, false],
    [404, false],
    [500, false],
  ])(
    "that is answered by %i is delivered: %s; where that leads elsewhere, it is followed nowhere",
    async (status, is) => {
      const { post, sockets } = await send((socket) => {
        const { localPort } = socket;
        socket.on("data", () =>
          socket.write(`HTTP/1.1 ${status} X\r\nlocation: http://127.0.0.1:${localPort}/\r\ncontent-length: 0\r\n\r\n`),
        );
      });
      expect(await post()).toMatchObject({ delivered: is, status });
      expect(sockets.size).toBe(1);
    },
  );

  it("to where nobody listens is refused", async () => {
    const reach = { allowed: allowedHosts(["127.0.0.1"]), resolve: async () => [] };
    const { post } = connectionTo("http://127.0.0.1:9/", reach, new AbortController().signal);
    expect((await post("{}", {}, 0)).error).toBe("The connection was refused.");
  });
});
