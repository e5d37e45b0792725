import type { Server } from "node:http";
import Fastify, { type FastifyBaseLogger, type FastifyHttpOptions, type FastifyInstance, LogController } from "fastify";
import { v7 } from "uuid";
import type { BackupState } from "./backups/schedule.ts";
import { batchRoutes } from "./batches/routes.ts";
import { changeSetRoutes } from "./change-sets/routes.ts";
import { assessmentRoutes } from "./commitments/assessments/routes.ts";
import { compareRoutes } from "./commitments/compare-routes.ts";
import { eventRoutes } from "./commitments/events/routes.ts";
import { commitmentListRoutes } from "./commitments/list-routes.ts";
import { milestoneRoutes } from "./commitments/milestones/routes.ts";
import { participationRoutes } from "./commitments/participation/routes.ts";
import { relationRoutes } from "./commitments/relations/routes.ts";
import { commitmentRoutes } from "./commitments/routes.ts";
import { targetRoutes } from "./commitments/targets/routes.ts";
import { timelineRoutes } from "./commitments/timeline/routes.ts";
import type { Config } from "./config/config.ts";
import { exporter } from "./exports/answer.ts";
import { feedRoutes } from "./exports/feeds/routes.ts";
import { exportRoutes } from "./exports/routes.ts";
import { guardRoutes, identifier } from "./http/auth/guard.ts";
import { limitDownloads } from "./http/bodies/download.ts";
import { readBodies } from "./http/bodies/json.ts";
import { answerFromCache } from "./http/cached-answers.ts";
import { type AnswerCache, answerCache } from "./http/caching/answer-cache.ts";
import { keepAnswers } from "./http/caching/keep-answers.ts";
import { describeRoutes } from "./http/contract/openapi.ts";
import type { Routes } from "./http/contract/operation.ts";
import { answerError, handleErrors } from "./http/errors/handler.ts";
import { answerClientError } from "./http/errors/raw-errors.ts";
import { addCommonHooks, requestId } from "./http/every-request.ts";
import { honourIdempotencyKeys } from "./http/idempotency/keys.ts";
import { closeGracefully } from "./http/lifecycle.ts";
import { limitTime } from "./http/limits/deadline.ts";
import { shareConnections } from "./http/limits/overload.ts";
import { limitRates } from "./http/limits/rate-limit.ts";
import { logRequests } from "./http/logging.ts";
import { measureRequests } from "./http/metrics/measure.ts";
import { readOnlyFields } from "./http/read-only-fields.ts";
import { readersOf, readYourWrites } from "./http/read-your-writes.ts";
import { share } from "./http/request/context.ts";
import { type Cursors, cursorsBy } from "./http/request/cursor.ts";
import { readEarlierTimes } from "./http/time-travel.ts";
import { followTheDay } from "./http/turn-of-day.ts";
import { importRoutes } from "./imports/routes.ts";
import { keyRoutes } from "./keys/routes.ts";
import { ledgerRoutes } from "./ledger/routes.ts";
import { mcpRoutes } from "./mcp/routes.ts";
import { newsRoutes } from "./news/routes.ts";
import { watchLedger } from "./news/watch.ts";
import type { Pages } from "./pages/built.ts";
import { pageRoutes } from "./pages/routes.ts";
import { partyRoutes } from "./parties/routes.ts";
import { promiseRoutes } from "./promises/routes.ts";
import { purgeRoutes } from "./purge/routes.ts";
import { callerRoutes } from "./service/caller.ts";
import { codelistRoutes } from "./service/codelists.ts";
import { contractRoutes } from "./service/contract.ts";
import { docsRoutes } from "./service/docs/routes.ts";
import { dueWordsRoutes } from "./service/due-words.ts";
import { healthRoutes } from "./service/health.ts";
import { indexRoutes } from "./service/index.ts";
import { llmsRoutes } from "./service/llms.ts";
import { metricsRoutes } from "./service/metrics.ts";
import { issuerOf, resourceRoutes } from "./service/oauth-resource.ts";
import { problemRoutes } from "./service/problems.ts";
import { signInAt, signInRoutes } from "./service/sign-in.ts";
import { wellKnownRoutes } from "./service/well-known.ts";
import { quoteRoutes } from "./sources/quotes/routes.ts";
import { sourceRoutes } from "./sources/routes.ts";
import { snapshotRoutes } from "./sources/snapshots/routes.ts";
import { statsRoutes } from "./stats/routes.ts";
import type { Store } from "./store/port/store.ts";
import type { Replicas } from "./store/postgres/replicas.ts";
import { createValidator } from "./validation/reader.ts";
import type { Resolve } from "./webhooks/address.ts";
import { webhookRoutes } from "./webhooks/routes.ts";

