/**
 * The agent's status (RT-9). Going away or offline with open conversations first asks which colleague takes them;
 * signing out always asks. What stays with its agent is said.
 */
import type { Actor, AgentStatus } from '@foyer/protocol'
import { signal } from '@preact/signals'
import { useConsole, useDesk } from '../../console.ts'
import { addWords, t } from '../../locale.ts'
import { later } from '../later.tsx'
import { errorText } from '../words.ts'
import type { Leave } from './leave.ts'
import type { LeaveDialog } from './leave-dialog.tsx'

const leave = signal<Leave | null>(null)

const Dialog = later<Parameters<typeof LeaveDialog>[0]>(async () => {
  const [part] = await Promise.all([import('./leave-dialog.tsx'), addWords('routing')])
  return part.LeaveDialog
})

export function useStatus() {
  const desk = useDesk()
  const { notices, session, http } = useConsole()

  const open = () => desk.inbox.counts.peek().mine ?? 0

  async function onlineColleagues(): Promise<Actor[]> {
    const held = session.session.peek()
    const sites = held.state === 'signedIn' ? held.sites : []
    const answers = await Promise.all(sites.map(({ id }) => http.sites.agents(id)))
    const found = answers.flatMap((answer) => (answer.ok ? answer.value.agents : []))
    const others = new Map(found.map((one) => [one.id, one]))
    others.delete(desk.me.peek() ?? '')
    return [...others.values()]
      .filter(({ status }) => status === 'online')
      .sort((one, other) => one.load - other.load)
      .map(({ id, name, avatar }) => ({ kind: 'agent', id, name, ...(avatar && { avatar }) }))
  }

  return {
    async set(value: AgentStatus): Promise<void> {
      const { error, candidates } = await desk.setStatus(value)
      if (error !== null) return notices.tell(errorText(error), 'danger')
      if (candidates !== undefined) {
        leave.value = { to: value, signsOut: false, open: open(), colleagues: candidates }
      } else if ((value === 'away' || value === 'offline') && open() > 0) {
        await addWords('routing')
        notices.tell(t('leave.stay', { n: open() }))
      }
    },
    async signOut(): Promise<void> {
      const count = open()
      const colleagues = count === 0 ? [] : await onlineColleagues()
      leave.value = { to: 'offline', signsOut: true, open: count, colleagues }
    },
  }
}

/** Shown where somebody is about to leave. */
export function Leaving() {
  const asked = leave.value
  if (asked === null) return null
  return (
    <Dialog
      leave={asked}
      onClose={() => {
        leave.value = null
      }}
    />
  )
}
