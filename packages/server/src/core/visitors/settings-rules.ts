/** What the settings of tags and visitors must be. Each refusal points at the field. Pure. */
import { extractionKinds, type ProtocolError, type TagSettings, type VisitorSettings } from '@foyer/protocol'
import { wrong } from '../rule-words.ts'
import { tagLimits, tagName } from './tag-rules.ts'

export function defaultTags(): TagSettings {
  return { system: [], own: [], rules: [] }
}

/** Nothing that a visitor has to be told of is on unless somebody turns it on. */
export function defaultVisitors(): VisitorSettings {
  return { listed: false, typingPreview: false, extraction: true }
}

export function tagsProblem({ system, own, rules }: TagSettings): { error: ProtocolError } | null {
  const ids = new Set<string>()
  for (const [index, { id, name, color }] of system.entries()) {
    const path = `/tags/system/${index}`
    if (!/^[a-z0-9][a-z0-9-]{0,39}$/.test(id)) {
      return wrong(`${path}/id`, 'A tag’s id has lower-case letters, digits and hyphens, at most 40.')
    }
    if (ids.has(id)) return wrong(`${path}/id`, 'Another tag has this id.')
    ids.add(id)
    if (name.trim() === '' || [...name].length > tagLimits.length) {
      return wrong(`${path}/name`, `A tag has a name of at most ${tagLimits.length} characters.`)
    }
    if (!/^#[0-9a-f]{6}$/i.test(color)) return wrong(`${path}/color`, 'A colour is written as #rrggbb.')
  }
  const odd = own.findIndex((tag) => tagName(tag, []) !== tag)
  if (odd >= 0) return wrong(`/tags/own/${odd}`, 'This cannot be a tag.')
  for (const [index, rule] of rules.entries()) {
    const path = `/tags/rules/${index}`
    if (rule.value.trim() === '') return wrong(`${path}/value`, 'A rule says what it looks for.')
    if (rule.when === 'attribute' && (rule.key ?? '').trim() === '') {
      return wrong(`${path}/key`, 'A rule about an attribute names it.')
    }
    if (rule.when === 'extraction' && !extractionKinds.some((kind) => kind === rule.value)) {
      return wrong(`${path}/value`, `One of ${extractionKinds.join(', ')}.`)
    }
    if (tagName(rule.tag, system) === null) return wrong(`${path}/tag`, 'There is no such tag.')
  }
  return null
}
