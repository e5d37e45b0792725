import type { PageProps } from "../../app.tsx";
import { Part } from "../../parts/state.tsx";
import { Desk } from "../frame.tsx";
import { servanda } from "../session.ts";
import { useLoaded } from "../use-loaded.ts";
import { Health } from "./health.tsx";
import { Keys } from "./keys.tsx";
import { Webhooks } from "./webhooks.tsx";
import "./admin.css";

/** For who runs the service: of it, what the key at hand may do. */
export function AdminPage({ place }: PageProps) {
  const me = useLoaded("me", (signal) => servanda.get("/v1/me", { signal }));
  return (
    <Desk place={place} title="Run the service">
      <Part answered={me} rows={20}>
        {({ name, role }) => (
          <>
            <Health />
            {role === "admin" ? (
              <Keys me={name} />
            ) : (
              <section aria-labelledby="keys-title">
                <h2 id="keys-title">Keys</h2>
                <p class="empty">
                  Keys are made, listed and revoked with a key whose role is admin; that of {name} is {role}. Whoever
                  runs the service has one.
                </p>
              </section>
            )}
            <Webhooks isAdmin={role === "admin"} />
          </>
        )}
      </Part>
    </Desk>
  );
}
