import { describe, expect, it } from 'vitest'
import { createHttp } from './http.ts'

function answering(status: number, body: string) {
  const asked: [string, RequestInit][] = []
  const signedOut: true[] = []
  const http = createHttp(
    async (path, init) => {
      asked.push([path, init])
      return new Response(status === 204 ? null : body, { status })
    },
    () => signedOut.push(true),
  )
  return { http, asked, signedOut }
}

describe('createHttp', () => {
  it('[F13] says JSON on every change, with a body where there is nothing to say', async () => {
    const { http, asked } = answering(204, '')
    expect(await http.faq.remove('demo', 'a/b')).toEqual({ ok: true, value: null })
    expect(asked[0]?.[0]).toBe('/v1/sites/demo/faq/a%2Fb')
    expect(asked[0]?.[1]).toMatchObject({
      method: 'DELETE',
      body: '{}',
      headers: { 'content-type': 'application/json' },
    })
  })

  it('hands on why the server refused', async () => {
    const { http, signedOut } = answering(
      429,
      '{"error":{"code":"rate_limited","message":"Wait","retryAfter":900}}',
    )
    expect(await http.session.signIn('a', 'b')).toEqual({
      ok: false,
      error: { code: 'rate_limited', message: 'Wait', retryAfter: 900 },
    })
    expect(signedOut).toEqual([])
  })

  it('tells of an ended session', async () => {
    const { http, signedOut } = answering(401, '{"error":{"code":"unauthorized","message":"No"}}')
    await http.sites.read('demo')
    expect(signedOut).toHaveLength(1)
  })

  it('reads a proxy’s page of HTML as unavailable, and no network too', async () => {
    const { http } = answering(502, '<html>')
    expect(await http.session.read()).toMatchObject({ ok: false, error: { code: 'unavailable' } })
    const cut = createHttp(
      () => Promise.reject(new TypeError('cut')),
      () => {},
    )
    expect(await cut.session.read()).toMatchObject({ ok: false, error: { code: 'unavailable' } })
  })
})
