/**
 * E-mail by SMTP through nodemailer. It reads no files and fetches no addresses for what it sends, waits for no
 * server longer than a minute, and says of each failure whether another try can help.
 */
import { createTransport } from 'nodemailer'
import type { Mailer, Undelivered } from '../../ports/mailer.ts'

/** Milliseconds. */
const within = { connect: 10_000, greet: 10_000, silence: 20_000, all: 60_000 }

export interface SmtpTimes {
  connect: number
  greet: number
  silence: number
  all: number
}

/** `from`: an address alone. */
export function createSmtpMailer({
  url,
  from,
  times = within,
}: {
  url: string
  from: string
  times?: SmtpTimes
}): Mailer {
  const transport = createTransport(
    {
      url,
      pool: true,
      maxConnections: 2,
      maxMessages: 50,
      connectionTimeout: times.connect,
      greetingTimeout: times.greet,
      socketTimeout: times.silence,
      dnsTimeout: times.connect,
      disableFileAccess: true,
      disableUrlAccess: true,
    },
    {},
  )

  async function deliver(mail: Parameters<Mailer['send']>[0]): Promise<Undelivered | null> {
    const { messageId, fromName, to, subject, text, html, locale } = mail
    try {
      await transport.sendMail({
        messageId: `<${messageId}@${from.split('@')[1]}>`,
        from: { name: fromName, address: from },
        to: { name: '', address: to },
        subject,
        text,
        html,
        headers: {
          'Auto-Submitted': 'auto-generated',
          'X-Auto-Response-Suppress': 'All',
          'Content-Language': locale,
        },
        disableFileAccess: true,
        disableUrlAccess: true,
      })
      return null
    } catch (error) {
      return failureOf(error)
    }
  }

  return {
    from,
    async send(mail) {
      let stop: NodeJS.Timeout | undefined
      const late = new Promise<Undelivered>((resolve) => {
        stop = setTimeout(
          () => resolve({ failed: 'the mail server takes too long', isFinal: false }),
          times.all,
        )
      })
      try {
        return await Promise.race([deliver(mail), late])
      } finally {
        clearTimeout(stop)
      }
    },
    close: () => transport.close(),
  }
}

interface SmtpError {
  code?: string
  responseCode?: number
  response?: string
  command?: string
}

const named: Record<string, string> = {
  EAUTH: 'the mail server refuses the name or password',
  EDNS: 'the mail server has no address',
  ETLS: 'the connection to the mail server is not safe',
  ETIMEDOUT: 'the mail server does not answer',
  ECONNECTION: 'the connection to the mail server was closed',
  ESOCKET: 'the mail server cannot be reached',
}

/** What a server says of a recipient or a letter with a 5xx it would say again; of a login it may be put right. */
function failureOf(error: unknown): Undelivered {
  const { code = '', responseCode = 0, response, command = '' } = error as SmtpError
  if (code === 'EAUTH') return { failed: named.EAUTH!, isFinal: false }
  if (response !== undefined && responseCode >= 400) {
    const line = response.replace(/\s+/g, ' ').slice(0, 200)
    const isOfLetter =
      /^(RCPT TO|DATA|MAIL FROM)/.test(command) || code === 'EENVELOPE' || code === 'EMESSAGE'
    return { failed: line, isFinal: responseCode >= 500 && isOfLetter }
  }
  if (code === 'EENVELOPE') return { failed: 'the address is not one', isFinal: true }
  return { failed: named[code] ?? 'the mail could not be given to the server', isFinal: false }
}
