import fastify from "fastify";

/** Fastify without anything sends the answer that it was told last to everyone: what any route costs at least. */
export interface ReadyAnswer {
  status: number;
  headers: Record<string, string>;
  body: string;
}

const state: { answer: ReadyAnswer } = { answer: { status: 200, headers: {}, body: "" } };
const app = fastify();
app.all("/*", (_request, reply) =>
  reply.code(state.answer.status).headers(state.answer.headers).send(state.answer.body),
);
process.on("message", (answer: ReadyAnswer) => {
  state.answer = answer;
  process.send?.("told");
});
process.on("SIGTERM", () => process.exit(0));
await app.listen({ port: Number(process.argv[2]) });
