import manifest from "../../package.json" with { type: "json" };

/** The version of this software (Semantic Versioning). */
export const version = manifest.version;
