import type { Readable, Writable } from "node:stream";
import { OperatorError } from "../errors/errors.ts";
import { type Remote, remoteAsk } from "./remote.ts";
import { loadServer } from "./server.ts";

interface Line {
  input: Readable;
  output: Writable;
  /** Told of what went wrong, in words. */
  report: (text: string) => void;
}

/**
 * Speaks the protocol over a pair of streams, one message a line, until the client closes its end. Tools that write are
 * listed where there is a key: the service judges what it may.
 * @throws OperatorError after a message that is too long to be read
 */
export async function serveStreams(remote: Remote, { input, output, report }: Line): Promise<void> {
  const [{ serveStdio, StdioServerTransport }, make] = await Promise.all([
    import("@modelcontextprotocol/server/stdio"),
    loadServer(),
  ]);
  const onFault = (error: unknown) => report(error instanceof Error ? (error.stack ?? error.message) : String(error));
  const bench = { ask: remoteAsk(remote), base: remote.base, now: () => new Date(), onFault };
  const transport = new StdioServerTransport(input, output);
  const state = { fault: "The connection was closed." };
  const ended = new Promise<void>((resolve) => {
    input.once("end", resolve).once("close", resolve);
    output.once("close", resolve);
    const close = transport.close.bind(transport);
    transport.close = () => close().finally(resolve);
  });
  const server = serveStdio(() => make(bench, { mayWrite: remote.key !== undefined }), {
    transport,
    maxSubscriptions: 0,
    onerror: ({ message }) => {
      state.fault = message;
      report(message);
    },
  });
  await ended;
  const isOurs = !input.readableEnded && !input.destroyed && !output.destroyed;
  await server.close();
  if (isOurs) throw new OperatorError(`Nothing more is read from this client: ${state.fault}.`);
}
