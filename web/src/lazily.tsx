import type { ComponentType } from "preact";
import { useEffect, useState } from "preact/hooks";
import { Main } from "./parts/layout.tsx";
import { Loading, wholePage } from "./parts/state.tsx";
import { place } from "./router.ts";

type Loaded<P> = ComponentType<P> | "failed" | null;

/** A component whose script is fetched when it is first shown. `rows`: the place that is kept for it meanwhile. */
export function lazily<P extends object>(
  load: () => Promise<ComponentType<P>>,
  rows: number = wholePage,
): ComponentType<P> {
  let known: Loaded<P> = null;
  return function Lazy(props: P) {
    const [Shown, show] = useState<{ it: Loaded<P> }>({ it: known });
    useEffect(() => {
      if (Shown.it !== null) return;
      load().then(
        (it) => {
          known = it;
          show({ it });
        },
        () => show({ it: "failed" }),
      );
    }, [Shown]);
    if (Shown.it === null) return <Loading rows={rows} />;
    if (Shown.it === "failed") return <NotLoaded retry={() => show({ it: null })} />;
    return <Shown.it {...props} />;
  };
}

function NotLoaded({ retry }: { retry: () => void }) {
  return (
    <Main place={place()} title="A part of this page could not be loaded">
      <p>Its script did not come. Check the connection, then try again: what you have typed is kept.</p>
      <p>
        <button type="button" onClick={retry}>
          Try again
        </button>
      </p>
    </Main>
  );
}
