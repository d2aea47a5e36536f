// An agent without a console, for what agents' programs send and the console has no button for.
import { type AgentClient, createAgentClient } from '@foyer/client'
import type { Id, PostedBody } from '@foyer/protocol'
import type { FoyerServer } from './foyer-server.ts'
import { deadline } from './visitor.ts'

export interface Colleague {
  /** Posts in the conversation that moved last. */
  post(...bodies: PostedBody[]): Promise<void>
  leave(): void
}

export function comeAsColleague(server: FoyerServer): Colleague {
  const client: AgentClient = createAgentClient({ url: server.url, token: server.agents[1]!.token })
  client.connect()
  client.inbox.watch('all')
  const newest = async (): Promise<Id> => {
    const end = Date.now() + deadline
    for (;;) {
      const [row] = client.inbox.rows.value
      if (row) return row.head.id
      if (Date.now() > end) throw new Error('no conversation came')
      await new Promise((resolve) => setTimeout(resolve, 40))
    }
  }
  return {
    async post(...bodies) {
      const conversation = client.open(await newest())
      for (const body of bodies) conversation.post(body)
    },
    leave: () => client.destroy(),
  }
}
