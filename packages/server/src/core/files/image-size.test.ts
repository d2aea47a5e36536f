import { expect, test } from 'vitest'
import { readImageSize } from './image-size.ts'

function bytes(...parts: (string | number[])[]): Uint8Array {
  const all = Buffer.concat(
    parts.map((part) => (typeof part === 'string' ? Buffer.from(part, 'latin1') : Buffer.from(part))),
  )
  return Buffer.concat([all, Buffer.alloc(Math.max(0, 40 - all.length))])
}

const jpegStart = [0xff, 0xd8]
/** 600 wide, 400 high. */
const frame = [0xff, 0xc2, 0, 17, 8, 1, 144, 2, 88, 3]

function exif(orientation: number): number[] {
  const tiff = [0x4d, 0x4d, 0, 42, 0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0]
  return [0xff, 0xe1, 0, 8 + tiff.length, ...Buffer.from('Exif\0\0', 'latin1'), ...tiff]
}

test.each([
  ['PNG', bytes('\x89PNG\r\n\x1a\n\0\0\0\rIHDR', [0, 0, 2, 88, 0, 0, 1, 144])],
  ['GIF', bytes('GIF89a', [88, 2, 144, 1])],
  ['JPEG', bytes(jpegStart, [0xff, 0xe0, 0, 4, 0, 0], frame)],
  ['JPEG, upright by its EXIF', bytes(jpegStart, exif(1), frame)],
  ['WebP, lossy', bytes('RIFF\0\0\0\0WEBPVP8 ', [0, 0, 0, 0, 0, 0, 0, 0x9d, 1, 0x2a, 88, 2, 144, 1])],
  ['WebP, extended', bytes('RIFF\0\0\0\0WEBPVP8X', [10, 0, 0, 0, 0, 0, 0, 0, 87, 2, 0, 143, 1, 0])],
  ['WebP, lossless', bytes('RIFF\0\0\0\0WEBPVP8L', [0, 0, 0, 0, 0x2f, 0x57, 0xc2, 0x63, 0x00])],
])('[H04] %s', (_what, image) => {
  expect(readImageSize(image)).toEqual({ width: 600, height: 400 })
})

test('a JPEG that is shown turned changes its sides', () => {
  expect(readImageSize(bytes(jpegStart, exif(6), frame))).toEqual({ width: 400, height: 600 })
})

test('[H04] a JPEG whose header goes on says so', () => {
  expect(readImageSize(bytes(jpegStart, [0xff, 0xe2, 0xff, 0xff]))).toBe('more')
})

test.each([
  ['nothing', bytes()],
  ['two bytes', new Uint8Array([0xff, 0xd8])],
  ['a PNG without its header', bytes('\x89PNG\r\n\x1a\n\0\0\0\rIDAT', [0, 0, 0, 1, 0, 0, 0, 1])],
  ['a PNG of no width', bytes('\x89PNG\r\n\x1a\n\0\0\0\rIHDR', [0, 0, 0, 0, 0, 0, 0, 1])],
  ['a JPEG that begins with its picture', bytes(jpegStart, [0xff, 0xda, 0, 8])],
  ['a JPEG of rubbish', bytes(jpegStart, 'rubbish, rubbish, rubbish, rubbish')],
  ['text', bytes('hello, this is not an image at all, is it')],
])('[H04] %s has no size', (_what, image) => {
  expect(readImageSize(image)).toBeNull()
})
