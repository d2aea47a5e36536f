/**
 * Who answers in the FAQ's place, by a site's settings (AS-12). A model costs money by the answer, so each
 * visitor and each site has a budget a day; who keeps failing is left in peace for a while, because visitors
 * wait for every try.
 */
import type { AssistantSettings, ModelSettings } from '@foyer/protocol'
import type { Answered, Answerer, ChooseAnswerer, Question } from '../ports/answerer.ts'
import type { Clock } from '../ports/clock.ts'
import type { Questions } from '../ports/questions.ts'
import { createKept } from './kept.ts'
import type { Secrets } from './secrets.ts'

/** After so many failures one after the other … */
const mostFailures = 5
/** … it is not asked for so long, in milliseconds. */
const restsFor = 30_000
const day = 24 * 60 * 60_000
const mostKept = 10_000

/** These say nothing about how it does. */
const noFailures = new Set(['leftToFaq', 'stopped', 'overBudget'])

export function createChooseAnswerer(ports: {
  questions: Pick<Questions, 'modelAnswers'>
  secrets: Pick<Secrets, 'modelKey'>
  clock: Clock
  makeModel(settings: ModelSettings, key: string | null): Answerer
  makeWebhook(url: string): Answerer
  /** For the log and the metrics. */
  failed(site: string, answerer: 'model' | 'webhook', reason: string): void
}): ChooseAnswerer {
  const { secrets, clock } = ports
  const spend = createBudget(ports.questions, clock)
  const failures = createKept<{ count: number; until: number }>(mostKept)

  /** `key` names where it is: other settings begin anew. */
  function watched(
    site: string,
    kind: 'model' | 'webhook',
    key: string,
    answerer: Answerer,
  ): Answerer | null {
    const before = failures.get(key)
    if (before !== undefined && clock.monotonic() < before.until) return null
    return {
      async answer(question, say, signal) {
        const answered = await answerer.answer(question, say, signal)
        if (answered.kind !== 'failed') failures.delete(key)
        else {
          if (answered.reason !== 'leftToFaq') ports.failed(site, kind, answered.reason)
          if (!noFailures.has(answered.reason)) fail(key)
        }
        return answered
      },
    }
  }

  function fail(key: string): void {
    const count = (failures.get(key)?.count ?? 0) + 1
    // The first one after the rest decides again.
    const isOver = count >= mostFailures
    failures.set(
      key,
      isOver ? { count: mostFailures - 1, until: clock.monotonic() + restsFor } : { count, until: 0 },
    )
  }

  return async (site: string, { answerer, model, webhook }: AssistantSettings) => {
    switch (answerer) {
      case 'faq':
        return null
      case 'webhook':
        return watched(site, answerer, `${site} ${webhook.url}`, ports.makeWebhook(webhook.url))
      case 'model': {
        const made = ports.makeModel(model, await secrets.modelKey(site))
        return watched(site, answerer, `${site} ${model.url} ${model.name}`, {
          async answer(question, say, signal): Promise<Answered> {
            if (!(await spend(question, model.daily))) return { kind: 'failed', reason: 'overBudget' }
            return made.answer(question, say, signal)
          },
        })
      }
    }
  }
}

/**
 * A day is UTC's. What was answered stands in the records, of all nodes and before a restart; what was tried
 * here is counted besides, because tries that fail or hand off cost as much, and some may be on their way.
 */
function createBudget(questions: Pick<Questions, 'modelAnswers'>, clock: Clock) {
  let today = 0
  let tried = createKept<number>(mostKept)

  return async ({ site, visitor }: Question, daily: ModelSettings['daily']): Promise<boolean> => {
    const from = Math.floor(clock.now() / day) * day
    if (from !== today) {
      today = from
      tried = createKept(mostKept)
    }
    const answered = await questions.modelAnswers(site, visitor, from)
    // Nothing waits between here and the count, so that two at once are two.
    const ofSite = tried.get(site) ?? 0
    const ofVisitor = tried.get(`${site} ${visitor}`) ?? 0
    if (Math.max(answered.site, ofSite) >= daily.site) return false
    if (Math.max(answered.visitor, ofVisitor) >= daily.visitor) return false
    tried.set(site, ofSite + 1)
    tried.set(`${site} ${visitor}`, ofVisitor + 1)
    return true
  }
}
