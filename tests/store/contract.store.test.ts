import { describe } from "vitest";
import { engine, openTestStore } from "../helpers/test-store.ts";
import { storeContract } from "./contract.ts";

describe(`a store on ${engine}`, () =>
  storeContract(async () => {
    const { store, close } = await openTestStore();
    return { ...store, close };
  }));
