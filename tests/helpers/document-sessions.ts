import { type ChildProcess, execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { entry } from "./command-line.ts";
import { differences, readHttp, readLines, sessionOf } from "./markdown-session.ts";
import { temporaryFolder } from "./temporary-folder.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));
export const readDocument = (file: string) => readFileSync(join(root, file), "utf8");

/** Tests that every command of these documents, pasted as it stands, gives the answer that is shown. */
export function describeSessions(files: readonly string[]): void {
  describe("the sessions in the documents", () => {
    const end = "\x1e";
    const shownHost = "localhost:3000";
    let folder: string;
    let remove: () => Promise<void>;
    let server: ChildProcess;
    let host: string;
    let key: string;

    beforeAll(async () => {
      ({ path: folder, remove } = await temporaryFolder({ onDisk: true }));
      const patient = { LOG_LEVEL: "error", MAX_EVENT_LOOP_DELAY_MS: "0" };
      const env = { PATH: "", DATABASE_URL: `file:${join(folder, "test.db")}`, PORT: "0", ...patient };
      server = spawn(process.execPath, [entry, "serve"], { env });
      const [welcome] = await once(server.stdout ?? server, "data");
      key = /^ {2}export KEY=(.+)$/m.exec(String(welcome))?.[1] ?? "";
      host = `localhost:${/:(\d+)/.exec(String(welcome))?.[1]}`;
    }, 30_000);

    afterAll(async () => {
      server.kill("SIGTERM");
      await once(server, "exit");
      await remove();
    });

    it.each(files)("%s: every command pasted as it stands gives the answer shown", async (file) => {
      const steps = sessionOf(readDocument(file).replaceAll(shownHost, host));
      const script = steps.map(({ commands }) => `${commands}\nprintf '${end}'`).join("\n");
      const { stdout, stderr } = await promisify(execFile)("bash", ["-c", script], {
        maxBuffer: 2 ** 24,
        env: { ...process.env, KEY: key },
      });
      expect(stderr).toBe("");
      const answers = stdout.split(end);
      const wrong = steps.flatMap(({ commands, language, shown }, n) => {
        const answer = answers[n] ?? "";
        const understand = { http: readHttp, json: JSON.parse, text: readLines }[language];
        const found = differences(understand(shown), understand(answer));
        return found.map((difference) => `${commands}\n  ${difference}`);
      });
      expect(wrong).toEqual([]);
    });
  });
}
