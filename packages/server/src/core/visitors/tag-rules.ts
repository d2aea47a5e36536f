/** Tags: what they may be called, and which of them the site's rules give by themselves (IN-5). Pure. */
import type { ExtractionKind, SystemTag, TagRule, TagSettings } from '@foyer/protocol'

export const systemPrefix = 'sys:'

export const tagLimits = { length: 40, ofVisitor: 30, system: 50, own: 300, rules: 100 } as const

/** What is known when rules are asked. */
export interface TagFacts {
  page?: string
  message?: string
  attributes?: Record<string, string>
  extracted?: readonly ExtractionKind[]
}

/** In the order of the rules, each once. */
export function tagsByRule(rules: readonly TagRule[], facts: TagFacts): string[] {
  return [...new Set(rules.filter((rule) => holds(rule, facts)).map(({ tag }) => tag))]
}

function holds({ when, key = '', value }: TagRule, facts: TagFacts): boolean {
  switch (when) {
    case 'page':
      return facts.page?.toLowerCase().includes(value.toLowerCase()) === true
    case 'message':
      return facts.message !== undefined && containsWord(facts.message, value.toLowerCase())
    case 'attribute':
      return (
        facts.attributes !== undefined &&
        Object.hasOwn(facts.attributes, key) &&
        facts.attributes[key]?.trim().toLowerCase() === value.trim().toLowerCase()
      )
    case 'extraction':
      return facts.extracted?.includes(value as ExtractionKind) === true
  }
}

/** As a word of its own where the script has spaces: "art" is not in "start". `word` is in lower case. */
export function containsWord(text: string, word: string): boolean {
  const lower = text.toLowerCase()
  for (let at = lower.indexOf(word); at >= 0 && word !== ''; at = lower.indexOf(word, at + 1)) {
    if (!joins(lower[at - 1], word[0]) && !joins(lower[at + word.length], word.at(-1))) return true
  }
  return false
}

/** Letters of a script that parts its words by spaces, side by side. */
function joins(one: string | undefined, other: string | undefined): boolean {
  return isSpaced(one) && isSpaced(other)
}

function isSpaced(one: string | undefined): boolean {
  return (
    one !== undefined &&
    /[\p{L}\p{N}]/u.test(one) &&
    !/[\p{scx=Han}\p{scx=Hira}\p{scx=Kana}\p{scx=Thai}]/u.test(one)
  )
}

/** In one spelling; null for what cannot be a tag of this site. */
export function tagName(given: string, system: readonly SystemTag[]): string | null {
  const tag = given.trim().replace(/\s+/g, ' ')
  if (tag.startsWith(systemPrefix)) return system.some(({ id }) => tag === systemPrefix + id) ? tag : null
  return tag === '' || [...tag].length > tagLimits.length || /^extracted:/.test(tag) || derived.has(tag)
    ? null
    : tag
}

/** Labels that say how a conversation stands: a tag of that name would say so too. */
const derived = new Set(['unreplied', 'bot', 'auto', 'unanswered', 'muted'])

export function changeTags(
  before: readonly string[],
  add: readonly string[],
  remove: readonly string[],
): string[] {
  return [...new Set([...before, ...add])]
    .filter((tag) => !remove.includes(tag))
    .slice(0, tagLimits.ofVisitor)
}

/** Own tags that are not offered yet. */
export function newOwnTags({ own }: TagSettings, added: readonly string[]): string[] {
  const room = Math.max(0, tagLimits.own - own.length)
  return added.filter((tag) => !tag.startsWith(systemPrefix) && !own.includes(tag)).slice(0, room)
}
