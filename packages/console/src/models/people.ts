/** What the People page reads of a site: members and invitations, each when first needed and kept until changed. */
import type { Id, Invitation, Member, MemberPatch, ProtocolError } from '@foyer/protocol'
import { signal } from '@preact/signals'
import type { Http } from './http.ts'
import type { Loaded } from './sites.ts'

export function createPeople(http: Http, site: string) {
  const members = signal<Loaded<Member[]>>({ state: 'loading' })
  const invitations = signal<Invitation[]>([])

  async function load(): Promise<void> {
    const [people, invited] = await Promise.all([http.people.list(site), http.people.invitations(site)])
    members.value = people.ok
      ? { state: 'ready', value: people.value.members }
      : { state: 'failed', error: people.error }
    if (invited.ok) invitations.value = invited.value.invitations
  }

  function put(change: (held: Member[]) => Member[]): void {
    const held = members.peek()
    if (held.state === 'ready') members.value = { state: 'ready', value: change(held.value) }
  }

  return {
    site,
    members,
    invitations,
    load,
    async change(id: Id, patch: MemberPatch): Promise<ProtocolError | null> {
      const answer = await http.people.change(site, id, patch)
      // Read again where it was refused: a field that was changed on the screen goes back.
      if (answer.ok) put((held) => held.map((one) => (one.id === id ? answer.value : one)))
      else put((held) => held.map((one) => (one.id === id ? { ...one } : one)))
      return answer.ok ? null : answer.error
    },
    async remove(id: Id): Promise<ProtocolError | null> {
      const answer = await http.people.remove(site, id)
      if (answer.ok || answer.error.code === 'not_found') {
        put((held) => held.filter((one) => one.id !== id))
        return null
      }
      return answer.error
    },
    async invite(draft: { email: string; role: string; department: string | null }) {
      const answer = await http.people.invite(site, draft)
      if (answer.ok) {
        const others = invitations.peek().filter(({ email }) => email !== answer.value.invitation.email)
        invitations.value = [...others, answer.value.invitation]
      }
      return answer
    },
    passwordLink: (id: Id) => http.people.passwordLink(site, id),
    async revoke(id: Id): Promise<ProtocolError | null> {
      const answer = await http.people.revoke(site, id)
      if (!answer.ok && answer.error.code !== 'not_found') return answer.error
      invitations.value = invitations.peek().filter((one) => one.id !== id)
      return null
    },
  }
}

export type People = ReturnType<typeof createPeople>
