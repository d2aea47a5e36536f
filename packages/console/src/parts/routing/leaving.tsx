/**
 * The agent's status (RT-9). Going away or offline with open conversations first asks which colleague takes them;
 * signing out always asks. What stays with its agent is said.
 */
import type { Actor, AgentStatus } from '@foyer/protocol'
import { signal } from '@preact/signals'
import { useConsole, useDesk } from '../../console.ts'
import { addWords, t } from '../../locale.ts'
import { later } from '../later.tsx'
import { errorText, statusNames } from '../words.ts'
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

  async function set(value: AgentStatus): Promise<void> {
    const { state } = desk.client.connection.peek()
    if (state === 'stopped') return notices.tell(t('connection.stopped'), 'danger')
    if (state !== 'online') {
      // The last choice counts; who goes back to what they are has changed nothing.
      desk.wantedStatus.value = value === desk.client.me.peek()?.status ? null : value
      return notices.tell(t('status.later', { status: t(statusNames[value]) }), 'plain', { about: 'status' })
    }
    const { error, candidates } = await desk.setStatus(value)
    if (error !== null) return notices.tell(errorText(error), 'danger')
    if (candidates !== undefined) {
      leave.value = { to: value, signsOut: false, open: open(), colleagues: candidates }
    } else if ((value === 'away' || value === 'offline') && open() > 0) {
      await addWords('routing')
      notices.tell(t('leave.stay', { n: open() }))
    }
  }

  return {
    set,
    /** The connection is back: what was chosen without it is asked for now. */
    catchUp(): void {
      const wanted = desk.wantedStatus.peek()
      desk.wantedStatus.value = null
      if (wanted !== null) void set(wanted)
    },
    async signOut(): Promise<void> {
      // The server ends a session; without it nobody is signed out.
      if (desk.client.connection.peek().state !== 'online') {
        return notices.tell(t('error.unavailable'), 'danger')
      }
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
