import { createStore, del, entries, set } from "idb-keyval";

/** What this device keeps for one person: a database of its own per user id (PROTOCOL S1). */
export type LocalDatabase = {
  /** Every value whose key starts with `prefix`. */
  all: <T>(prefix: string) => Promise<T[]>;
  /** Resolves once it is stored, or cannot be (a private window, a full disk): then memory has to do. */
  put: (key: string, value: unknown) => Promise<void>;
  remove: (key: string) => Promise<void>;
};

export function openLocalDatabase(userId: string): LocalDatabase {
  const canStore = typeof indexedDB !== "undefined";
  const store = canStore ? createStore(`confab-${userId}`, "kept") : undefined;
  // Losing the device's copy loses no acknowledged message: the page goes on without it.
  const orElse = <T>(work: Promise<T>, otherwise: T): Promise<T> => work.catch(() => otherwise);
  return {
    all: async <T>(prefix: string) => {
      if (!store) return [];
      const found = await orElse(entries<string, T>(store), []);
      return found.filter(([key]) => key.startsWith(prefix)).map(([, value]) => value);
    },
    put: async (key, value) => (store ? orElse(set(key, value, store), undefined) : undefined),
    remove: async (key) => (store ? orElse(del(key, store), undefined) : undefined),
  };
}
