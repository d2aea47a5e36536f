// The smallest WebSocket client that can load a server: whole text frames, no extensions, no checks. The
// load shares two cores with what it measures, so what it does not do counts.
import { randomBytes } from 'node:crypto'
import { connect, type Socket } from 'node:net'
import { WebSocket } from 'ws'

export interface MiniSocket {
  send(text: string): void
  close(): void
}

export interface MiniOptions {
  port: number
  path: string
  origin?: string
  /** The payload of each text frame; good until the call returns. */
  onFrame(payload: Buffer): void
  onClose(code: number): void
}

export function openMini({ port, path, origin, onFrame, onClose }: MiniOptions): Promise<MiniSocket> {
  const socket = connect(port, '127.0.0.1')
  socket.setNoDelay(true)
  const lines = [
    `GET ${path} HTTP/1.1`,
    `Host: 127.0.0.1:${port}`,
    'Connection: Upgrade',
    'Upgrade: websocket',
    'Sec-WebSocket-Version: 13',
    `Sec-WebSocket-Key: ${randomBytes(16).toString('base64')}`,
    'Sec-WebSocket-Protocol: foyer.v1',
    ...(origin === undefined ? [] : [`Origin: ${origin}`]),
  ]
  socket.write(`${lines.join('\r\n')}\r\n\r\n`)
  return new Promise((resolve, reject) => {
    let head = Buffer.alloc(0)
    const greet = (chunk: Buffer) => {
      head = Buffer.concat([head, chunk])
      const end = head.indexOf('\r\n\r\n')
      if (end === -1) return
      socket.off('data', greet)
      const status = head.subarray(0, head.indexOf('\r\n')).toString()
      if (!status.includes(' 101 ')) {
        reject(new Error(status))
        return
      }
      const rest = head.subarray(end + 4)
      readFrames(socket, rest, onFrame, onClose)
      resolve({
        send: (text) => void socket.write(frameOf(1, Buffer.from(text))),
        close: () => socket.destroy(),
      })
    }
    socket.on('data', greet)
    socket.on('error', reject)
  })
}

/** The same by `ws`, as most clients in Node are. */
export function openWs({ port, path, origin, onFrame, onClose }: MiniOptions): Promise<MiniSocket> {
  const socket = new WebSocket(`ws://127.0.0.1:${port}${path}`, ['foyer.v1'], {
    perMessageDeflate: false,
    ...(origin === undefined ? {} : { origin }),
  })
  socket.on('message', (data) => onFrame(data as Buffer))
  socket.on('close', onClose)
  return new Promise((resolve, reject) => {
    socket.once('open', () => resolve({ send: (text) => socket.send(text), close: () => socket.terminate() }))
    socket.once('error', reject)
  })
}

function readFrames(
  socket: Socket,
  rest: Buffer,
  onFrame: (payload: Buffer) => void,
  onClose: (code: number) => void,
): void {
  let held = rest
  let code = 1006
  const read = (chunk: Buffer) => {
    const data = held.length === 0 ? chunk : Buffer.concat([held, chunk])
    let at = 0
    while (data.length - at >= 2) {
      const short = data[at + 1]! & 0x7f
      const head = short === 126 ? 4 : short === 127 ? 10 : 2
      if (data.length - at < head) break
      const length =
        short === 126
          ? data.readUInt16BE(at + 2)
          : short === 127
            ? Number(data.readBigUInt64BE(at + 2))
            : short
      if (data.length - at < head + length) break
      const payload = data.subarray(at + head, at + head + length)
      const opcode = data[at]! & 0x0f
      if (opcode === 1) onFrame(payload)
      else if (opcode === 9) socket.write(frameOf(10, payload))
      else if (opcode === 8 && length >= 2) code = payload.readUInt16BE(0)
      at += head + length
    }
    held = at === data.length ? Buffer.alloc(0) : Buffer.from(data.subarray(at))
  }
  socket.on('data', read)
  socket.on('close', () => onClose(code))
  if (rest.length > 0) {
    held = Buffer.alloc(0)
    read(rest)
  }
}

/** Masked with zeroes, which is a mask like any other and costs nothing. */
function frameOf(opcode: number, payload: Buffer): Buffer {
  const { length } = payload
  const head = length < 126 ? 2 : 4
  const frame = Buffer.allocUnsafe(head + 4 + length)
  frame[0] = 0x80 | opcode
  frame[1] = 0x80 | Math.min(length, 126)
  if (length >= 126) frame.writeUInt16BE(length, 2)
  frame.writeUInt32BE(0, head)
  payload.copy(frame, head + 4)
  return frame
}
