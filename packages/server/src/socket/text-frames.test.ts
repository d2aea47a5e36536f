import type { Writable } from 'node:stream'
import { expect, test } from 'vitest'
import * as ws from 'ws'
import { textFrames } from './text-frames.ts'

/** Exported by `ws`, though its types do not say so. */
const { Receiver } = ws as unknown as { Receiver: new (options: { isServer: boolean }) => Writable }

/** As the client's side of `ws` reads them. */
function read(bytes: Buffer): string[] {
  const texts: string[] = []
  const receiver = new Receiver({ isServer: false })
  receiver.on('message', (data: Buffer) => texts.push(data.toString()))
  receiver.on('error', (error: Error) => {
    throw error
  })
  receiver.write(bytes)
  return texts
}

test('a text of any length is one whole frame', () => {
  for (const length of [0, 1, 125, 126, 127, 65_535, 65_536, 100_000]) {
    expect(read(textFrames(['x'.repeat(length)]))).toEqual(['x'.repeat(length)])
  }
})

test('several are read in their order, and lengths count bytes', () => {
  const texts = ['{"re":1}', 'zażółć gęślą jaźń 🙂'.repeat(9), '', 'ü'.repeat(63), '字'.repeat(30_000)]
  expect(read(textFrames(texts))).toEqual(texts)
})

test('half a surrogate pair goes out as the replacement character', () => {
  expect(read(textFrames(['a\ud83db', 'c']))).toEqual(['a\ufffdb', 'c'])
})
