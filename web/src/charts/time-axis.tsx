import type { TimeScale } from "./scale.ts";

/** Years or months from top to bottom of a drawing, and the day on which it is read. */
export function TimeAxis({ scale, now, top, bottom }: { scale: TimeScale; now: string; top: number; bottom: number }) {
  return (
    <>
      <defs>
        <pattern id="hatch" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
          <line class="hatch" x1="0" x2="0" y1="0" y2="5" />
        </pattern>
      </defs>
      {scale.ticks.map(({ x, label }) => (
        <g key={x} class="axis">
          <line x1={x} x2={x} y1={top - 6} y2={bottom} />
          <text x={x} y={12} text-anchor="middle">
            {label}
          </text>
        </g>
      ))}
      <line class="today" x1={scale.x(now)} x2={scale.x(now)} y1={top - 8} y2={bottom} />
    </>
  );
}
