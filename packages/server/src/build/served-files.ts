/** The built widget, console and demo page, found by their packages. */
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { createAssets } from '../adapters/assets.ts'

export function openServedFiles() {
  return createAssets({
    loader: dist('widget'),
    widget: join(dist('widget'), 'widget'),
    console: dist('console'),
    demo: builtBy('widget', 'demo'),
  })
}

function builtBy(name: 'widget' | 'console', folder: string): string {
  return fileURLToPath(new URL(`${folder}/`, import.meta.resolve(`@foyer/${name}/package.json`)))
}

function dist(name: 'widget' | 'console'): string {
  return builtBy(name, 'dist')
}
