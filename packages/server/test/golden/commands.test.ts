// Example frames: one or more of each command, and those that the protocol's page shows. All pass the
// schemas, and none does once a field that it needs is gone or of another type.
import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { commandSchemas } from '@foyer/protocol/schema'
import { expect, test } from 'vitest'
import { readCommand, readFrame } from '../../src/socket/decode.ts'

type Frame = { do: keyof typeof commandSchemas } & Record<string, unknown>

const page = readFileSync(resolve(import.meta.dirname, '../../../protocol/PROTOCOL.md'), 'utf8')
const examples = JSON.parse(readFileSync(join(import.meta.dirname, 'commands.json'), 'utf8')) as Frame[]

/** Indented blocks of the page that are whole JSON commands. */
const shown = [...page.matchAll(/\n\n((?: {4}\S.*\n(?: {5,}.*\n)*)+)/g)].flatMap(([, block]) => {
  try {
    const frame = JSON.parse(block ?? '') as Frame
    return typeof frame.do === 'string' ? [frame] : []
  } catch {
    return []
  }
})

test('[SC-1] there is an example of every command', () => {
  expect([...new Set(examples.map((frame) => frame.do))].sort()).toEqual(Object.keys(commandSchemas).sort())
})

test('[SC-1] the page shows a hello', () => {
  expect(shown.map((frame) => frame.do)).toContain('hello')
})

/** As it would be read from the wire. */
function passes(value: object): boolean {
  const frame = readFrame(JSON.stringify(value))
  return frame !== null && !('code' in readCommand(frame, null))
}

test.each([...examples, ...shown].map((frame) => [frame.do, frame] as const))(
  '[SC-1] the example of %s passes its schema, and not without what it needs',
  (name, frame) => {
    const schema = commandSchemas[name]
    expect(passes(frame)).toBe(true)
    for (const key of (schema as { required?: string[] }).required ?? []) {
      const { [key]: _gone, ...rest } = frame
      expect([key, passes(rest)]).toEqual([key, false])
      expect([key, passes({ ...frame, [key]: [['not this']] })]).toEqual([key, false])
    }
  },
)
