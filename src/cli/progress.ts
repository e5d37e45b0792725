import type { Writable } from "node:stream";
import type { Watch } from "../store/verify/finding.ts";
import type { Terminal } from "./command.ts";

const everyMs = 2000;

/** Long work says on standard error how far it is. */
export function progressPrinter(errors: Writable): Watch["progress"] {
  const state = { last: performance.now() };
  return (table, done, total) => {
    const now = performance.now();
    if (now - state.last < everyMs) return;
    state.last = now;
    errors.write(`${table}: ${done}${total === undefined ? "" : ` of ${total}`}\n`);
  };
}

const redrawMs = 100;

/** One line of a terminal, written over and over, and gone when the work is done. */
export function statusLine(errors: Writable): { show: (line: () => string) => void; clear: () => void } {
  const state = { last: 0 };
  const write = (line: string) => errors.write(`\r\u001b[2K${line}`);
  return {
    show: (line) => {
      const now = performance.now();
      if (now - state.last < redrawMs) return;
      state.last = now;
      write(line());
    },
    clear: () => write(""),
  };
}

/** Work that is `done` of `total`, in any unit, and `count` things of it. */
export interface Bar {
  update: (done: number, total: number, count: number) => void;
  clear: () => void;
}

const barWidth = 24;

/** A bar on the terminal, with pace and the time that is left; lines now and then where there is none. */
export function progressBar(errors: Terminal["errors"], noun: string, isSilent = false): Bar {
  const started = performance.now();
  if (isSilent) return { update: () => {}, clear: () => {} };
  if (!errors.isTTY) {
    const print = progressPrinter(errors);
    return { update: (_done, _total, count) => print(noun, count), clear: () => {} };
  }
  const { show, clear } = statusLine(errors);
  return {
    clear,
    update: (done, total, count) =>
      show(() => {
        const seconds = (performance.now() - started) / 1000;
        const share = total === 0 ? 1 : Math.min(1, done / total);
        const full = Math.round(share * barWidth);
        const left = share > 0 ? Math.ceil(seconds / share - seconds) : 0;
        const bar = `${"#".repeat(full)}${"-".repeat(barWidth - full)}`;
        const pace = Math.round(count / Math.max(seconds, 0.001));
        return `[${bar}] ${Math.floor(share * 100)} %  ${count} ${noun}, ${pace} a second, ${left} s left`;
      }),
  };
}
