import { globSync, readFileSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { stripTypeScriptTypes } from "node:module";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import {
  createServanda,
  isProblem,
  LedgerError,
  type Problem,
  verifyChain,
} from "../../clients/typescript/src/index.ts";
import { loadSeeds } from "../../src/seeds.ts";
import { type App, body, make, openWithParties, promise } from "../helpers/http-bodies.ts";
import { temporaryFolder } from "../helpers/temporary-folder.ts";
import { openTestApp } from "../helpers/test-app.ts";

let t: App;
let key: string;
beforeAll(async () => {
  t = await openWithParties();
  key = await t.keys("analyst", { name: "client" });
});
afterAll(() => t.close());

const clientOf = (more: object = {}) => createServanda({ url: t.address, key, ...more });

/** Follows three lines while they are written: each comes once, and in order. */
async function expectFollowed(servanda: ReturnType<typeof clientOf>): Promise<void> {
  const { seq } = await t.store.head();
  const stop = new AbortController();
  const seen: number[] = [];
  await make(t);
  for await (const line of servanda.follow({ since: seq, signal: stop.signal, everyMs: 10 })) {
    seen.push(line.seq);
    if (seen.length === 3) stop.abort();
    else await make(t);
  }
  expect(seen).toEqual([seq + 1, seq + 2, seq + 3]);
}

/** Sends requests on, after what a test does to them. */
function tapped(tap: (request: Request, send: () => Promise<Response>) => Promise<Response>) {
  return { fetch: (request: Request) => tap(request, () => fetch(request)) };
}

describe("the TypeScript client", () => {
  it("gives records with all their members, and with `fields` only those", async () => {
    const { slug } = await make(t, { title: "Build a bridge" });
    const servanda = clientOf();
    const whole = await servanda.get("/v1/commitments/{id}", { path: { id: slug } });
    const title: string = whole.title;
    expect(title).toBe("Build a bridge");
    const list = await servanda.get("/v1/commitments", { query: { status: ["stated"], fields: ["slug"] } });
    const slugs: string[] = list.data.map((each) => each.slug);
    expect(slugs).toContain(slug);
    // @ts-expect-error `title` was not asked for
    expect(list.data[0]?.title).toBeUndefined();
    // @ts-expect-error no such status
    await expect(servanda.get("/v1/commitments", { query: { status: ["done"] } })).rejects.toThrow("status");
  });

  it("throws what was refused as a problem, with the members of its code", async () => {
    const servanda = clientOf();
    const error = await servanda.get("/v1/commitments/{id}", { path: { id: "nowhere" } }).catch((given) => given);
    expect(isProblem(error, "not_found") && [error.code, error.status]).toEqual(["not_found", 404]);
    expect(isProblem(error, "in_use")).toBe(false);
    const { slug } = await make(t);
    const late = servanda.patch("/v1/commitments/{id}", { path: { id: slug }, body: { tags: [] }, ifMatch: 7 });
    const stale = await late.catch((given: unknown) => given);
    const version: number | null = isProblem(stale, "precondition_failed") ? stale.problem.currentVersion : null;
    expect(version).toBe(1);
    const move = { code: "invalid_move", allowed: ["agreed"] } as Problem<"invalid_move">;
    expect(move.allowed).toHaveLength(1);
  });

  it("goes through the rows of a list over all its pages", async () => {
    for (const n of [1, 2, 3, 4, 5]) await make(t, { title: `Page ${n}`, tags: ["paged"] });
    const servanda = clientOf();
    const query = { tag: ["paged"], limit: 2, sort: ["title" as const] };
    const titles: string[] = [];
    for await (const { title } of servanda.each("/v1/commitments", { query })) titles.push(title);
    expect(titles).toEqual(["Page 1", "Page 2", "Page 3", "Page 4", "Page 5"]);
    const sizes: number[] = [];
    for await (const { data } of servanda.pages("/v1/commitments", { query })) sizes.push(data.length);
    expect(sizes).toEqual([2, 2, 1]);
  });

  it("sends files as they are, and undoes what came of one by the number that the report names", async () => {
    const servanda = clientOf();
    const row = "A bridge,infrastructure,pledge,2023,KGZ:promisor";
    const file = new Blob([`title,type,firmness,statedOn,parties\n${row}\n`], { type: "text/csv" });
    const headers = { "content-type": "text/csv" };
    const { rows } = await servanda.post("/v1/import/sheet", { body: file, headers });
    expect(rows).toEqual([{ row: 2, cells: row.split(",") }]);
    const tried = await servanda.post("/v1/import", { body: file, headers, query: { dryRun: true } });
    expect(tried).toMatchObject({ created: 1, changeSet: null });
    const { changeSet } = await servanda.post("/v1/import", { body: await file.text(), headers });
    const undone = await servanda.post("/v1/change-sets/{id}/revert", { path: { id: changeSet ?? 0 } });
    expect(undone).toMatchObject({ deleted: 1, updated: 0 });
    const again = await servanda.post("/v1/import", { body: "", headers: { "content-type": "application/x-ndjson" } });
    expect(again.changeSet).toBeNull();
  });

  it("sends a POST again when its answer was lost, and it takes effect once", async () => {
    const lost = { times: 2 };
    const servanda = clientOf(
      tapped(async (_request, send) => {
        const response = await send();
        if (lost.times === 0) return response;
        lost.times -= 1;
        throw new TypeError("the line broke");
      }),
    );
    const before = (await t.store.head()).seq;
    const made = await servanda.post("/v1/commitments", { body: promise({ slug: "sent-twice" }) as never });
    expect([made.slug, lost.times]).toEqual(["sent-twice", 0]);
    const { rows } = await t.store.lines({ after: before, limit: 100, kinds: ["commitment"] });
    expect(rows.map(({ op }) => op)).toEqual(["create"]);
  });

  it("sends no change again that might have been made, and says why it failed", async () => {
    const { slug } = await make(t);
    const asked = { times: 0 };
    const servanda = clientOf(
      tapped(async () => {
        asked.times += 1;
        throw new TypeError("the line broke");
      }),
    );
    const change = servanda.patch("/v1/commitments/{id}", { path: { id: slug }, body: { tags: ["x"] } });
    await expect(change).rejects.toThrow("the line broke");
    expect(asked.times).toBe(1);
  });

  it("edits what is there: of many who add to one list at once, none is lost", async () => {
    const { slug } = await make(t, { tags: [] });
    const names = ["a", "b", "c", "d"];
    const adding = names.map((tag) => clientOf().edit(slug, ({ tags }) => ({ tags: [...tags, tag] })));
    await Promise.all(adding);
    const { tags, version } = await clientOf().get("/v1/commitments/{id}", { path: { id: slug } });
    expect([tags.toSorted(), version]).toEqual([names, 5]);
    const same = await clientOf().edit("/v1/parties/{code}", { code: "KGZ" }, () => null);
    expect(same.version).toBe(1);
  });

  it("reads what it wrote: each read names the newest line that an answer has told of", async () => {
    const sent: (string | null)[] = [];
    const servanda = clientOf(
      tapped((request, send) => {
        sent.push(request.headers.get("servanda-seq"));
        return send();
      }),
    );
    await servanda.get("/v1/commitments");
    const { slug } = await servanda.post("/v1/commitments", { body: promise() as never });
    await servanda.get("/v1/commitments/{id}", { path: { id: slug } });
    expect(sent).toEqual([null, null, String((await t.store.head()).seq)]);
    expect(servanda.seq).toBe((await t.store.head()).seq);
  });

  it("reads what it wrote last, also where an answer since then was of an earlier line", async () => {
    const sent: (string | null)[] = [];
    const servanda = clientOf(
      tapped(async (request, send) => {
        sent.push(request.headers.get("servanda-seq"));
        const answer = await send();
        const isBehind = request.url.endsWith("/v1/parties");
        return isBehind ? new Response(answer.body, { headers: { "servanda-seq": "1" } }) : answer;
      }),
    );
    for (let n = 0; n < 2; n++) await servanda.post("/v1/commitments", { body: promise() as never });
    await servanda.get("/v1/parties");
    await servanda.get("/v1/commitments");
    const head = String((await t.store.head()).seq);
    expect(sent).toEqual([null, null, head, head]);
  });

  it("gives texts as texts, and nothing for what has no answer", async () => {
    const { slug } = await make(t);
    const servanda = clientOf();
    const csv = await servanda.text("/v1/commitments.csv", { query: { ids: [slug] } });
    expect(csv).toMatch(/^slug,title,/);
    expect(await servanda.delete("/v1/commitments/{id}", { path: { id: slug } })).toBeUndefined();
  });

  it("follows the ledger over its stream, and goes on where the line broke; or by asking, where there is no stream", async () => {
    for (const isStreamed of [true, false]) {
      const broken = { times: 0 };
      const servanda = clientOf(
        tapped(async (request, send) => {
          if (!request.url.includes("/stream")) return send();
          if (!isStreamed) return fetch(`${t.address}/v1/nowhere`);
          broken.times += 1;
          if (broken.times % 2 === 0) throw new TypeError("the line broke");
          return send();
        }),
      );
      await expectFollowed(servanda);
    }
  });

  it("follows each line once, though the stream is cut after every one", async () => {
    const servanda = clientOf(
      tapped(async (request, send) => {
        const answer = await send();
        return request.url.includes("/stream") ? new Response(cutAfterOne(answer), answer) : answer;
      }),
    );
    await expectFollowed(servanda);
  });

  it("follows the ledger from where one stopped, and checks its chain", async () => {
    const servanda = clientOf();
    const stop = new AbortController();
    const reasoned = t.request.post("/v1/commitments").set("Servanda-Reason", "It was said on the radio");
    await body(reasoned.send(promise({ slug: "with-a-reason" })));
    const first = await verifyChain(servanda.each("/v1/changes"));
    expect(first).toMatchObject({ seq: (await t.store.head()).seq, hash: (await t.store.head()).hash });
    await make(t, { slug: "newest" });
    for await (const line of servanda.follow({ since: first.seq, kind: ["commitment"], signal: stop.signal })) {
      expect(line.data.slug).toBe("newest");
      stop.abort();
    }
    const lines = (await servanda.get("/v1/changes", { query: { since: first.seq } })).data;
    expect((await verifyChain(lines, first)).seq).toBe((await t.store.head()).seq);
    const forged = lines.map((line) => ({ ...line, by: "somebody" }));
    await expect(verifyChain(forged, first)).rejects.toThrow(LedgerError);
    const all = (await servanda.get("/v1/changes")).data;
    await expect(verifyChain([...all.slice(0, 2), ...all.slice(3)])).rejects.toThrow(LedgerError);
  });
});

describe("its package", () => {
  const folder = fileURLToPath(new URL("../../clients/typescript/", import.meta.url));

  it("is under 15 kB gzipped, with the only package that it needs, before anything is minified", () => {
    const sources = globSync("src/*.ts", { cwd: folder }).map((file) => readFileSync(join(folder, file), "utf8"));
    const { dependencies } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
    const [name = "", ...others] = Object.keys(dependencies);
    expect([name, others]).toEqual(["openapi-fetch", []]);
    const library = readFileSync(fileURLToPath(import.meta.resolve(name)));
    const text = sources.map((source) => stripTypeScriptTypes(source).replaceAll(/^\s+$/gm, "")).join("");
    expect(gzipSync(text).length + gzipSync(library).length).toBeLessThan(15_000);
  });

  it("does what its README shows", async () => {
    const seeded = await openTestApp();
    await loadSeeds(seeded.context);
    const { path, remove } = await temporaryFolder();
    const [, shown = ""] = /```ts\n(.*?)```/s.exec(readFileSync(join(folder, "README.md"), "utf8")) ?? [];
    const program = shown
      .replace('"@servanda/client"', JSON.stringify(pathToFileURL(join(folder, "src/index.ts"))))
      .replace("http://localhost:3000", seeded.address)
      .replace("process.env.KEY", JSON.stringify(await seeded.keys("analyst")));
    await writeFile(join(path, "session.ts"), program);
    const printed: unknown[][] = [];
    const log = vi.spyOn(console, "log").mockImplementation((...words) => void printed.push(words));
    await import(join(path, "session.ts")).finally(() => log.mockRestore());
    expect(printed.length).toBeGreaterThan(2);
    expect(printed[0]).toEqual([expect.any(String), expect.stringMatching(/^\d{4}-/)]);
    expect(printed.at(-2)).toEqual([true]);
    expect(printed.at(-1)).toEqual([2]);
    await remove();
    await seeded.close();
  });
});

/** The body of a stream, which ends with the first line of the ledger that it tells. */
function cutAfterOne({ body: stream }: Response): ReadableStream<Uint8Array> {
  const decoder = new TextDecoder();
  let text = "";
  const cut = new TransformStream<Uint8Array, Uint8Array>({
    transform: (piece, controller) => {
      controller.enqueue(piece);
      text += decoder.decode(piece, { stream: true });
      if (/event: change\n.*?\n\n/s.test(text)) controller.terminate();
    },
  });
  return (stream as ReadableStream<Uint8Array>).pipeThrough(cut);
}
