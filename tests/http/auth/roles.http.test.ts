import { expect, it } from "vitest";
import { openWithParties } from "../../helpers/http-bodies.ts";
import { describeRoles, settings } from "../../helpers/roles.ts";

describeRoles(settings[0]);

it("a route that does not state its access stops the start", async () => {
  const silent = openWithParties({
    routes: async (app) => {
      app.get("/v1/forgotten", async () => "secret");
    },
  });
  await expect(silent).rejects.toThrow("These routes do not state their access: GET /v1/forgotten");
});
