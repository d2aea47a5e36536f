// The code in the documents, and who runs it: a browser, or a server and a shell. A block that nobody runs has a
// reason here; one without either fails.
import { globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'

export const root = resolve(import.meta.dirname, '../..')

export interface Snippet {
  /** From the root. */
  file: string
  line: number
  kind: string
  text: string
  /** `file#n`, the file's n-th block. */
  name: string
}

export const documents = globSync(['*.md', 'docs/*.md', 'bench/*.md', 'packages/*/*.md', 'examples/*/*.md'], {
  cwd: root,
}).sort()

export const read = (file: string) => readFileSync(join(root, file), 'utf8')

/** Why nobody runs it, by block or by file. */
const unrun: Record<string, string> = {
  'README.md#1': 'installs and tests all of this: it is what runs us',
  'CONTRIBUTING.md#1': 'the same',
  'bench/README.md#1': 'benchmarks, whose results nobody asserts',
  'examples/gallery/README.md#1': 'serves what e2e/gallery.test.ts looks at',
  'examples/gallery/README.md#2': 'is e2e/gallery.test.ts',
  'examples/gallery/README.md#3': 'an entry of a list; the list has it, and e2e/gallery.test.ts shows it',
}

export type Runner = 'page' | 'server' | 'nobody'

export function runnerOf({ name, file, line, kind, text }: Snippet): Runner {
  if (name in unrun) return 'nobody'
  if (kind === 'js' || kind === 'ts') return /from 'node:|createAgentClient/.test(text) ? 'server' : 'page'
  if (['html', 'css', 'tsx'].includes(kind)) return 'page'
  if (['http', 'json', 'csv', 'sh', 'csp'].includes(kind)) return 'server'
  throw new Error(`${file}:${line}: a block of ${kind || 'no kind'}, which nobody runs`)
}

/** In the order in which they stand. Fences may be indented, as in a list. */
export function snippetsOf(file: string): Snippet[] {
  const whole = read(file)
  return [...whole.matchAll(/^( *)```(\w*)\n([\s\S]*?)^\1```$/gm)].map((found, index) => {
    const [, indent = '', kind = '', text = ''] = found
    return {
      file,
      kind,
      line: whole.slice(0, found.index).split('\n').length,
      text: text.replaceAll(new RegExp(`^${indent}`, 'gm'), ''),
      name: `${file}#${index + 1}`,
    }
  })
}

export const allSnippets = () => documents.flatMap(snippetsOf)

/** Lines that Markdown shows as code because they are indented: a kind cannot be said of those. */
export function indentedCode(file: string): number[] {
  const lines = read(file)
    .replaceAll(/^( *)```[\s\S]*?^\1```$/gm, (block) => block.replaceAll(/[^\n]/g, ''))
    .split('\n')
  return lines.flatMap((line, index) => (/^ {4}/.test(line) && lines[index - 1] === '' ? [index + 1] : []))
}

export const unrunNames = Object.keys(unrun)

/** What a block for Node exports. */
export async function moduleOf(snippet: Snippet): Promise<Record<string, (...words: never[]) => unknown>> {
  const folder = mkdtempSync(join(tmpdir(), 'foyer-docs-'))
  try {
    const file = join(folder, 'snippet.mjs')
    writeFileSync(file, snippet.text)
    return await import(/* @vite-ignore */ pathToFileURL(file).href)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** The block of a file that has these words. */
export function blockWith(file: string, words: string): Snippet {
  const found = snippetsOf(file).find(({ text }) => text.includes(words))
  if (found === undefined) throw new Error(`${file} has no block with ${words}`)
  return found
}
