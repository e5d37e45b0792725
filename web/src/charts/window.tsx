const half = 6;
const least = 6;
const openWidth = 48;

/**
 * An uncertain date: a bar from the first day to the last. Hatched where it is approximate; without an edge on the side
 * where it has no bound.
 */
export function Window({
  earliest,
  latest,
  edtf,
  x,
  y,
  width,
  kind = "due",
}: {
  earliest: string | null;
  latest: string | null;
  edtf: string | null;
  x: (day: string) => number;
  y: number;
  width: number;
  kind?: string;
}) {
  const end = latest === null ? (earliest === null ? null : Math.min(width - 8, x(earliest) + openWidth)) : x(latest);
  const start = earliest === null ? (latest === null ? null : Math.max(8, x(latest) - openWidth)) : x(earliest);
  if (start === null || end === null) return null;
  const wide = Math.max(least, end - start);
  const left = end - start < least ? (start + end) / 2 - least / 2 : start;
  const [top, bottom, right] = [y - half, y + half, left + wide];
  const isVague = /[~?%]/.test(edtf ?? "");
  const edges = [
    `M${left},${top}H${right}M${left},${bottom}H${right}`,
    earliest === null ? "" : `M${left},${top}V${bottom}`,
    latest === null ? "" : `M${right},${top}V${bottom}`,
  ];
  return (
    <g class={`window w-${kind}`}>
      <rect x={left} y={top} width={wide} height={2 * half} class={isVague ? "vague" : "sharp"} />
      {isVague && <rect x={left} y={top} width={wide} height={2 * half} fill="url(#hatch)" />}
      <path d={edges.join("")} fill="none" class={isVague ? "edge vague" : "edge"} />
    </g>
  );
}
