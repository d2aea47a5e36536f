import { describe, expect, it } from 'vitest'
import { addWords } from '../../locale.ts'
import { deedName, objectName } from './words.ts'

describe('[IN-17] a line of the log', () => {
  it.each([
    ['settings.changed', 'origins', 'changed the settings: Allowed pages'],
    ['settings.changed', 'links', 'changed the settings: Privacy'],
    ['secret.set', 'modelKey', 'set the key: Assistant'],
    ['records.exported', 'messages', 'exported: Records'],
    ['faq.changed', 'origins', 'changed the answer origins'],
    ['settings.changed', 'ofTomorrow', 'changed the settings: ofTomorrow'],
  ])('%s %s says what the console calls it', async (what, object, said) => {
    await addWords('people')
    expect(`${deedName(what)} ${objectName(what, object)}`).toBe(said)
  })
})
