/**
 * What asks servers elsewhere, put together: models, answerers of a site's own and outside helpdesks, all of
 * them through one guarded way out.
 */
import { createModelAnswerer } from '../adapters/answerer/model.ts'
import { createWebhookAnswerer } from '../adapters/answerer/webhook.ts'
import { createOutgoing } from '../adapters/http-out/outgoing.ts'
import { createChooseAnswerer } from '../app/choose-answerer.ts'
import { createHandingOver, type HandingOver, type HandOverPorts } from '../app/hand-over.ts'
import type { Metrics } from '../app/metrics.ts'
import type { OperationLog } from '../app/operation-log.ts'
import type { Rights } from '../app/rights.ts'
import { createSecrets, type Secrets } from '../app/secrets.ts'
import { createSignedPost } from '../app/signed-post.ts'
import type { ChooseAnswerer } from '../ports/answerer.ts'
import type { Chance } from '../ports/clock.ts'
import type { Outgoing } from '../ports/outgoing.ts'
import type { Questions } from '../ports/questions.ts'
import type { Meta } from '../ports/sites.ts'

export interface Outside {
  outgoing: Outgoing
  secrets: Secrets
  chooseAnswerer: ChooseAnswerer
  handingOver: HandingOver
  /** Cuts what is still open; a handoff that was on its way is due again soon. */
  close(): Promise<void>
}

export function buildOutside(
  parts: Omit<HandOverPorts, 'post' | 'failed'> & {
    meta: Meta
    questions: Questions
    chance: Chance
    rights: Rights
    operationLog: OperationLog
    allowPrivateRequests: boolean
    count: Metrics['count']
    log: { warn(about: object, what: string): void }
  },
): Outside {
  const { clock, chance, log, count } = parts
  const outgoing = createOutgoing({ allowPrivate: parts.allowPrivateRequests })
  const secrets = createSecrets({ ...parts, chance })
  const post = createSignedPost({ outgoing, clock, secrets })
  const handingOver = createHandingOver({
    ...parts,
    post,
    failed(site, reason) {
      count('foyer_hand_over_failures_total')
      log.warn({ site, reason }, 'a handoff was not taken')
    },
  })
  return {
    outgoing,
    secrets,
    chooseAnswerer: createChooseAnswerer({
      questions: parts.questions,
      secrets,
      clock,
      makeModel: (model, key) => createModelAnswerer({ ...model, key, outgoing, clock, chance }),
      makeWebhook: (url) => createWebhookAnswerer({ url, post, chance }),
      failed(site, answerer, reason) {
        count('foyer_answerer_failures_total')
        log.warn({ site, answerer, reason }, 'the FAQ answers in its place')
      },
    }),
    handingOver,
    async close() {
      await outgoing.close()
      await handingOver.idle()
    },
  }
}
