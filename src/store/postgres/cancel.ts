import { connect } from "node:net";
import type pg from "pg";

/** What the server told a session when it began. */
interface Session {
  host: string;
  port: number;
  processID: number | null;
  secretKey: number | null;
}

const cancelRequest = 80_877_102;
const patienceMs = 1000;

/**
 * Asks the server to end what it does for a session, by the message that the protocol has for this: it needs neither a
 * place in the pool nor a login, and leads through a pooler (PostgreSQL manual, "Canceling Requests in Progress"). If
 * it does not arrive, the statement's own time-out is left.
 */
export function cancel(client: pg.Client): void {
  const { host, port, processID, secretKey } = client as unknown as Session;
  if (processID === null || secretKey === null) return;
  const message = Buffer.alloc(16);
  for (const [n, word] of [16, cancelRequest, processID, secretKey].entries()) message.writeInt32BE(word, 4 * n);
  const socket = host.startsWith("/") ? connect(`${host}/.s.PGSQL.${port}`) : connect(port, host);
  socket.on("error", () => {});
  socket.setTimeout(patienceMs, () => socket.destroy());
  socket.end(message);
}
