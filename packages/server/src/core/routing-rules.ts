/**
 * What groups, rules and plans must be, beyond their types: names that are names, groups that are there, an
 * overflow that ends, conditions that ask something. Each refusal points at the field. Pure.
 */
import type { Condition, ProtocolError, ReceptionPlan, RoutingGroup, RoutingSettings } from '@foyer/protocol'
import { menuProblem, noticeProblem } from './around/rules.ts'
import { hoursProblem, idleProblem, textsProblem } from './assistant-rules.ts'
import { pointer, wrong } from './rule-words.ts'

/** Lists are taken whole, as an editor shows them: their order says something. */
export type RoutingPatch = { [K in keyof RoutingSettings]?: RoutingSettings[K] | undefined }

type Wrong = { error: ProtocolError } | null

export const routingLimits = {
  groups: 100,
  members: 1_000,
  rules: 200,
  plans: 50,
  conditions: 20,
  values: 50,
  value: 500,
  name: 100,
  skill: 10,
  /** Open conversations of one agent. */
  load: 1_000,
} as const

export function patchRouting(before: RoutingSettings, patch: RoutingPatch): RoutingSettings {
  return {
    ...before,
    ...Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined)),
  }
}

export function routingProblem(routing: RoutingSettings): Wrong {
  const { groups, rules, plans, limit, limits } = routing
  const isGroup = (id: string) => groups.some((group) => group.id === id)
  for (const [index, group] of groups.entries()) {
    const problem = groupProblem(group, groups, `/routing/groups/${index}`, index)
    if (problem !== null) return problem
  }
  for (const [index, { name, when, to, id }] of rules.entries()) {
    const at = `/routing/rules/${index}`
    if (name.trim() === '') return wrong(`${at}/name`, 'A rule needs a name: agents read it.')
    if (isTwice(rules, id, index)) return wrong(`${at}/id`, twice)
    if ('group' in to && !isGroup(to.group)) return wrong(`${at}/to/group`, noSuchGroup)
    const problem = conditionsProblem(when, `${at}/when`)
    if (problem !== null) return problem
  }
  for (const [index, plan] of plans.entries()) {
    if (isTwice(plans, plan.id, index)) return wrong(`/routing/plans/${index}/id`, twice)
    const problem = planProblem(plan, `/routing/plans/${index}`)
    if (problem !== null) return problem
  }
  if (!isLoad(limit)) return wrong('/routing/limit', loadWords)
  for (const [agent, own] of Object.entries(limits)) {
    if (!isLoad(own)) return wrong(`/routing/limits/${pointer(agent)}`, loadWords)
  }
  return null
}

const twice = 'This id stands twice.'
const noSuchGroup = 'There is no such group.'
const loadWords = `A limit is between 0 and ${routingLimits.load} conversations.`

function groupProblem(group: RoutingGroup, groups: RoutingGroup[], at: string, index: number): Wrong {
  const { id, name, members, overflow, hours } = group
  if (name.trim() === '') return wrong(`${at}/name`, 'A group needs a name.')
  if (isTwice(groups, id, index)) return wrong(`${at}/id`, twice)
  if (groups.findIndex((other) => sameName(other.name, name)) !== index) {
    return wrong(`${at}/name`, 'Another group has this name.')
  }
  for (const [place, { agent, skill }] of members.entries()) {
    if (!Number.isInteger(skill) || skill < 1 || skill > routingLimits.skill) {
      return wrong(`${at}/members/${place}/skill`, `A skill is between 1 and ${routingLimits.skill}.`)
    }
    if (members.findIndex((other) => other.agent === agent) !== place) {
      return wrong(`${at}/members/${place}/agent`, 'This agent stands twice.')
    }
  }
  if (overflow !== null) {
    if (!groups.some((other) => other.id === overflow)) return wrong(`${at}/overflow`, noSuchGroup)
    if (comesBack(id, groups)) return wrong(`${at}/overflow`, 'Visitors would come back to where they were.')
  }
  return hours === null ? null : hoursProblem(hours, `${at}/hours`)
}

/** Whether following the overflow from a group leads to it again. */
function comesBack(id: string, groups: RoutingGroup[]): boolean {
  let next = groups.find((group) => group.id === id)?.overflow ?? null
  for (let steps = 0; next !== null && steps <= groups.length; steps += 1) {
    if (next === id) return true
    next = groups.find((group) => group.id === next)?.overflow ?? null
  }
  return false
}

function planProblem(plan: ReceptionPlan, at: string): Wrong {
  if (plan.name.trim() === '') return wrong(`${at}/name`, 'A plan needs a name.')
  return (
    conditionsProblem(plan.when, `${at}/when`) ??
    (plan.welcome === undefined ? null : textsProblem(`${at}/welcome`, plan.welcome)) ??
    (plan.menu === undefined ? null : menuProblem(plan.menu, `${at}/menu`)) ??
    (plan.notice === undefined ? null : noticeProblem(plan.notice, `${at}/notice`)) ??
    (plan.idle === undefined ? null : idleProblem(plan.idle, `${at}/idle`))
  )
}

function conditionsProblem(when: Condition[], at: string): Wrong {
  for (const [index, condition] of when.entries()) {
    if (condition.on === 'attribute' && condition.name.trim() === '') {
      return wrong(`${at}/${index}/name`, 'Say which attribute.')
    }
    if (!('values' in condition)) continue
    if (condition.values.length === 0) return wrong(`${at}/${index}/values`, 'Say what is looked for.')
    const empty = condition.values.findIndex((value) => value.trim() === '')
    if (empty >= 0) return wrong(`${at}/${index}/values/${empty}`, 'Say what is looked for.')
  }
  return null
}

function isTwice(all: readonly { id: string }[], id: string, index: number): boolean {
  return all.findIndex((other) => other.id === id) !== index
}

function sameName(one: string, other: string): boolean {
  return one.trim().toLowerCase() === other.trim().toLowerCase()
}

function isLoad(value: number): boolean {
  return Number.isInteger(value) && value >= 0 && value <= routingLimits.load
}
