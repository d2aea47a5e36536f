// Builds the console into dist/, which the server hosts under /console/.
// Nothing is inlined: the server's policy allows scripts and styles from its own origin only.
import { defineConfig } from 'vite'

export default defineConfig({
  base: '/console/',
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  build: {
    outDir: 'dist',
    target: 'es2022',
    // Browsers that know light-dark(); for older ones each colour would be written three times.
    cssTarget: ['chrome123', 'edge123', 'firefox120', 'safari17.5'],
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
})
