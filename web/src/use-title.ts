import { useEffect } from "preact/hooks";

/** The title of the page, as tabs and bookmarks show it. Undefined: it is not known yet. */
export function useTitle(title: string | undefined): void {
  useEffect(() => {
    if (title !== undefined) document.title = title === "" ? "Servanda" : `${title} - Servanda`;
  }, [title]);
}
