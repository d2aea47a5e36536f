/**
 * Who is signed in. `unknown` until the server has said; an ended session asks to sign in again
 * and says why, and what was typed stays in the drafts.
 */
import { type ProtocolError, permissions, type SessionAnswer, type SetupRequest } from '@foyer/protocol'
import { signal } from '@preact/signals'
import type { Http, Result } from './http.ts'

export type Session =
  | { state: 'unknown' }
  | { state: 'unreachable'; error: ProtocolError }
  | { state: 'signedOut'; ended: boolean; needsSetup: boolean }
  | ({ state: 'signedIn' } & SessionAnswer)

export function createSession(http: Http) {
  const session = signal<Session>({ state: 'unknown' })

  async function load(): Promise<void> {
    const answer = await http.session.read()
    if (answer.ok) {
      session.value = { state: 'signedIn', ...answer.value }
      return
    }
    if (answer.error.code === 'unavailable' || answer.error.code === 'internal') {
      session.value = { state: 'unreachable', error: answer.error }
      return
    }
    const setup = await http.setup.needed()
    session.value = { state: 'signedOut', ended: false, needsSetup: setup.ok && setup.value.needed }
  }

  function enter(answer: Result<SessionAnswer>): ProtocolError | null {
    if (!answer.ok) return answer.error
    session.value = { state: 'signedIn', ...answer.value }
    return null
  }

  return {
    session,
    load,
    signIn: async (email: string, password: string) => enter(await http.session.signIn(email, password)),
    accept: async (code: string, name: string, password: string) =>
      enter(await http.invitation.accept(code, name, password)),
    resetPassword: async (code: string, password: string) =>
      enter(await http.passwordLink.use(code, password)),
    /** Name or rights may have changed; what is on the screen stays where the server cannot be asked. */
    async refresh(): Promise<void> {
      const held = session.peek()
      const answer = await http.session.read()
      // Signed out meanwhile, it is somebody else's.
      if (answer.ok && session.peek() === held) session.value = { state: 'signedIn', ...answer.value }
    },
    setUp: async (request: SetupRequest) => enter(await http.setup.run(request)),
    async signOut(): Promise<ProtocolError | null> {
      const answer = await http.session.signOut()
      if (!answer.ok && answer.error.code !== 'unauthorized') return answer.error
      session.value = { state: 'signedOut', ended: false, needsSetup: false }
      return null
    },
    /** The server does not know this session any more. */
    end() {
      if (session.peek().state === 'signedIn') {
        session.value = { state: 'signedOut', ended: true, needsSetup: false }
      }
    },
    /** Another site was made; the connection learns of it at its next hello. */
    addSite(site: { id: string; name: string }) {
      // Whoever makes a site owns it.
      const held = session.peek()
      if (held.state !== 'signedIn') return
      const others = held.sites.filter(({ id }) => id !== site.id)
      session.value = { ...held, sites: [...others, { ...site, role: 'owner', permissions }] }
    },
  }
}

export type SessionModel = ReturnType<typeof createSession>
