/** The sessions of this node, by who they are. */
import type { Id } from '@foyer/protocol'
import type { Session, Who } from './session-state.ts'

export interface Registry {
  readonly sessions: ReadonlySet<Session>
  add(session: Session): void
  remove(session: Session): void
  /** Sessions of a visitor or agent who has said hello. */
  of(id: Id): Iterable<Session>
  /** To be called once it is known who a session is. */
  name(session: Session): void
  /** It goes on as somebody else. */
  rename(session: Session, who: Who): void
  visitorsOf(site: string): Iterable<Session>
}

export function createRegistry(): Registry {
  const sessions = new Set<Session>()
  const byId = new Map<Id, Set<Session>>()
  function forget(session: Session): void {
    const id = session.who?.id
    if (id === undefined) return
    const named = byId.get(id)
    named?.delete(session)
    if (named?.size === 0) byId.delete(id)
  }

  function name(session: Session): void {
    const id = session.who?.id
    if (id === undefined) return
    const named = byId.get(id)
    if (named === undefined) byId.set(id, new Set([session]))
    else named.add(session)
  }

  return {
    sessions,
    add: (session) => void sessions.add(session),
    remove(session) {
      sessions.delete(session)
      forget(session)
    },
    of: (id) => byId.get(id) ?? [],
    name,
    rename(session, who) {
      forget(session)
      session.who = who
      name(session)
    },
    *visitorsOf(site) {
      for (const session of sessions) {
        if (session.who?.role === 'visitor' && session.who.site === site) yield session
      }
    },
  }
}
