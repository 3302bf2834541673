import type { IncomingMessage } from "node:http";
import type { Limits } from "../../lib/limits.ts";
import type { AddressReader } from "../http/client-address.ts";

/** Sockets one address may hold open. */
const SOCKETS_AN_ADDRESS = 1_000;

type Decide = (error: string | null, allowed: boolean) => void;

/**
 * Judges a handshake before a socket exists (PROTOCOL C1). A WebSocket is not bound by the browser's same-origin rule
 * and Socket.IO's `cors` does not check it: the `Origin` must be exactly one of ours; a missing one, `null` and
 * look-alikes are refused.
 */
export class Handshakes {
  readonly #origins: ReadonlySet<string>;
  readonly #addressOf: AddressReader;
  readonly #limits: Limits;
  readonly #open: () => boolean;
  readonly #addresses = new Map<string, number>();
  readonly #perAddress: number;

  constructor(options: {
    origins: readonly string[];
    addressOf: AddressReader;
    limits: Limits;
    limitScale: number;
    /** False while the node must serve no sockets: it stops, or does not hear of lost access (F3). */
    open(): boolean;
  }) {
    this.#origins = new Set(options.origins);
    this.#addressOf = options.addressOf;
    this.#limits = options.limits;
    this.#perAddress = SOCKETS_AN_ADDRESS * options.limitScale;
    this.#open = () => options.open();
  }

  judge = (request: IncomingMessage, decide: Decide): void => {
    void this.#refusal(request).then(
      (refusal) => decide(refusal, refusal === null),
      () => decide("UNAVAILABLE", false),
    );
  };

  /** Counts a socket of an address until it closes. */
  count(address: string): () => void {
    this.#addresses.set(address, (this.#addresses.get(address) ?? 0) + 1);
    return () => {
      const left = (this.#addresses.get(address) ?? 1) - 1;
      if (left > 0) this.#addresses.set(address, left);
      else this.#addresses.delete(address);
    };
  }

  async #refusal(request: IncomingMessage): Promise<string | null> {
    const address = this.#addressOf(request);
    if (!(await this.#limits.take("connect", address)).ok) return "RATE_LIMITED";
    if (!this.#open()) return "UNAVAILABLE";
    const { origin } = request.headers;
    if (origin === undefined || !this.#origins.has(origin)) return "ORIGIN";
    if ((this.#addresses.get(address) ?? 0) >= this.#perAddress) return "RATE_LIMITED";
    return null;
  }
}
