// A real mail server of ours: what it took, and the faults that it is told to have.
import { SMTPServer } from 'smtp-server'

export interface Taken {
  from: string
  to: string[]
  /** As it came: headers, an empty line, the body. */
  raw: string
}

export type SmtpFault = 'none' | 'refuses' | 'refusesForNow' | 'hangs' | 'closes' | 'closesBehind'

export interface TestSmtp {
  url: string
  taken: Taken[]
  fault: SmtpFault
  stop(): Promise<void>
}

export async function startSmtp(): Promise<TestSmtp> {
  const taken: Taken[] = []
  const refusal = (code: number, message: string) => Object.assign(new Error(message), { responseCode: code })
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    closeTimeout: 100,
    onRcptTo(_address, session, done) {
      if (smtp.fault === 'refuses') return done(refusal(550, 'No such user here'))
      if (smtp.fault === 'refusesForNow') return done(refusal(451, 'Greylisted, come back'))
      if (smtp.fault === 'hangs') return
      if (smtp.fault === 'closes') {
        cut(session.id)
        return
      }
      done()
    },
    onData(stream, session, done) {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('end', () => {
        const { mailFrom, rcptTo } = session.envelope
        taken.push({
          from: mailFrom === false ? '' : mailFrom.address,
          to: rcptTo.map(({ address }) => address),
          raw: Buffer.concat(chunks).toString(),
        })
        if (smtp.fault === 'closesBehind') {
          smtp.fault = 'none'
          cut(session.id)
          return
        }
        done()
      })
    },
  })
  function cut(session: string): void {
    for (const connection of server.connections) {
      if (connection.id === session) connection._socket.destroy()
    }
  }
  server.on('error', () => undefined)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()))
  const address = server.server.address()
  const smtp: TestSmtp = {
    url: `smtp://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`,
    taken,
    fault: 'none',
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  }
  return smtp
}

/** The headers by name in lower case, unfolded, and the decoded parts of the body. */
export function readMail(raw: string): { headers: Map<string, string>; text: string; html: string } {
  const [head = '', ...rest] = raw.split('\r\n\r\n')
  const headers = headersOf(head)
  const boundary = /boundary="?([^";]+)/.exec(headers.get('content-type') ?? '')?.[1]
  const body = rest.join('\r\n\r\n')
  const parts = boundary === undefined ? [] : body.split(`--${boundary}`)
  const part = (type: string) => {
    for (const one of parts) {
      const [partHead = '', ...content] = one.trim().split('\r\n\r\n')
      const partHeaders = headersOf(partHead)
      if (!partHeaders.get('content-type')?.startsWith(type)) continue
      return decode(content.join('\r\n\r\n'), partHeaders.get('content-transfer-encoding') ?? '')
    }
    return ''
  }
  return { headers, text: part('text/plain').replaceAll('\r\n', '\n'), html: part('text/html') }
}

function headersOf(head: string): Map<string, string> {
  const lines = head.replace(/\r\n[ \t]+/g, ' ').split('\r\n')
  return new Map(
    lines.map((line) => {
      const at = line.indexOf(':')
      return [line.slice(0, at).toLowerCase(), line.slice(at + 1).trim()]
    }),
  )
}

function decode(content: string, encoding: string): string {
  if (encoding === 'base64') return Buffer.from(content, 'base64').toString()
  if (encoding !== 'quoted-printable') return content
  const bytes = content
    .replace(/=\r\n/g, '')
    .replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
  return Buffer.from(bytes, 'latin1').toString()
}

/** `=?UTF-8?Q?…?=` and its like in a header. */
export function readHeader(text = ''): string {
  return text
    .replace(/\?=\s+=\?/g, '?==?')
    .replace(/=\?utf-8\?([qb])\?([^?]*)\?=/gi, (_, how: string, content: string) =>
      how.toLowerCase() === 'b'
        ? Buffer.from(content, 'base64').toString()
        : decode(content.replaceAll('_', ' '), 'quoted-printable'),
    )
}
