/** What is wrong with an address that was typed, in words that say how to put it right. */
import { type MessageKey, t } from '../locale.ts'
import type { OriginFault } from '../models/origins.ts'

const faults: Record<OriginFault, MessageKey> = {
  empty: 'origin.empty',
  scheme: 'origin.scheme',
  path: 'origin.path',
  wildcard: 'origin.wildcard',
  broken: 'origin.broken',
}

export function originFault(fault: OriginFault): string {
  return t(faults[fault])
}
