/** What the composer tells what is offered beside it. */
import type { OpenThread } from '../../models/open-thread.ts'

export interface OffersProps {
  open: OpenThread
  isNote: boolean
  isOffline: boolean
}
