import { describe, expect, it } from 'vitest'
import type { Console } from './command.ts'
import { csp } from './csp.ts'

async function run(values: Record<string, string>, env: Record<string, string> = {}): Promise<string> {
  let out = ''
  const console = { env, stdout: { write: (text: string) => (out += text) } } as unknown as Console
  await csp({ values, positionals: [] }, console)
  return out
}

describe('foyer csp', () => {
  it('[WG-16] prints what a page has to allow, a directive a line', async () => {
    expect(await run({ url: 'https://chat.example/' })).toBe(
      [
        'script-src https://chat.example;',
        'connect-src https://chat.example wss://chat.example;',
        'img-src https://chat.example blob:;',
        'media-src https://chat.example blob:;',
        '',
      ].join('\n'),
    )
  })

  it('[WG-16] takes the URL of the server’s own environment, and a nonce instead of an origin', async () => {
    const out = await run({ nonce: 'r4nd0m==' }, { FOYER_URL: 'http://localhost:8080' })
    expect(out).toMatch(
      /^script-src 'nonce-r4nd0m==';\nconnect-src http:\/\/localhost:8080 ws:\/\/localhost:8080;/,
    )
  })

  it.each<[Record<string, string>, RegExp]>([
    [{}, /--url is missing/],
    [{ url: 'chat.example' }, /scheme and a host/],
    [{ url: 'https://chat.example', nonce: "x'; script-src *" }, /--nonce is Base64/],
  ])('[WG-16] refuses %j', async (values, message) => {
    await expect(run(values)).rejects.toThrow(message)
  })
})
