import type { Webhooks } from "../port/webhooks.ts";
import type { Engine, Steps } from "../sql/statement.ts";
import {
  addWebhook,
  advanceWebhook,
  changeWebhook,
  claimWebhook,
  deleteWebhook,
  getWebhook,
  leaveWebhook,
  listDeliveries,
  listWebhooks,
  recordDeliveries,
  waitingWebhooks,
} from "../sql/webhooks.ts";

/**
 * Webhooks on an engine. What is noted while delivering does not wait for the ledger's lock, which an import may hold
 * for long: on PostgreSQL each of its statements commits by itself. On SQLite it is a write like others, claiming too:
 * so nothing is sent while an import has the file, which could not be noted.
 */
export function webhooksOn(engine: Engine): Webhooks {
  const { tables } = engine;
  const note = <T>(steps: () => Steps<T>): Promise<T> => (engine.isShared ? engine.read(steps()) : engine.write(steps));
  return {
    add: (webhook, most) => engine.write(() => addWebhook(tables, webhook, most)),
    get: (id) => engine.read(getWebhook(tables, id)),
    list: (page) => engine.read(listWebhooks(tables, page)),
    change: (state, changes) => engine.write(() => changeWebhook(tables, state, changes)),
    delete: (id) => engine.write(() => deleteWebhook(tables, id)),
    waiting: (query) => engine.read(waitingWebhooks(tables, query)),
    claim: (id, by) => note(() => claimWebhook(tables, id, by)),
    record: (state, by, done) => note(() => recordDeliveries(tables, state, by, done)),
    advance: (from, to, by) => note(() => advanceWebhook(tables, from, { to, by })),
    leave: (id, by) => engine.read(leaveWebhook(tables, id, by)),
    deliveries: (id, page) => engine.read(listDeliveries(tables, id, page)),
  };
}
