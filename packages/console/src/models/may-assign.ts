/** Whether the agent may take a conversation, and give it to somebody else (RT-10). The server decides likewise. */
import type { Head, Id } from '@foyer/protocol'
import { mayAt } from './may.ts'
import type { Session } from './session.ts'

export function mayAssign(session: Session, head: Head, me: Id | null): { take: boolean; give: boolean } {
  const isOthers = head.agent !== undefined && head.agent.id !== me
  const mayOthers = mayAt(session, head.site, 'conversation.transferOthers')
  return {
    take: !isOthers || mayOthers,
    give: isOthers ? mayOthers : mayAt(session, head.site, 'conversation.transfer'),
  }
}
