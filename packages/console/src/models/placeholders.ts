/**
 * What a quick reply leaves open, such as `{{visitor.name}}` (IN-7), filled in from what is known. What is not known
 * stays as it is and is named, so that it is never sent raw. Pure.
 */

export interface Known {
  visitor: { nickname: string; attributes: Record<string, string> }
  agent: string
  site: string
}

/** A name, and not what people quote of a program. */
const braces = /\{\{\s*([^{}\n()<>=;'"`]{1,80}?)\s*\}\}/g

export function fillPlaceholders(text: string, known: Known): { text: string; missing: string[] } {
  const missing: string[] = []
  const filled = text.replace(braces, (whole, name: string) => {
    const value = meantBy(name, known)
    if (value !== undefined && value !== '') return value
    missing.push(name)
    return whole
  })
  return { text: filled, missing: [...new Set(missing)] }
}

/** What of a text nobody has filled in. */
export function leftOpen(text: string): string[] {
  return [...new Set([...text.matchAll(braces)].map(([whole]) => whole))]
}

function meantBy(name: string, { visitor, agent, site }: Known): string | undefined {
  const { attributes, nickname } = visitor
  switch (name) {
    case 'visitor.nickname':
      return nickname
    case 'visitor.name':
      return attributes.name || nickname
    case 'agent.name':
      return agent
    case 'site.name':
      return site
    default: {
      const key = /^visitor\.attributes\.(.+)$/.exec(name)?.[1]
      return key !== undefined && Object.hasOwn(attributes, key) ? attributes[key] : undefined
    }
  }
}
