// What the server lets out when a site's settings ask for it, against real servers on loopback.
import type { LookupAddress } from 'node:dns'
import type { LookupFunction } from 'node:net'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type ClosableOutgoing, createOutgoing } from '../../src/adapters/http-out/outgoing.ts'
import { freePort } from '../support/free-port.ts'
import { type Receiver, startReceiver } from '../support/receiver.ts'

let receiver: Receiver
const open: ClosableOutgoing[] = []
beforeEach(async () => {
  receiver = await startReceiver()
})
afterEach(async () => {
  await Promise.all(open.splice(0).map((one) => one.close()))
  await receiver.close()
})

function outgoing(allowPrivate: boolean, lookup?: LookupFunction) {
  const made = createOutgoing({ allowPrivate, ...(lookup === undefined ? {} : { lookup }) })
  open.push(made)
  return made
}

/** DNS that gives these answers, one a look-up, the last one again and again. */
function names(...answers: string[][]): LookupFunction & { asked: number } {
  const lookup = ((_hostname, options, callback) => {
    const answer = answers[Math.min(lookup.asked, answers.length - 1)]!
    lookup.asked += 1
    const found: LookupAddress[] = answer.map((address) => ({
      address,
      family: address.includes(':') ? 6 : 4,
    }))
    if (options.all) callback(null, found)
    else callback(null, found[0]!.address, found[0]!.family)
  }) as LookupFunction & { asked: number }
  lookup.asked = 0
  return lookup
}

const post = { body: '{}', within: 5_000, most: 1_000 }

describe('[I01] private addresses', () => {
  test('are refused in every spelling, before and after the name is looked up', async () => {
    const { port } = receiver
    const closed = outgoing(false)
    for (const host of [
      '127.0.0.1',
      '0.0.0.0',
      'localhost',
      'localhost.',
      '[::1]',
      '[::]',
      '[::ffff:127.0.0.1]',
      '0x7f.1',
      '2130706433',
      '017700000001',
      '127.1',
      '169.254.169.254',
      '10.0.0.1',
      '100.64.0.1',
      '[fe80::1]',
      '[fc00::1]',
      '[64:ff9b::7f00:1]',
      '１２７.0.0.1',
    ]) {
      expect(await closed.post({ ...post, url: `http://${host}:${port}/` }), host).toEqual({
        failed: 'refused',
      })
    }
    expect(receiver.received).toEqual([])
  })

  test('are refused where a public name leads to one, alone or among public ones', async () => {
    for (const answer of [['127.0.0.1'], ['8.8.8.8', '127.0.0.1'], ['::1'], ['fd00::1'], ['::ffff:7f00:1']]) {
      const url = `http://rebound.example:${receiver.port}/`
      expect(await outgoing(false, names(answer)).post({ ...post, url }), answer.join()).toEqual({
        failed: 'refused',
      })
    }
    expect(receiver.received).toEqual([])
  })

  test('a name that changes its mind is judged by what the connection uses', async () => {
    const dns = names(['203.0.114.9'], ['127.0.0.1'])
    const guard = outgoing(false, dns)
    const url = `http://rebound.example:${receiver.port}/`
    // The first answer is public and leads nowhere here; it is what is connected to, so nothing arrives.
    const first = await guard.post({ ...post, within: 300, url })
    expect(first).toEqual({ failed: expect.stringMatching(/timeOut|unreachable/) })
    expect(await guard.post({ ...post, url })).toEqual({ failed: 'refused' })
    expect(dns.asked).toBe(2)
    expect(receiver.received).toEqual([])
  })

  test('are reached where the operator allows it', async () => {
    receiver.answer((response) => response.end('hello'))
    const guard = outgoing(true, names(['127.0.0.1']))
    for (const host of ['127.0.0.1', 'inner.example']) {
      expect(await guard.post({ ...post, url: `http://${host}:${receiver.port}/a` })).toEqual({
        status: 200,
        text: 'hello',
      })
    }
    expect(receiver.received.map(({ path, headers }) => [path, headers['content-type']])).toEqual([
      ['/a', 'application/json'],
      ['/a', 'application/json'],
    ])
  })
})

test.each([
  'file:///etc/passwd',
  'gopher://shop.example/',
  'ftp://shop.example/',
  'data:,hello',
  'https://user@shop.example/',
  'https://:word@shop.example/',
  'http://shop.example:22/',
  'http://shop.example:25/',
  'http://shop.example:6379/',
  'http://shop.example:5432/',
  'shop.example',
  '',
])('[I01] %j does not go out, whatever is allowed', async (url) => {
  const dns = names(['127.0.0.1'])
  expect(await outgoing(true, dns).post({ ...post, url })).toEqual({ failed: 'refused' })
  await expect(outgoing(true, dns).fetch(url)).rejects.toThrow()
  expect(dns.asked).toBe(0)
})

test('no redirect is followed', async () => {
  const other = await startReceiver()
  receiver.answer((response) => response.writeHead(302, { location: other.url }).end())
  const guard = outgoing(true)
  expect(await guard.post({ ...post, url: receiver.url })).toMatchObject({ status: 302 })
  expect((await guard.fetch(receiver.url, { redirect: 'follow' })).status).toBe(302)
  expect(other.received).toEqual([])
  await other.close()
})

describe('an answer', () => {
  test('that is too long is let go of, announced or not', async () => {
    const guard = outgoing(true)
    receiver.answer((response) => response.end('x'.repeat(1_001)))
    expect(await guard.post({ ...post, url: receiver.url })).toEqual({ failed: 'tooLong', status: 200 })
    let closedEarly: (() => void) | undefined
    const closed = new Promise<void>((done) => {
      closedEarly = done
    })
    receiver.answer((response) => {
      response.on('close', () => closedEarly?.())
      const more = (): void => {
        if (!response.destroyed) response.write('x'.repeat(400), () => setImmediate(more))
      }
      more()
    })
    expect(await guard.post({ ...post, url: receiver.url })).toEqual({ failed: 'tooLong', status: 200 })
    await closed
  })

  test('that does not come, or not to its end, is not waited for', async () => {
    const guard = outgoing(true)
    receiver.answer(() => {})
    expect(await guard.post({ ...post, within: 100, url: receiver.url })).toEqual({ failed: 'timeOut' })
    receiver.answer((response) => void response.write('half'))
    const half = await guard.post({ ...post, within: 100, url: receiver.url })
    expect(half).toEqual({ failed: 'timeOut', status: 200 })
  })

  test('that nobody wants any more is given up', async () => {
    const stop = new AbortController()
    receiver.answer(() => stop.abort())
    const url = receiver.url
    expect(await outgoing(true).post({ ...post, url, signal: stop.signal })).toEqual({ failed: 'stopped' })
  })

  test('that is cut, and a host that is not there, are unreachable', async () => {
    const guard = outgoing(true)
    receiver.answer((response) => response.destroy())
    expect(await guard.post({ ...post, url: receiver.url })).toEqual({ failed: 'unreachable' })
    const port = await freePort()
    expect(await guard.post({ ...post, url: `http://127.0.0.1:${port}` })).toEqual({ failed: 'unreachable' })
  })
})
