/** Releases a lease before it expires. Safe to call twice, and after the expiry. */
export type Release = () => Promise<void>;

export interface AcquireOptions {
  /** The lease lasts until its expiry, even if the process that holds it is known to be dead. */
  outlivesProcess?: boolean;
}

/** Lease: a lock that expires by itself, so that a holder that crashes blocks the others for a limited time only. */
export interface Lease {
  /** The processes that exclude each other: all that use the storage, or this process alone. */
  readonly scope: 'storage' | 'process';
  /**
   * Resolves to `undefined` while another caller holds the lease. `ttlMs` must be longer than the work.
   *
   * @throws {StoreError}
   */
  acquire(key: string, ttlMs: number, options?: AcquireOptions): Promise<Release | undefined>;
  /** Time in ms until the lease expires; 0 if it is free. */
  remaining(key: string): Promise<number>;
}
