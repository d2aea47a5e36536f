/** Whether the agent may take a conversation, and give it to somebody else (RT-10). The server decides likewise. */
import type { AgentStatus, Head, Id } from '@foyer/protocol'
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

/** Who is not there would not see it. Whoever takes it for themselves sees it anyway. */
export function canTake(one: { id: Id; status: AgentStatus }, me: Id | null): boolean {
  return one.id === me || one.status === 'online' || one.status === 'busy'
}
