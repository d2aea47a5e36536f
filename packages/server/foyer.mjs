#!/usr/bin/env node
// Foyer's command: as it was built, which starts in half the time, or from its sources where one of them is newer.
import { readFileSync, statSync } from 'node:fs'

/** Whether there is a build and nothing that it was made of has changed since. Sources that are not there are not asked. */
function isBuilt() {
  try {
    const list = new URL('dist/sources.json', import.meta.url)
    const builtAt = statSync(list).mtimeMs
    /** @type {string[]} */
    const sources = JSON.parse(readFileSync(list, 'utf8'))
    return sources.every((source) => {
      const found = statSync(new URL(source, import.meta.url), { throwIfNoEntry: false })
      return found === undefined || found.mtimeMs <= builtAt
    })
  } catch {
    return false
  }
}

await import(isBuilt() ? './dist/main.js' : './src/main.ts')
