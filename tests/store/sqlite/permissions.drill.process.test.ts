import { chmod } from "node:fs/promises";
import { dirname } from "node:path";
import { expect, it } from "vitest";
import { openStore } from "../../../src/store/open.ts";
import { runProcess } from "../../helpers/command-line.ts";
import { withFile } from "../../helpers/database-file.ts";

it.each(["the file", "the folder"])(
  "a database is refused with advice when %s may not be written: exit code 1",
  (which) =>
    withFile(async (path) => {
      await (await openStore(`file:${path}`)).close();
      await chmod(dirname(path), which === "the folder" ? 0o555 : 0o777);
      await chmod(path, 0o444);
      const nobody = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {};
      const { code, errors } = await runProcess(["serve"], { DATABASE_URL: `file:${path}` }, nobody);
      await chmod(dirname(path), 0o777);
      expect([code, errors]).toEqual([1, expect.stringMatching(/^Cannot open the database .* cannot be written/)]);
      expect(errors).not.toContain("    at ");
    }),
);
