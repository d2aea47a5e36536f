import { mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { createAssets } from './assets.ts'

test('files that are built anew under a running server are found, and those that went are not', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'foyer-assets-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  writeFileSync(join(folder, 'a-1.js'), 'one')
  writeFileSync(join(folder, 'b.js'), 'b')
  const assets = createAssets({ widget: folder })
  expect(await assets.find('widget', 'b.js')).not.toBeNull()
  renameSync(join(folder, 'a-1.js'), join(folder, 'a-2.js'))
  expect(await assets.find('widget', 'a-1.js')).toBeNull()
  expect((await assets.find('widget', 'a-2.js'))?.type).toContain('javascript')
  expect(await assets.find('widget', '../assets.test.ts')).toBeNull()
})
