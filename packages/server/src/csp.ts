/** `foyer csp`: what a page's Content-Security-Policy has to allow for the widget. It opens nothing. */
import { type Arguments, type Console, refuseMore } from './command.ts'
import { BadConfig, readUrl } from './config.ts'

export const cspFlags = { url: { type: 'string' }, nonce: { type: 'string' } } as const

export const cspHelp = [
  '--url URL             the server as browsers reach it, such as https://chat.example (FOYER_URL)',
  '--nonce NONCE         for pages that name their scripts by a nonce: the one of the script tag',
  'Images that your site shows from elsewhere, such as its logo, need their own origins in img-src.',
  'No style-src and no unsafe-inline is needed, nor any policy of Trusted Types.',
]

/** Directives by name. The nonce of the tag goes on to what the widget fetches later. */
export function directivesFor(origin: string, nonce?: string): Record<string, string[]> {
  return {
    'script-src': [nonce === undefined ? origin : `'nonce-${nonce}'`],
    'connect-src': [origin, origin.replace(/^http/, 'ws')],
    // What is uploaded is shown before it is there.
    'img-src': [origin, 'blob:'],
    'media-src': [origin, 'blob:'],
  }
}

export async function csp({ values, positionals }: Arguments, console: Console): Promise<number> {
  refuseMore(positionals)
  const { nonce } = values
  const url = readUrl(typeof values.url === 'string' ? values.url : console.env.FOYER_URL)
  if (url === null) throw new BadConfig('--url is missing: the server as browsers reach it')
  if (typeof nonce === 'string' && !/^[\w+/-]+={0,2}$/.test(nonce))
    throw new BadConfig('--nonce is Base64, as in the attribute of the script tag')
  const directives = directivesFor(url, typeof nonce === 'string' ? nonce : undefined)
  for (const [name, sources] of Object.entries(directives))
    console.stdout.write(`${name} ${sources.join(' ')};\n`)
  return 0
}
