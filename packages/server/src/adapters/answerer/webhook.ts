/**
 * The site's own program as answerer: it is posted the question with what was found for it, and answers, hands
 * off, or leaves it to the FAQ. What it sends is checked before any of it is shown.
 */
import { limits, type Source } from '@foyer/protocol'
import type { Answered, Answerer, Question } from '../../ports/answerer.ts'
import type { Chance } from '../../ports/clock.ts'
import type { SignedPost } from '../../ports/outgoing.ts'

/** Milliseconds and bytes. */
export const webhookLimits = { within: 10_000, most: 65_536, sources: 10, title: 300, url: 2_000 } as const

export function createWebhookAnswerer(options: { post: SignedPost; chance: Chance; url: string }): Answerer {
  const { post, chance, url } = options
  return {
    async answer(question, _say, signal) {
      const { within, most } = webhookLimits
      const body = bodyOf(question)
      const answer = await post(question.site, { id: `msg_${chance.id()}`, url, body, within, most, signal })
      if ('failed' in answer) return { kind: 'failed', reason: answer.failed }
      if (answer.status < 200 || answer.status > 299) {
        return { kind: 'failed', reason: `refused (${answer.status})` }
      }
      return read(answer.text)
    },
  }
}

/** What docs/assistant.md promises. */
function bodyOf({ text, site, conversation, visitor, locale, history, passages }: Question): object {
  return { type: 'question', question: text, site, conversation, visitor, locale, history, passages }
}

function read(text: string): Answered {
  const answer = text === '' ? {} : parsed(text)
  if (answer === null) return malformed
  if (answer.handOff === true) return { kind: 'handOff' }
  if (answer.text === undefined) return { kind: 'failed', reason: 'leftToFaq' }
  if (typeof answer.text !== 'string' || answer.text.trim() === '') return malformed
  if ([...answer.text].length > limits.text) return { kind: 'failed', reason: 'tooLong' }
  const sources = sourcesOf(answer.sources ?? [])
  return sources === null ? malformed : { kind: 'answer', text: answer.text.trim(), sources }
}

const malformed: Answered = { kind: 'failed', reason: 'malformed' }

function parsed(text: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && !Array.isArray(value)
      ? (value as Record<string, unknown> | null)
      : null
  } catch {
    return null
  }
}

function sourcesOf(value: unknown): Source[] | null {
  if (!Array.isArray(value) || value.length > webhookLimits.sources) return null
  const sources: Source[] = []
  for (const one of value as unknown[]) {
    const { title, url } = (one ?? {}) as Record<string, unknown>
    if (typeof title !== 'string' || title.trim() === '' || title.length > webhookLimits.title) return null
    if (url === undefined) sources.push({ title })
    else if (isWebAddress(url)) sources.push({ title, url })
    else return null
  }
  return sources
}

function isWebAddress(url: unknown): url is string {
  return (
    typeof url === 'string' &&
    url.length <= webhookLimits.url &&
    /^https?:\/\//i.test(url) &&
    URL.canParse(url)
  )
}
