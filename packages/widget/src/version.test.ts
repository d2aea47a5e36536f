import { expect, it } from 'vitest'
import manifest from '../package.json' with { type: 'json' }
import { version } from './version.ts'

it('[WG-16] tells the server the version that is published', () => {
  expect(version).toBe(manifest.version)
})
