import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";

/** The routes of one noun, and what the application hands in to them. */
export type Routes<Options extends object = object> = FastifyPluginAsyncZod<Options>;
