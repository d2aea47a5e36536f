// The API token of one more agent of the shop, in a role of the test's choice.
import { newId } from '../contracts/suites/make.ts'
import type { TestApp } from './test-app.ts'

export async function tokenInRole({ app, store }: TestApp, role: string): Promise<string> {
  const id = newId()
  const passwordHash = 'none: this agent has tokens only'
  await store.agents.create(
    {
      id,
      name: role,
      email: `${id}@shop.example`,
      avatar: null,
      passwordHash,
      disabled: false,
      createdAt: 0,
    },
    ['shop'],
    role,
  )
  return app.apiTokens.createForAgent(id, 'test')
}
