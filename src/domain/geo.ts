import type { Commitment } from "./commitment.ts";

/** Places on a sphere, so that what is near is near across the antimeridian and at the poles alike. */

/** Mean radius of the Earth, R1 of the GRS 80 ellipsoid (Moritz 2000, Journal of Geodesy 74). */
const earthRadiusKm = 6371.0088;

/** A point of the unit sphere, from its centre. */
export interface Place {
  placeX: number;
  placeY: number;
  placeZ: number;
}
export interface Circle {
  lat: number;
  lon: number;
  km: number;
}

const radians = (degrees: number): number => (degrees * Math.PI) / 180;

/** Where degrees of latitude and longitude lie. */
export function placeAt({ lat, lon }: Pick<Circle, "lat" | "lon">): Place {
  const [phi, lambda] = [radians(lat), radians(lon)];
  return {
    placeX: Math.cos(phi) * Math.cos(lambda),
    placeY: Math.cos(phi) * Math.sin(lambda),
    placeZ: Math.sin(phi),
  };
}

/** Where a commitment lies, as its row has it. */
export function coordinatesOf(location: Commitment["location"]): { [K in keyof Place]: number | null } {
  if (location === null) return { placeX: null, placeY: null, placeZ: null };
  const [lon, lat] = location.coordinates;
  return placeAt({ lat, lon });
}

/**
 * The straight way through the sphere between points so many kilometres apart on a great circle: chord = 2 sin(d / 2R).
 * Its square is four times the haversine of the angle, and needs no function that engines might compute differently.
 */
export function chordOf(km: number): number {
  return km >= Math.PI * earthRadiusKm ? 2 : 2 * Math.sin(km / (2 * earthRadiusKm));
}
