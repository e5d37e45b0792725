import closeWithGrace from "close-with-grace";
import type { FastifyBaseLogger, FastifyInstance } from "fastify";
import type { Config } from "./config/config.ts";
import { OperatorError } from "./errors/errors.ts";

/** How long before its end the process cuts what is still open, to close the database in good order. */
const graceMs = 1000;

/**
 * Closes the application on SIGTERM, SIGINT and errors that nobody foresaw: no request in flight is dropped. Shortly
 * before SHUTDOWN_TIMEOUT_MS the connections still open are cut, and then the process ends, whatever runs. A second
 * signal ends it at once. Gives what closes the application without a signal.
 */
export function stopOnSignals(app: FastifyInstance, config: Pick<Config, "shutdownTimeoutMs">): () => Promise<void> {
  const { shutdownTimeoutMs } = config;
  const patienceMs = Math.max(shutdownTimeoutMs - graceMs, shutdownTimeoutMs / 2);
  const close = async () => {
    const cut = setTimeout(() => app.server.closeAllConnections(), patienceMs);
    await app.close().finally(() => clearTimeout(cut));
  };
  closeWithGrace({ delay: false, logger: app.log }, async ({ signal, err }) => {
    if (err instanceof OperatorError) app.log.fatal(`${err.message} Stopping.`);
    else if (err) app.log.fatal({ err }, "unforeseen error, stopping");
    else app.log.info({ signal }, "stopping");
    setTimeout(() => endByForce(app.log), shutdownTimeoutMs);
    await close();
  });
  return close;
}

/** An exit would wait for threads, whatever they are within. What was acknowledged is on the disk. */
function endByForce(log: FastifyBaseLogger): void {
  log.fatal("the time to stop is up: ending at once");
  process.kill(process.pid, "SIGKILL");
}
