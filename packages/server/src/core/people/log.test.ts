import { describe, expect, it } from 'vitest'
import { differences, longestText } from './log.ts'

describe('what the operation log keeps', () => {
  it('[IN-17] only what differs, however deep', () => {
    const before = { name: 'Shop', hours: { isOn: false, zone: 'UTC' }, origins: ['a'], same: { deep: [1] } }
    const after = {
      name: 'Shop',
      hours: { isOn: true, zone: 'UTC' },
      origins: ['a', 'b'],
      same: { deep: [1] },
    }
    expect(differences(before, after)).toEqual({
      before: { hours: { isOn: false }, origins: ['a'] },
      after: { hours: { isOn: true }, origins: ['a', 'b'] },
    })
    expect(differences(before, structuredClone(before))).toBeNull()
    expect(differences(null, undefined)).toBeNull()
  })

  it('[IN-17] what came to be and what is gone has nothing on the other side', () => {
    expect(differences(null, { role: 'agent' })).toEqual({ before: null, after: { role: 'agent' } })
    expect(differences({ a: 1 }, {})).toEqual({ before: { a: 1 }, after: { a: null } })
  })

  it('[I12] never a secret, in whatever depth; that there is one is said', () => {
    const secrets = { modelKey: 'sk-1', signing: 'whsec_1', nested: { password: 'p', apiToken: 't' } }
    const found = differences({ modelKey: null }, secrets)
    expect(JSON.stringify(found)).not.toMatch(/sk-1|whsec_1|"p"|"t"/)
    expect(found?.before).toEqual({ modelKey: null, signing: null, nested: null })
    expect(found?.after).toMatchObject({ modelKey: '•••', signing: '•••' })
    expect(JSON.stringify(differences(null, { list: [{ secret: 'x' }] }))).not.toContain('"x"')
  })

  it('[IN-17] texts over 2 KB are cut, and a cut never halves a character', () => {
    const long = 'a'.repeat(longestText - 1) + '😀'.repeat(100)
    const kept = differences({ answer: '' }, { answer: long })?.after as { answer: string }
    expect(kept.answer.length).toBeLessThan(longestText + 3)
    expect(kept.answer.isWellFormed()).toBe(true)
    const exact = 'b'.repeat(longestText)
    expect(differences({ answer: '' }, { answer: exact })?.after).toEqual({ answer: exact })
  })
})
