/** The faults that have a meaning of their own; every other one is `internal`. */

/** Nothing was stored: the disk is full, the database is away or too busy. Writers are told `unavailable`. */
export class StoreUnavailable extends Error {
  override name = 'StoreUnavailable'
}

/** Somebody acts who was erased a moment ago: what they do would bring them back (K04). */
export class VisitorErased extends Error {
  override name = 'VisitorErased'
}
