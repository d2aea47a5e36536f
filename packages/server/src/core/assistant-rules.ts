/**
 * What the settings of everything automatic must be, beyond their types: thresholds in order, words that can
 * be met, hours that are hours, addresses that are addresses. Each refusal points at the field. Pure.
 */
import type {
  AssistantSettings,
  BusinessHours,
  IdleSettings,
  ProtocolError,
  Span,
  Texts,
} from '@foyer/protocol'
import { isWebLink, localePattern, pointer, type Some, wrong } from './rule-words.ts'

/** Objects within may be in part too; each of the `texts` is taken whole. */
export type AssistantPatch = {
  [K in keyof AssistantSettings]?: K extends 'model'
    ? Partial<Omit<AssistantSettings['model'], 'daily'>> & {
        daily?: Partial<AssistantSettings['model']['daily']> | undefined
      }
    : Some<AssistantSettings[K]>
}

type Wrong = { error: ProtocolError } | null

/** Milliseconds. */
const minute = 60_000
const mostIdle = { bot: 60 * minute, human: 24 * 60 * minute, warn: 60 * minute } as const

export function patchAssistant(before: AssistantSettings, patch: AssistantPatch): AssistantSettings {
  return {
    ...before,
    ...patch,
    threshold: { ...before.threshold, ...patch.threshold },
    words: tidyWords({ ...before.words, ...patch.words }),
    handoff: { ...before.handoff, ...patch.handoff },
    texts: { ...before.texts, ...patch.texts },
    model: {
      ...before.model,
      ...patch.model,
      daily: { ...before.model.daily, ...patch.model?.daily },
    },
    webhook: { ...before.webhook, ...patch.webhook },
  }
}

/** Without white space at the ends, and each once. */
function tidyWords(words: AssistantSettings['words']): AssistantSettings['words'] {
  const tidy = (list: string[]) => [...new Set(list.map((word) => word.trim()).filter((word) => word !== ''))]
  return { forced: tidy(words.forced), soft: tidy(words.soft) }
}

export function assistantProblem(settings: AssistantSettings): Wrong {
  const { threshold, texts, handoff, answerer, model, webhook } = settings
  for (const key of ['suggest', 'answer'] as const) {
    if (!(threshold[key] >= 0 && threshold[key] <= 1)) {
      return wrong(`/assistant/threshold/${key}`, 'A threshold is between 0 and 1.')
    }
  }
  if (threshold.suggest > threshold.answer) {
    return wrong('/assistant/threshold/suggest', 'What is offered cannot be surer than what is answered.')
  }
  for (const [key, byLocale] of Object.entries(texts)) {
    const problem = textsProblem(`/assistant/texts/${key}`, byLocale)
    if (problem !== null) return problem
  }
  if (handoff.to === 'webhook' || handoff.url !== '') {
    if (!isWebLink(handoff.url)) return wrong('/assistant/handoff/url', notAnAddress)
  }
  if (model.url !== '' || answerer === 'model') {
    if (!isWebLink(model.url)) return wrong('/assistant/model/url', notAnAddress)
    if (model.name.trim() === '') return wrong('/assistant/model/name', 'Say which model is to answer.')
  }
  if (webhook.url !== '' || answerer === 'webhook') {
    if (!isWebLink(webhook.url)) return wrong('/assistant/webhook/url', notAnAddress)
  }
  return null
}

const notAnAddress = 'An address begins with https:// or http://.'

export function textsProblem(path: string, texts: Texts): Wrong {
  for (const locale of Object.keys(texts)) {
    if (!new RegExp(localePattern).test(locale)) {
      return wrong(`${path}/${pointer(locale)}`, 'A language is written as en or pt-BR.')
    }
  }
  return null
}

/** `at` points at where the hours stand. */
export function hoursProblem({ zone, week, holidays }: BusinessHours, at = '/hours'): Wrong {
  if (!isZone(zone)) return wrong(`${at}/zone`, 'A time zone is written as Europe/Warsaw.')
  if (week.length !== 7) return wrong(`${at}/week`, 'A week has seven days, Monday first.')
  for (const [day, spans] of week.entries()) {
    const problem = spansProblem(`${at}/week/${day}`, spans)
    if (problem !== null) return problem
  }
  for (const [index, { date, spans }] of holidays.entries()) {
    if (!isDate(date)) return wrong(`${at}/holidays/${index}/date`, 'A date is written as 2026-12-25.')
    if (holidays.findIndex((other) => other.date === date) !== index) {
      return wrong(`${at}/holidays/${index}/date`, 'This day stands twice.')
    }
    const problem = spansProblem(`${at}/holidays/${index}/spans`, spans)
    if (problem !== null) return problem
  }
  return null
}

function spansProblem(path: string, spans: Span[]): Wrong {
  let end = -1
  for (const [index, [from, to]] of spans.entries()) {
    if (!Number.isInteger(from) || !Number.isInteger(to) || from < 0 || to > 24 * 60 || from >= to) {
      return wrong(`${path}/${index}`, 'Hours begin before they end, within one day.')
    }
    if (from <= end) return wrong(`${path}/${index}`, 'Hours of one day follow each other with a break.')
    end = to
  }
  return null
}

function isZone(zone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }) !== null
  } catch {
    return false
  }
}

function isDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false
  const time = Date.parse(`${text}T00:00:00Z`)
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text)
}

/** `at` points at where they stand. */
export function idleProblem(idle: IdleSettings, at = '/idle'): Wrong {
  for (const key of ['bot', 'human', 'warn'] as const) {
    const value = idle[key]
    if (!Number.isInteger(value) || value < 0 || value > mostIdle[key]) {
      return wrong(`${at}/${key}`, `This time is between 0 and ${mostIdle[key] / minute} minutes.`)
    }
  }
  return null
}
