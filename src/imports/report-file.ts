import { chunksOf, openNameless, unlessFull } from "./temporary-file.ts";

/** A text that is written while somebody reads it, each at their own pace. */
export interface ReportFile {
  /** Never waits for the reader. @throws AppError insufficient_storage */
  append: (text: string) => Promise<void>;
  /** There is no more to come, or the reader is to fail with this. */
  end: (error?: unknown) => void;
  /** All of it from the beginning, until it has ended. */
  read: () => AsyncIterable<Buffer>;
  close: () => Promise<void>;
}

const heldLength = 16_384;

export function openReport(): ReportFile {
  const opened = openNameless();
  const state = { held: "", written: Promise.resolve(), news: Promise.withResolvers<void>(), isEnded: false };
  const failure: { error?: unknown } = {};

  function write(): Promise<void> {
    state.written = state.written.then(async () => {
      const { held } = state;
      state.held = "";
      const { file } = await opened;
      if (held !== "") await unlessFull(file.appendFile(held));
    });
    return state.written;
  }

  function tell(): void {
    state.news.resolve();
    state.news = Promise.withResolvers();
  }

  async function* read(): AsyncGenerator<Buffer> {
    for (let position = 0; ; ) {
      const { isEnded, news } = state;
      await write();
      const { file } = await opened;
      for await (const chunk of chunksOf(file, position)) {
        position += chunk.length;
        yield chunk;
      }
      if (failure.error !== undefined) throw failure.error;
      if (isEnded) return;
      await news.promise;
    }
  }

  return {
    append: async (text) => {
      state.held += text;
      tell();
      if (state.held.length >= heldLength) await write();
    },
    end: (error) => {
      state.isEnded = true;
      failure.error = error;
      tell();
    },
    read,
    close: async () => (await opened).close(),
  };
}
