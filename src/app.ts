import type { Server } from "node:http";
import Fastify, { type FastifyBaseLogger, type FastifyHttpOptions, type FastifyInstance, LogController } from "fastify";
import { v7 } from "uuid";
import { assessmentRoutes } from "./assessments/routes.ts";
import type { BackupState } from "./backups/schedule.ts";
import { codelistRoutes } from "./codelists/routes.ts";
import { commitmentRoutes } from "./commitments/routes.ts";
import type { Config } from "./config.ts";
import { eventRoutes } from "./events/routes.ts";
import { exportRoutes } from "./exports/routes.ts";
import { feedRoutes } from "./feeds/routes.ts";
import { guardRoutes } from "./http/auth.ts";
import { readBodies } from "./http/body.ts";
import { type AnswerCache, answerCache } from "./http/cache.ts";
import { keepConsistent } from "./http/consistency.ts";
import { share } from "./http/context.ts";
import { serveDocs } from "./http/docs.ts";
import { limitDownloads } from "./http/download.ts";
import { answerError, handleErrors } from "./http/errors.ts";
import { healthRoutes } from "./http/health.ts";
import { answerOnce } from "./http/idempotency.ts";
import { closeGracefully } from "./http/lifecycle.ts";
import { logRequests } from "./http/logging.ts";
import { addManners, requestId } from "./http/manners.ts";
import { answerFromMemory } from "./http/memory.ts";
import { travelInTime } from "./http/moment.ts";
import { contractRoutes, describeRoutes } from "./http/openapi.ts";
import { problemRoutes } from "./http/pages.ts";
import { limitRates } from "./http/ratelimit.ts";
import { answerClientError } from "./http/rawerrors.ts";
import { readOnlyFields } from "./http/readonly.ts";
import { issuerOf, resourceRoutes } from "./http/resource.ts";
import { indexRoutes } from "./http/root.ts";
import { createValidator } from "./http/validate.ts";
import { wellKnownRoutes } from "./http/wellknown.ts";
import { importRoutes } from "./imports/routes.ts";
import { keyRoutes } from "./keys/routes.ts";
import { ledgerRoutes } from "./ledger/routes.ts";
import { milestoneRoutes } from "./milestones/routes.ts";
import { partyRoutes } from "./parties/routes.ts";
import { quoteRoutes } from "./quotes/routes.ts";
import { relationRoutes } from "./relations/routes.ts";
import { searchRoutes } from "./search/routes.ts";
import { sourceRoutes } from "./sources/routes.ts";
import { snapshotRoutes } from "./sources/snapshot-routes.ts";
import { statsRoutes } from "./stats/routes.ts";
import type { Replicas } from "./store/replicas.ts";
import type { Store } from "./store/store.ts";
import { timelineRoutes } from "./timeline/routes.ts";

export interface AppOptions {
  store: Store;
  replicas?: Replicas | undefined;
  config: Config;
  now?: () => Date;
  newId?: () => string;
  logger?: FastifyBaseLogger;
  /** Where ready answers are kept; null: nowhere. One of `cacheBytes` when left out. */
  cache?: AnswerCache | null;
  /** How scheduled backups go, where there are any. */
  backups?: () => BackupState | undefined;
}

/** The application: the table of contents of the API. It neither listens nor closes the store. */
export async function buildApp(options: AppOptions): Promise<FastifyInstance> {
  const { store, config, now = () => new Date(), newId = () => v7(), cache = answerCache(config.cacheBytes) } = options;
  const app = createServer(options);
  share(app, { store, config, now, newId });
  app.setValidatorCompiler(createValidator(readOnlyFields));
  app.setSerializerCompiler(() => JSON.stringify);
  readBodies(app);
  handleErrors(app);
  logRequests(app);
  const lifecycle = closeGracefully(app, config);
  await addManners(app, config);
  limitDownloads(app);
  guardRoutes(app, issuerOf(config), limitRates(app, store));
  await describeRoutes(app);
  keepConsistent(app, store, options.replicas);
  answerFromMemory(app, cache);
  travelInTime(app);
  answerOnce(app);

  await app.register(indexRoutes);
  await app.register(searchRoutes);
  await app.register(commitmentRoutes);
  await app.register(exportRoutes);
  await app.register(feedRoutes);
  await app.register(importRoutes);
  await app.register(eventRoutes);
  await app.register(milestoneRoutes);
  await app.register(assessmentRoutes);
  await app.register(relationRoutes);
  await app.register(timelineRoutes);
  await app.register(statsRoutes);
  await app.register(ledgerRoutes);
  await app.register(quoteRoutes);
  await app.register(sourceRoutes);
  await app.register(snapshotRoutes);
  await app.register(partyRoutes);
  await app.register(codelistRoutes);
  await app.register(keyRoutes);
  await app.register(problemRoutes);
  await app.register(resourceRoutes);
  await app.register(wellKnownRoutes);
  await app.register(contractRoutes);
  await app.register(healthRoutes(lifecycle, options.backups));
  await serveDocs(app);
  return app;
}

function createServer({ config, logger }: AppOptions): FastifyInstance {
  const hops = config.trustProxy;
  const settings: FastifyHttpOptions<Server, FastifyBaseLogger> = {
    ...(logger ? { loggerInstance: logger } : { logger: { level: config.logLevel } }),
    logController: new LogController({ disableRequestLogging: true }),
    genReqId: requestId,
    trustProxy: typeof hops === "number" ? (_address, hop) => hop < hops : hops,
    bodyLimit: config.bodyLimitBytes,
    requestTimeout: config.requestTimeoutMs,
    handlerTimeout: config.handlerTimeoutMs,
    keepAliveTimeout: config.keepAliveTimeoutMs,
    connectionTimeout: config.requestTimeoutMs + config.handlerTimeoutMs,
    http: {
      headersTimeout: config.headersTimeoutMs,
      connectionsCheckingInterval: Math.min(1000, config.headersTimeoutMs),
      requireHostHeader: false,
    },
    routerOptions: { maxParamLength: 200 },
    return503OnClosing: false,
    frameworkErrors: (error, request, reply) => void answerError(error, request, reply),
    clientErrorHandler: (error, socket) => answerClientError(error, socket, config.publicUrl ?? app.listeningOrigin),
  };
  const app: FastifyInstance = Fastify(settings);
  app.server.maxConnections = config.maxConnections;
  app.server.maxHeadersCount = 0;
  app.server.on("checkExpectation", (request, response) => app.routing(request, response));
  return app;
}
