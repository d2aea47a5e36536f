import type { Permission } from '@foyer/protocol'
import { describe, expect, it } from 'vitest'
import { isColleagues, maySee, mayWrite, missingToAssign } from './access.ts'

const viewer = (...held: Permission[]) => ({ id: 'ada', may: (one: Permission) => held.includes(one) })
const nobodys = { agent: null }
const own = { agent: { id: 'ada' } }
const colleagues = { agent: { id: 'ben' } }
const [ada, ben, cleo] = ['ada', 'ben', 'cleo'].map((id) => ({ id }))

describe('access to conversations', () => {
  it('[RT-12] what nobody has, and what is one’s own, takes no permission', () => {
    for (const conversation of [nobodys, own]) {
      expect(isColleagues(viewer(), conversation)).toBe(false)
      expect(maySee(viewer(), conversation)).toBe(true)
      expect(mayWrite(viewer(), conversation)).toBe(true)
    }
  })

  it('[RT-12] a colleague’s conversation is seen with one permission and written in with a second', () => {
    const table: [held: Permission[], sees: boolean, writes: boolean][] = [
      [[], false, false],
      [['conversation.help'], false, false],
      [['conversation.openOthers'], true, false],
      [['conversation.openOthers', 'conversation.help'], true, true],
      [['conversation.transferOthers', 'roles.edit'], false, false],
    ]
    for (const [held, sees, writes] of table) {
      expect([held, maySee(viewer(...held), colleagues)]).toEqual([held, sees])
      expect([held, mayWrite(viewer(...held), colleagues)]).toEqual([held, writes])
    }
  })

  it('[RT-10] anybody claims what nobody has; all else that is given away takes a permission', () => {
    const table: [
      conversation: typeof nobodys | typeof own,
      to: { id: string } | null | undefined,
      Permission | null,
    ][] = [
      [nobodys, ada, null],
      [nobodys, ben, 'conversation.transfer'],
      [own, ada, null],
      [own, ben, 'conversation.transfer'],
      [own, null, 'conversation.transfer'],
      [colleagues, ada, 'conversation.transferOthers'],
      [colleagues, cleo, 'conversation.transferOthers'],
      [colleagues, null, 'conversation.transferOthers'],
    ]
    for (const [conversation, to, needed] of table) {
      expect(missingToAssign(viewer(), conversation, to ?? null)).toBe(needed)
      if (needed !== null) expect(missingToAssign(viewer(needed), conversation, to ?? null)).toBeNull()
    }
    expect(missingToAssign(viewer('conversation.transfer'), colleagues, { id: 'ada' })).toBe(
      'conversation.transferOthers',
    )
  })
})
