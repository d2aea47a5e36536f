/** Whether a visitor is one that a rule or a plan speaks of. What is not known of a visitor is no match. Pure. */
import type { Condition } from '@foyer/protocol'

export interface VisitorFacts {
  /** As the client names itself: `web`, `app`, … */
  channel: string | null
  source: string | null
  page: string | null
  referrer: string | null
  locale: string | null
  tags: readonly string[]
  attributes: Readonly<Record<string, string>>
  /** Null: not looked up. */
  isReturning: boolean | null
  isWithinHours: boolean
}

/** What has to be read of a visitor before these conditions can be asked. */
export function needsOf(conditions: readonly Condition[]): { visitor: boolean; history: boolean } {
  return {
    visitor: conditions.some(({ on }) => on !== 'hours' && on !== 'visitor'),
    history: conditions.some(({ on }) => on === 'visitor'),
  }
}

/** All of them; none always hold. */
export function hold(conditions: readonly Condition[], facts: VisitorFacts): boolean {
  return conditions.every((condition) => holds(condition, facts))
}

function holds(condition: Condition, facts: VisitorFacts): boolean {
  switch (condition.on) {
    case 'channel':
    case 'source':
      return isOneOf(facts[condition.on], condition.values) === (condition.how === 'is')
    case 'language':
      return speaks(facts.locale, condition.values) === (condition.how === 'is')
    case 'page':
    case 'referrer': {
      const text = facts[condition.on]?.toLowerCase()
      if (text === undefined) return false
      return condition.values.some((value) =>
        condition.how === 'contains'
          ? text.includes(value.toLowerCase())
          : matches(text, value.toLowerCase()),
      )
    }
    case 'tag': {
      const tags = facts.tags.map((tag) => tag.toLowerCase())
      const has = condition.values.some((value) => tags.includes(value.toLowerCase()))
      return has === (condition.how === 'has')
    }
    case 'attribute': {
      const { name, how, values } = condition
      const text = Object.hasOwn(facts.attributes, name) ? (facts.attributes[name] ?? null) : null
      if (how !== 'contains') return isOneOf(text, values) === (how === 'is')
      return text !== null && values.some((value) => text.toLowerCase().includes(value.toLowerCase()))
    }
    case 'hours':
      return facts.isWithinHours === (condition.how === 'within')
    case 'visitor':
      return facts.isReturning !== null && facts.isReturning === (condition.how === 'returning')
  }
}

function isOneOf(text: string | null, values: readonly string[]): boolean {
  return text !== null && values.some((value) => value.toLowerCase() === text.toLowerCase())
}

/** `pt` is spoken by `pt-BR` too. */
function speaks(locale: string | null, values: readonly string[]): boolean {
  if (locale === null) return false
  const spoken = locale.toLowerCase()
  return values.some((value) => {
    const wanted = value.toLowerCase()
    return spoken === wanted || spoken.startsWith(`${wanted}-`)
  })
}

/** Whether the whole text is what the pattern says, `*` standing for any text. One pass, whatever is written. */
function matches(text: string, pattern: string): boolean {
  const [first = '', ...others] = pattern.split('*')
  const last = others.pop()
  if (last === undefined) return text === first
  if (!text.startsWith(first) || text.length < first.length + last.length || !text.endsWith(last))
    return false
  let from = first.length
  const end = text.length - last.length
  for (const piece of others) {
    const found = text.indexOf(piece, from)
    if (found === -1 || found + piece.length > end) return false
    from = found + piece.length
  }
  return true
}
