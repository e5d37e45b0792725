/** The API counts code points, browsers count UTF-16 units: a text that knows both. */
export interface Text {
  text: string;
  toUnits: (point: number) => number;
  toPoints: (unit: number) => number;
}

const step = 512;

export function textOf(text: string): Text {
  /** The unit of every 512th code point. */
  const marks: number[] = [];
  let points = 0;
  for (let unit = 0; unit < text.length; unit += widthAt(text, unit)) {
    if (points % step === 0) marks.push(unit);
    points++;
  }
  const toUnits = (point: number) => {
    let unit = marks[Math.floor(point / step)] ?? text.length;
    for (let left = point % step; left > 0 && unit < text.length; left--) unit += widthAt(text, unit);
    return unit;
  };
  const toPoints = (unit: number) => {
    let block = marks.findLastIndex((mark) => mark <= unit);
    if (block < 0) block = 0;
    let point = block * step;
    for (let at = marks[block] ?? 0; at < unit && at < text.length; at += widthAt(text, at)) point++;
    return point;
  };
  return { text, toUnits, toPoints };
}

function widthAt(text: string, unit: number): 1 | 2 {
  return (text.codePointAt(unit) ?? 0) > 0xffff ? 2 : 1;
}
