// Documents and secrets of a site, over HTTP.
import type { SiteDocument } from '@foyer/protocol'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { documentLimits } from '../../src/app/documents.ts'
import { type HttpApp, startHttpApp } from '../support/http-app.ts'

let http: HttpApp
beforeEach(async () => {
  http = await startHttpApp()
})
afterEach(() => http.stop())

const url = '/v1/sites/shop/documents'
const draft = { title: ' Returns ', text: ' Within 30 days. ', url: 'https://shop.example/returns' }

describe('[AS-12] documents', () => {
  test('are made, replaced, listed and removed', async () => {
    const made = await http.asAgent('POST', url, draft)
    expect(made.statusCode).toBe(201)
    const document = made.json() as SiteDocument
    expect(document).toMatchObject({ title: 'Returns', text: 'Within 30 days.', url: draft.url })
    const other = (await http.asAgent('POST', url, { title: 'B', text: 'b' })).json() as SiteDocument
    expect(other.url).toBe('')
    expect((await http.asAgent('GET', url)).json()).toEqual({ documents: [document, other] })

    http.clock.advance(1_000)
    const one = `${url}/${document.id}`
    const replaced = (await http.asAgent('PUT', one, { title: 'R', text: 'Never.' })).json()
    expect(replaced).toEqual({
      id: document.id,
      title: 'R',
      text: 'Never.',
      url: '',
      updatedAt: document.updatedAt + 1_000,
    })
    expect((await http.asAgent('DELETE', one)).statusCode).toBe(204)
    expect((await http.asAgent('DELETE', one)).statusCode).toBe(404)
    expect((await http.asAgent('PUT', one, draft)).statusCode).toBe(404)
    expect((await http.asAgent('GET', url)).json()).toEqual({ documents: [other] })
  })

  test.each([
    [{ title: ' ', text: 'x' }, '/title'],
    [{ title: 'x', text: ' \n' }, '/text'],
    [{ title: 'x' }, '/text'],
    [{ title: 'x', text: 'x', url: 'javascript:alert(1)' }, '/url'],
    [{ title: 'x', text: 'x'.repeat(documentLimits.text + 1) }, '/text'],
    [{ title: 'x', text: 'ż'.repeat(documentLimits.text / 2 + 1) }, '/text'],
  ])('what is not one is refused (%#)', async (body, path) => {
    const response = await http.asAgent('POST', url, body)
    expect(response.statusCode).toBe(400)
    expect(response.json().error).toMatchObject({ code: 'bad_request', path })
  })

  test('may be as long as is said, and not more than so many', async () => {
    const long = { title: 'x', text: `${'\u0001'.repeat(documentLimits.text - 2)}ab` }
    expect((await http.asAgent('POST', url, long)).statusCode).toBe(201)
    const text = 'x'.repeat(documentLimits.text)
    for (let count = 1; count < documentLimits.all / documentLimits.text; count += 1) {
      await http.store.documents.put('shop', { id: `${count}`, title: 'x', text, url: '', updatedAt: 0 })
    }
    const full = await http.asAgent('POST', url, { title: 'x', text: 'x' })
    expect(full.json().error).toMatchObject({ code: 'conflict', message: expect.stringContaining('4 MB') })
    for (let count = 1; count < documentLimits.documents; count += 1) {
      await http.store.documents.put('shop', { id: `${count}`, title: 'x', text: 'x', url: '', updatedAt: 0 })
    }
    const many = await http.asAgent('POST', url, { title: 'x', text: 'x' })
    expect(many.json().error).toMatchObject({ code: 'conflict', message: expect.stringContaining('200') })
  })
})

describe('[AS-12] secrets', () => {
  const secrets = '/v1/sites/shop/secrets'

  test('the model’s key is written and never read back; the signing secret stays', async () => {
    const before = (await http.asAgent('GET', secrets)).json()
    expect(before).toEqual({
      modelKey: false,
      translationKey: false,
      signing: expect.stringMatching(/^whsec_[A-Za-z0-9+/]{43}=$/),
    })
    const written = await http.asAgent('PUT', secrets, { modelKey: ' sk-very-secret ' })
    expect(written.json()).toEqual({ ...before, modelKey: true })
    expect((await http.asAgent('PUT', secrets, {})).json()).toEqual({ ...before, modelKey: true })
    const read = await http.asAgent('GET', secrets)
    expect(read.headers['cache-control']).toBe('no-store')
    expect(read.body + written.body).not.toContain('sk-very-secret')
    expect(await http.store.meta.get('secret:shop:modelKey')).toBe('sk-very-secret')
    expect((await http.asAgent('GET', '/v1/sites/shop')).body).not.toContain('sk-very-secret')
    expect((await http.asAgent('PUT', secrets, { modelKey: null })).json()).toEqual(before)
    expect(await http.store.meta.get('secret:shop:modelKey')).toBeNull()
    expect((await http.asAgent('PUT', secrets, { modelKey: 'line\nbreak' })).statusCode).toBe(400)
  })
})

test('[F01] another site’s documents and secrets look like none', async () => {
  const id = crypto.randomUUID()
  for (const [method, path, body] of [
    ['GET', '/v1/sites/other/documents', undefined],
    ['POST', '/v1/sites/other/documents', draft],
    ['PUT', `/v1/sites/other/documents/${id}`, draft],
    ['DELETE', `/v1/sites/other/documents/${id}`, undefined],
    ['GET', '/v1/sites/other/secrets', undefined],
    ['PUT', '/v1/sites/other/secrets', { modelKey: 'x' }],
  ] as const) {
    expect((await http.asAgent(method, path, body)).statusCode, `${method} ${path}`).toBe(404)
  }
  expect(await http.store.meta.get('secret:other:modelKey')).toBeNull()
  for (const path of [url, '/v1/sites/shop/secrets']) {
    expect((await http.inject({ url: path })).statusCode).toBe(401)
  }
})
