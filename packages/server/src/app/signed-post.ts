/**
 * Posts to a site's own servers, signed so that they know who asks and when. Two forms of one signature: a
 * header of ours that needs five lines to check, and those that libraries for Standard Webhooks check.
 */
import { createHmac } from 'node:crypto'
import type { Clock } from '../ports/clock.ts'
import type { Outgoing, SignedPost } from '../ports/outgoing.ts'
import type { Secrets } from './secrets.ts'

export function createSignedPost(ports: {
  outgoing: Pick<Outgoing, 'post'>
  clock: Clock
  secrets: Pick<Secrets, 'signing'>
}): SignedPost {
  const { outgoing, clock, secrets } = ports
  return async (site, { id, body, ...request }) => {
    const text = JSON.stringify(body)
    const headers = signatureOf(await secrets.signing(site), id, Math.floor(clock.now() / 1_000), text)
    return outgoing.post({ ...request, body: text, headers })
  }
}

/** `seconds` since the epoch: receivers refuse what is older than some minutes, so that nothing is replayed. */
export function signatureOf(
  secret: string,
  id: string,
  seconds: number,
  body: string,
): Record<string, string> {
  const own = createHmac('sha256', secret).update(`${seconds}.${body}`).digest('hex')
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64')
  const standard = createHmac('sha256', key).update(`${id}.${seconds}.${body}`).digest('base64')
  return {
    'foyer-signature': `t=${seconds},v1=${own}`,
    'webhook-id': id,
    'webhook-timestamp': String(seconds),
    'webhook-signature': `v1,${standard}`,
  }
}
