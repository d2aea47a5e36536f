/**
 * Width and height of an image from its header, as it is shown (a JPEG's EXIF orientation counts).
 * Reads PNG, JPEG, GIF and WebP and decodes nothing. Pure.
 */

export interface ImageSize {
  width: number
  height: number
}

/** `more`: the header goes beyond `bytes`. Null: it is none of the four, or broken. */
export function readImageSize(bytes: Uint8Array): ImageSize | 'more' | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (view.byteLength < 32) return null
  if (view.getUint32(0) === 0x89504e47) {
    return view.getUint32(12) === 0x49484452 ? sized(view.getUint32(16), view.getUint32(20)) : null
  }
  if (view.getUint32(0) === 0x47494638) return sized(view.getUint16(6, true), view.getUint16(8, true))
  if (view.getUint16(0) === 0xffd8) return readJpeg(view)
  if (view.getUint32(0) === 0x52494646 && view.getUint32(8) === 0x57454250) return readWebp(view)
  return null
}

function sized(width: number, height: number): ImageSize | null {
  return width > 0 && height > 0 ? { width, height } : null
}

function readWebp(view: DataView): ImageSize | null {
  switch (view.getUint32(12)) {
    case 0x56503820: // "VP8 ", lossy: 14 bits each behind the start code
      return sized(view.getUint16(26, true) & 0x3fff, view.getUint16(28, true) & 0x3fff)
    case 0x5650384c: {
      // "VP8L", lossless: 14 bits each, less one
      const bits = view.getUint32(21, true)
      return sized((bits & 0x3fff) + 1, ((bits >>> 14) & 0x3fff) + 1)
    }
    case 0x56503858: // "VP8X", extended: 24 bits each, less one
      return sized(
        (view.getUint16(24, true) | (view.getUint8(26) << 16)) + 1,
        (view.getUint16(27, true) | (view.getUint8(29) << 16)) + 1,
      )
    default:
      return null
  }
}

function readJpeg(view: DataView): ImageSize | 'more' | null {
  let isTurned = false
  let at = 2
  while (at + 4 <= view.byteLength) {
    if (view.getUint8(at) !== 0xff) return null
    const marker = view.getUint8(at + 1)
    if (marker === 0xff) {
      at += 1 // padding
      continue
    }
    if (marker === 0xd9 || marker === 0xda) return null // the picture began without saying its size
    const length = view.getUint16(at + 2)
    if (length < 2) return null
    if (isFrameStart(marker)) {
      if (at + 9 > view.byteLength) return 'more'
      const [height, width] = [view.getUint16(at + 5), view.getUint16(at + 7)]
      return isTurned ? sized(height, width) : sized(width, height)
    }
    if (marker === 0xe1 && at + 2 + length <= view.byteLength) {
      isTurned ||= readOrientation(view, at + 4, at + 2 + length) >= 5
    }
    at += 2 + length
  }
  return 'more'
}

/** SOF0 to SOF15, without the three tables that share their numbers. */
function isFrameStart(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc
}

/** The EXIF orientation, 1 to 8; 1 where there is none. From 5 on, width and height change places. */
function readOrientation(view: DataView, start: number, end: number): number {
  if (end - start < 14 || view.getUint32(start) !== 0x45786966) return 1
  const tiff = start + 6
  const isLittle = view.getUint16(tiff) === 0x4949
  const directory = tiff + view.getUint32(tiff + 4, isLittle)
  if (directory + 2 > end) return 1
  const entries = view.getUint16(directory, isLittle)
  for (let index = 0; index < entries; index += 1) {
    const entry = directory + 2 + index * 12
    if (entry + 12 > end) return 1
    if (view.getUint16(entry, isLittle) === 0x0112) return view.getUint16(entry + 8, isLittle)
  }
  return 1
}
