import type { Head, Permission } from '@foyer/protocol'
import { expect, it } from 'vitest'
import { canTake, mayAssign } from './may-assign.ts'
import type { Session } from './session.ts'

const session = (...permissions: Permission[]): Session => ({
  state: 'signedIn',
  agent: { id: 'me', name: 'Me', email: 'me@shop.example' },
  sites: [{ id: 'shop', name: 'Shop', role: 'agent', permissions }],
})
const head = (agent?: string) =>
  ({ site: 'shop', ...(agent === undefined ? {} : { agent: { kind: 'agent', id: agent } }) }) as Head

const cases: [what: string, agent: string | undefined, Permission[], take: boolean, give: boolean][] = [
  ['nobody’s, without a permission', undefined, [], true, false],
  ['one’s own, with the first', 'me', ['conversation.transfer'], true, true],
  ['a colleague’s, with the first', 'other', ['conversation.transfer'], false, false],
  ['a colleague’s, with the further one', 'other', ['conversation.transferOthers'], true, true],
]

it.each(cases)('[RT-10] %s', (_what, agent, permissions, take, give) => {
  expect(mayAssign(session(...permissions), head(agent), 'me')).toEqual({ take, give })
})

it('[RT-10] who is away or offline cannot be given it, but takes it', () => {
  const able = (['online', 'busy', 'away', 'offline'] as const).map((status) =>
    canTake({ id: 'other', status }, 'me'),
  )
  expect(able).toEqual([true, true, false, false])
  expect(canTake({ id: 'me', status: 'away' }, 'me')).toBe(true)
})
