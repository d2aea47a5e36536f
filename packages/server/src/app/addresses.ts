/** Network addresses as the edges need them: cut for the log, and as keys for limits. */
export { addressKey, truncatedAddress } from '../core/addresses.ts'