export interface AppOptions {
  store: Store;
  replicas?: Replicas | undefined;
  config: Config;
  now?: () => Date;
  newId?: () => string;
  logger?: FastifyBaseLogger;
  /** Where ready answers are kept; null: nowhere. One of `cacheBytes` when left out. */
  cache?: AnswerCache | null;
  /** What reads and makes cursors; by the secret of the database when left out. */
  cursors?: Cursors;
  /** The pages for people; without them, a browser is given plain ones, and JSON. */
  pages?: Pages | null;
  /** What names of webhooks lead to; asked of the name servers when left out. */
  resolve?: Resolve;
  /** How scheduled backups go, where there are any. */
  backups?: () => BackupState | undefined;
}

/** The application: the table of contents of the API. It neither listens nor closes the store. */
export async function buildApp(options: AppOptions): Promise<FastifyInstance> {
  const {
    store,
    replicas,
    config,
    now = () => new Date(),
    newId = () => v7(),
    cache = answerCache(config.cacheBytes),
    pages,
  } = options;
  const cursors = options.cursors ?? cursorsBy(await store.secret("cursors"));
  const app = createServer(options);
  share(app, { store, config, now, newId, cursors });
  app.setValidatorCompiler(createValidator(readOnlyFields));
  readBodies(app);
  handleErrors(app);
  logRequests(app);
  measureRequests(app, config);
  const lifecycle = closeGracefully(app, config);
  limitTime(app, config);
  shareConnections(app, config);
  const limits = limitRates(app, store);
  const identify = identifier(issuerOf(config), limits);
  const readerFor = readersOf(store, replicas);
  answerFromCache(app, { cache, identify, limits, readerFor, hasPages: Boolean(pages) });
  await addCommonHooks(app, config, pages?.shell);
  limitDownloads(app, config);
  guardRoutes(app, identify, limits);
  await describeRoutes(app);
  readYourWrites(app, { primary: store, replicas, readerFor });
  followTheDay(app, store);
  keepAnswers(app, cache);
  readEarlierTimes(app);
  honourIdempotencyKeys(app, config);

  const watch = watchLedger(store);
  const signIn = signInAt(config);
  // A plugin for each noun would take as long again as its routes: only those with hooks of their own are plugins.
  const add = async <O extends object>(routes: Routes<O>, options = {} as O) => routes(app.withTypeProvider(), options);
  await add(indexRoutes);
  await add(commitmentListRoutes, { exporter });
  await add(commitmentRoutes, { exporter });
  await add(compareRoutes);
  await add(exportRoutes);
  await add(feedRoutes);
  await add(importRoutes);
  await add(eventRoutes);
  await add(participationRoutes);
  await add(milestoneRoutes);
  await add(targetRoutes);
  await add(assessmentRoutes);
  await add(relationRoutes);
  await add(timelineRoutes);
  await add(statsRoutes);
  await add(ledgerRoutes);
  await add(newsRoutes, { watch });
  await add(batchRoutes);
  await add(changeSetRoutes);
  await add(quoteRoutes);
  await add(sourceRoutes);
  await add(promiseRoutes);
  await add(snapshotRoutes);
  await add(partyRoutes);
  await add(purgeRoutes);
  await add(codelistRoutes);
  await add(callerRoutes);
  await add(signInRoutes, { signIn });
  await add(dueWordsRoutes);
  await app.register(keyRoutes);
  await app.register(webhookRoutes, { watch, resolve: options.resolve });
  await add(problemRoutes);
  await add(resourceRoutes);
  await add(wellKnownRoutes);
  await add(contractRoutes);
  await app.register(docsRoutes);
  await add(llmsRoutes);
  await add(mcpRoutes);
  await add(metricsRoutes, { replicas });
  await add(healthRoutes(lifecycle, options.backups));
  if (pages) await app.register(pageRoutes(pages, config, signIn));
  return app;
}

/** Unless told of others, Fastify loads ajv and fast-json-stringify: zod reads what is sent, no answer has a schema. */
function unused(): never {
  throw new Error("The validator is set before the routes, and answers are JSON as they are.");
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
    keepAliveTimeout: config.keepAliveTimeoutMs,
    connectionTimeout: config.requestTimeoutMs + config.handlerTimeoutMs,
    http: {
      headersTimeout: config.headersTimeoutMs,
      connectionsCheckingInterval: Math.min(1000, config.headersTimeoutMs),
      requireHostHeader: false,
    },
    routerOptions: { maxParamLength: 200 },
    schemaController: { compilersFactory: { buildValidator: unused, buildSerializer: unused } },
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
