/** An agent's own status. */
import type { Handler } from '../outcome.ts'

export const setStatus: Handler<'status.set'> = (parts, { who }, { value }) => {
  parts.presence.setStatus(who.id, value)
  return { ok: { value } }
}
