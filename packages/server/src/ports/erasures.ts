/**
 * Taking away all that is held of a visitor (SC-6). Contract: in one transaction nothing of the visitor stands in
 * any table but a receipt, which is its id and a time; once more changes nothing but what came since.
 */
import type { Id, Time } from '@foyer/protocol'

export interface Erasures {
  /** What is gone: `conversations` are the visitor's and those named. Bytes of files are the caller's to remove. */
  erase(visitor: Id, site: string, at: Time, conversations?: Id[]): Promise<{ conversations: Id[] }>
  /** Of uploads by the visitor, and of what was posted in its conversations by anybody. */
  filesOf(visitor: Id): Promise<Id[]>
  isErased(visitor: Id): Promise<boolean>
  /** Who was erased at that time or later. */
  since(at: Time): Promise<Erased[]>
}

export interface Erased {
  visitor: Id
  site: string
  at: Time
  conversations: Id[]
}
