/** What fields and options must be wherever they come in: each to be told from the others, and to be filled in. Pure. */
import type { FieldType } from '@foyer/protocol'
import { isPlainKey, wrong } from '../rule-words.ts'

interface Asked {
  id: string
  type: FieldType
  options?: readonly { id: string }[] | undefined
}

type Wrong = ReturnType<typeof wrong> | null

/** `at` is where the fields stand. */
export function fieldsProblem(fields: readonly Asked[], at: string): Wrong {
  for (const [index, { id, type, options = [] }] of fields.entries()) {
    const here = `${at}/${index}`
    if (id.trim() === '') return wrong(`${here}/id`, 'A field needs an id.')
    // Values come in by the ids of their fields, and one under such a key would be refused.
    if (!isPlainKey(id)) return wrong(`${here}/id`, 'This id cannot be used for a field.')
    if (fields.findIndex((other) => other.id === id) !== index) return wrong(`${here}/id`, twice)
    if (type === 'choice' && options.length === 0)
      return wrong(`${here}/options`, 'Say what there is to choose.')
    const problem = optionsProblem(options, `${here}/options`)
    if (problem !== null) return problem
  }
  return null
}

export function optionsProblem(options: readonly { id: string }[], at: string): Wrong {
  const index = options.findIndex(({ id }, own) => options.findIndex((other) => other.id === id) !== own)
  return index < 0 ? null : wrong(`${at}/${index}/id`, twice)
}

const twice = 'This id stands twice.'
