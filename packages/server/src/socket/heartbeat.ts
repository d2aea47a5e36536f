/**
 * The life of connections, by one clock for all of them: who has not said hello in time (4001), whom to
 * ping, who is silent (4002). Pings are spread by a tenth, so that a restart does not make them march in step.
 */
import { limits } from '@foyer/protocol'
import type { Chance, Clock } from '../ports/clock.ts'
import type { Session } from './session-state.ts'

/** Milliseconds between two looks at all sessions. */
const lookEvery = 500

export function startHeartbeat(sessions: ReadonlySet<Session>, clock: Clock, chance: Chance): () => void {
  let cancel = clock.after(lookEvery, look)

  function look(): void {
    const now = clock.monotonic()
    for (const session of sessions) check(session, now, chance)
    cancel = clock.after(lookEvery, look)
  }
  return () => cancel()
}

function check(session: Session, now: number, chance: Chance): void {
  if (session.who === null && now >= session.helloBy) {
    session.outlet.close(4001, 'no hello in time')
    return
  }
  if (session.pongBy !== null) {
    if (now < session.pongBy) return
    session.pongBy = null
    session.outlet.close(4002, 'no pong')
    return
  }
  if (now < session.pingAt) return
  session.socket.ping()
  session.pongBy = now + limits.pong
  session.pingAt = nextPing(now, chance)
}

/** 25 s, a tenth more or less. */
export function nextPing(now: number, chance: Chance): number {
  return now + limits.heartbeat * (0.9 + chance.random() * 0.2)
}
