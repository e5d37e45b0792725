import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";

/** The routes of one noun. */
export type Routes = FastifyPluginAsyncZod;
