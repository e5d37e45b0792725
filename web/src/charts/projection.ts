/** Something at a place. */
export interface Located<T> {
  row: T;
  longitude: number;
  latitude: number;
}

interface Projection {
  x: (longitude: number) => number;
  y: (latitude: number) => number;
  /** Of paths in tenths of degrees, to the right and downwards. */
  transform: string;
}

/** No closer than so many degrees from top to bottom: the land is drawn too roughly for more. */
const leastSpan = 24;
const margin = 40;
/** Marks that are closer than so many pixels stand as one. */
const apart = 20;

/**
 * A map of these places in so many pixels: degrees side by side, as wide as they are in its middle (equirectangular,
 * https://pubs.usgs.gov/pp/1395/report.pdf, page 90).
 */
export function projectionOf(places: readonly Located<unknown>[], width: number, height: number): Projection {
  const ends = (of: number[]) => [Math.min(...of), Math.max(...of)] as const;
  const [west, east] = places.length > 0 ? ends(places.map(({ longitude }) => longitude)) : [-180, 180];
  const [south, north] = places.length > 0 ? ends(places.map(({ latitude }) => latitude)) : [-60, 84];
  const [middleX, middleY] = [(west + east) / 2, (south + north) / 2];
  const shrink = Math.cos((Math.min(70, Math.abs(middleY)) * Math.PI) / 180);
  const within = (pixels: number) => Math.max(1, pixels - 2 * margin);
  const degree = Math.min(
    within(height) / Math.max(leastSpan, north - south),
    within(width) / Math.max(leastSpan, (east - west) * shrink),
  );
  const x = (longitude: number) => width / 2 + (longitude - middleX) * degree * shrink;
  const y = (latitude: number) => height / 2 - (latitude - middleY) * degree;
  const tenth = (of: number) => (of / 10).toFixed(5);
  const transform = `translate(${x(0).toFixed(2)} ${y(0).toFixed(2)}) scale(${tenth(degree * shrink)} ${tenth(degree)})`;
  return { x, y, transform };
}

/** Places that are drawn as one mark, each where the first of them is, in the order of the rows. */
export function clustersOf<T>(places: readonly Located<T>[], projection: Projection) {
  const clusters: { x: number; y: number; rows: T[] }[] = [];
  for (const { row, longitude, latitude } of places) {
    const [x, y] = [projection.x(longitude), projection.y(latitude)];
    const near = clusters.find((cluster) => Math.hypot(cluster.x - x, cluster.y - y) < apart);
    if (near) near.rows.push(row);
    else clusters.push({ x, y, rows: [row] });
  }
  return clusters;
}
