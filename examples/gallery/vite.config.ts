// Two pages: the gallery, and one state alone, which the gallery shows in a frame and the tests open. The widget is
// the built one, served from where its build puts it.
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { defineConfig } from 'vite'

const widget = dirname(createRequire(import.meta.url).resolve('@foyer/widget/package.json'))

export default defineConfig({
  base: './',
  publicDir: join(widget, 'dist'),
  build: {
    rolldownOptions: {
      input: ['index.html', 'state.html'].map((page) => join(import.meta.dirname, page)),
    },
  },
})
