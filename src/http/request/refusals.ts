import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";

/** Counts a request that is refused, unless it has been counted. @throws AppError rate_limited */
export type CountRefusal = (request: FastifyRequest, reply: FastifyReply) => void;

const name = "countRefusal";

/** Says how requests are counted that are refused before it is known who asks. */
export function onRefusal(app: FastifyInstance, count: CountRefusal): void {
  app.decorate(name, { getter: () => count });
}

export const countRefusal: CountRefusal = (request, reply) =>
  request.server.getDecorator<CountRefusal>(name)(request, reply);
