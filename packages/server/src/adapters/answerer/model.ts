/**
 * A language model as answerer (AS-12), behind any endpoint that speaks OpenAI's chat completions. It is sent
 * one conversation and the passages found for it; what it writes is text and nothing else. Whatever goes wrong
 * ends as a value within the limits of time: half an answer is none.
 */
import { limits } from '@foyer/protocol'
import { type Read, readDraft, readModelText } from '../../core/assistant/model-text.ts'
import { promptOf } from '../../core/assistant/prompt.ts'
import type { Answered, Answerer, Question, Say } from '../../ports/answerer.ts'
import type { Chance, Clock } from '../../ports/clock.ts'
import type { Outgoing } from '../../ports/outgoing.ts'
import { type Tapped, tapCompletion } from './completion-fetch.ts'

export interface ModelOptions {
  outgoing: Pick<Outgoing, 'fetch'>
  clock: Clock
  chance: Chance
  /** `/chat/completions` is added. */
  url: string
  /** Null for an endpoint without keys. */
  key: string | null
  name: string
  instructions: string
}

/** Milliseconds: visitors leave when nothing moves, and whoever waits behind them waits too. */
export const modelWithin = { firstToken: 8_000, whole: 30_000 } as const

/** Why it stopped, where we stopped it. */
type Stop = 'timeOut' | 'tooLong' | 'stopped'

export function createModelAnswerer(options: ModelOptions): Answerer {
  const { clock, chance } = options
  return {
    async answer(question, say, signal) {
      const ends = new AbortController()
      const stop = (why: Stop) => ends.abort(why)
      const onAbort = () => stop('stopped')
      if (signal.aborted) onAbort()
      signal.addEventListener('abort', onAbort, { once: true })
      const stopWaiting = clock.after(modelWithin.firstToken, () => stop('timeOut'))
      const stopWhole = clock.after(modelWithin.whole, () => stop('timeOut'))
      const tapped = tapCompletion(options.outgoing.fetch)
      try {
        const prompt = promptOf({ ...question, instructions: options.instructions }, chance.secret(12))
        return await Promise.race([
          read(prompt, question, say, tapped, ends, stopWaiting),
          aborted(ends.signal),
        ])
      } catch (error) {
        return { kind: 'failed', reason: whyOf(error, ends.signal, tapped) }
      } finally {
        stopWaiting()
        stopWhole()
        signal.removeEventListener('abort', onAbort)
        // Whatever is left of the request is let go of.
        ends.abort('stopped')
      }
    },
  }

  async function read(
    prompt: { system: string; user: string },
    question: Question,
    say: Say,
    tapped: Tapped,
    ends: AbortController,
    hasBegun: () => void,
  ): Promise<Answered> {
    const client = await clientOf(options, tapped)
    const stream = await client.chat.completions.create(
      {
        model: options.name,
        stream: true,
        messages: [
          { role: 'system', content: prompt.system },
          { role: 'user', content: prompt.user },
        ],
      },
      { signal: ends.signal },
    )
    let raw = ''
    let finish: string | null = null
    for await (const chunk of stream) {
      const piece = pieceOf(chunk)
      if (piece.text !== '' || piece.isThinking) hasBegun()
      raw += piece.text
      finish = piece.finish ?? finish
      if (raw.length > 2 * limits.text) throw new Problem('tooLong')
      if (!ends.signal.aborted && piece.text !== '') say(() => readDraft(raw, question.passages))
    }
    if (finish === 'content_filter') throw new Problem('refused')
    if (finish === null && !tapped.isComplete()) throw new Problem('malformed')
    return answered(readModelText(raw, question.passages, finish === 'length'))
  }
}

function answered(read: Read): Answered {
  if (read.kind === 'empty') return { kind: 'failed', reason: 'malformed' }
  if (read.kind === 'answer' && [...read.text].length > limits.text) {
    return { kind: 'failed', reason: 'tooLong' }
  }
  return read
}

class Problem extends Error {
  override name = 'Problem'
}

/** Its code is large and most sites have no model, so it is loaded by the first question. */
async function clientOf({ url, key }: ModelOptions, { fetch }: Tapped) {
  const { default: OpenAI } = await import('openai')
  return new OpenAI({
    baseURL: url.replace(/\/+$/, ''),
    apiKey: key ?? 'none',
    // Nothing of the process's environment goes to an endpoint that a site names.
    organization: null,
    project: null,
    ...(key === null ? { defaultHeaders: { authorization: null } } : {}),
    fetch,
    maxRetries: 0,
    timeout: modelWithin.whole + 5_000,
    logLevel: 'off',
  })
}

/** The endpoint's word for it, which need not be what its types say. */
function pieceOf(chunk: unknown): { text: string; isThinking: boolean; finish: string | null } {
  const { choices } = (chunk ?? {}) as { choices?: unknown }
  if (!Array.isArray(choices)) throw new Problem('malformed')
  const { delta, finish_reason: finish } = (choices[0] ?? {}) as Record<string, unknown>
  const { content, ...other } = (delta ?? {}) as Record<string, unknown>
  if (content !== undefined && content !== null && typeof content !== 'string') throw new Problem('malformed')
  const isThinking = Object.entries(other).some(([key, value]) => key.startsWith('reasoning') && !!value)
  return { text: content ?? '', isThinking, finish: typeof finish === 'string' ? finish : null }
}

function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    const end = () => reject(new Problem('stopped'))
    if (signal.aborted) end()
    signal.addEventListener('abort', end, { once: true })
  })
}

/** A word for the log, and the status where there was one. Nothing that the endpoint wrote. */
function whyOf(error: unknown, signal: AbortSignal, tapped: Tapped): string {
  if (signal.aborted) return String(signal.reason)
  if (tapped.isTooLong()) return 'tooLong'
  const chain: Error[] = []
  for (let cause = error; cause instanceof Error; cause = cause.cause) chain.push(cause)
  const is = (name: string) => chain.some((one) => one.name === name || one.constructor.name === name)
  const problem = chain.find((one) => one instanceof Problem)
  if (problem !== undefined) return problem.message
  if (is('Refused')) return 'refused'
  const status = chain.map((one) => (one as { status?: unknown }).status).find(Number.isInteger)
  if (status !== undefined) return `refused (${String(status)})`
  // Else the connection was cut while it was read, or something else came in the stream's place.
  return is('APIConnectionError') ? 'unreachable' : 'malformed'
}
