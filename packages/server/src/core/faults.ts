/** The faults that have a meaning of their own; every other one is `internal`. */

/** Nothing was stored: the disk is full, the database is away or too busy. Writers are told `unavailable`. */
export class StoreUnavailable extends Error {
  override name = 'StoreUnavailable'
}
