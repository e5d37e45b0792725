/** What an answer shows of what is wrong: so much and no more, whatever was sent. */

/** One thing wrong in a request: where (JSON Pointer into the body, or parameter), a stable code, and words. */
export interface Fault {
  pointer?: string;
  parameter?: string;
  code: string;
  detail: string;
  /** The values that would have been accepted, where they can be listed and no fault before it has listed them. */
  allowed?: readonly string[];
}

export const mostFaults = 20;
const mostBytes = 16 * 1024;
const longest = { pointer: 300, parameter: 100, detail: 600 };
const ellipsis = "...";

/** The beginning of a text that may be too long to be repeated, in UTF-16 code units. */
export function shorten(text: string, most = longest.detail): string {
  return text.length > most ? `${text.slice(0, most).toWellFormed()}${ellipsis}` : text;
}

export interface FaultList<F extends Fault> {
  readonly shown: F[];
  /** How many more there are than are shown. */
  omitted: number;
  add: (faults: readonly F[], omitted?: number) => void;
}

/**
 * A list that takes any number of faults and shows the first of them, at most so many and so many bytes of JSON. Long
 * texts are shortened, and what is allowed is said once, with the first fault of those that share it.
 */
export function faultList<F extends Fault>({ most = mostFaults, bytes = mostBytes } = {}): FaultList<F> {
  const given = new Set<string>();
  const left = { bytes };
  const show = (fault: F): boolean => {
    const brief = withoutRepeat(briefly(fault), given);
    left.bytes -= Buffer.byteLength(JSON.stringify(brief));
    if (left.bytes >= 0) list.shown.push(brief);
    return left.bytes >= 0;
  };
  const list: FaultList<F> = {
    shown: [],
    omitted: 0,
    add: (faults, omitted = 0) => {
      const room = list.omitted > 0 ? 0 : most - list.shown.length;
      const shown = faults.slice(0, room).findIndex((fault) => !show(fault));
      list.omitted += omitted + faults.length - (shown === -1 ? Math.min(room, faults.length) : shown);
    },
  };
  return list;
}

/** The same fault without its list of what is allowed, if that is among those `given` already. */
export function withoutRepeat<F extends Fault>(fault: F, given: Set<string>): F {
  if (!fault.allowed) return fault;
  const { allowed, ...rest } = fault;
  const text = JSON.stringify(allowed);
  if (given.has(text) || Buffer.byteLength(text) > mostBytes / 2) return rest as F;
  given.add(text);
  return fault;
}

function briefly<F extends Fault>(fault: F): F {
  const { pointer, parameter, detail } = fault;
  return {
    ...fault,
    ...(pointer !== undefined && { pointer: briefPointer(pointer) }),
    ...(parameter !== undefined && { parameter: shorten(parameter, longest.parameter) }),
    detail: shorten(detail),
  };
}

/** One that is too long leads to what holds the value instead, so that it still leads somewhere. */
function briefPointer(pointer: string): string {
  if (pointer.length <= longest.pointer) return pointer;
  return pointer.slice(0, Math.max(0, pointer.slice(0, longest.pointer + 1).lastIndexOf("/")));
}
