/** Routing in words: why a conversation went where it went (RT-7), what a condition asks. */
import type { Condition, RoutingCandidate, Verdict, Why, WhyBy } from '@foyer/protocol'
import { cleanName } from '@foyer/widget/text'
import { type MessageKey, t } from '../../locale.ts'
import { localeName } from '../site-locales.ts'

/** One line: what decided, and how the one was picked or why nobody was. */
export function whyLine(why: Why): string {
  const parts = [sourceOf(why), outcomeOf(why)].filter((part) => part !== '')
  return parts.join(' · ')
}

/** What agents do themselves, the notice above has said. */
export function isPlain({ by, candidates, waits }: Why): boolean {
  return ownDeeds.includes(by) && candidates.length === 0 && waits === undefined
}

const ownDeeds: WhyBy[] = ['transfer', 'claim', 'reply', 'handOver']

function sourceOf({ by, rule, group, from }: Why): string {
  const name = isolated((by === 'rule' ? rule?.name : undefined) ?? group?.name ?? '')
  if (from !== undefined) {
    return t('why.overflow', { from: isolated(from.name), group: isolated(group?.name ?? '') })
  }
  if (by === 'rule' && group !== undefined) return t('why.ruleGroup', { name, group: isolated(group.name) })
  return t(sources[by], { name })
}

function outcomeOf({ candidates, waits }: Why): string {
  if (waits !== undefined) return t(waitings[waits])
  const [chosen] = candidates
  if (chosen?.verdict !== 'chosen') return ''
  const rivals = candidates.filter(({ verdict }) => verdict === 'chosen' || inTheRunning.includes(verdict))
  if (rivals.length <= 1) return candidates.length > 1 ? t('why.onlyOne') : ''
  if (rivals.some(({ verdict }) => verdict === 'lowerSkill')) return t('why.skill', { n: rivals.length })
  if (rivals.some(({ verdict }) => verdict === 'moreLoaded'))
    return t('why.leastLoaded', { n: rivals.length })
  return t('why.turn', { n: rivals.length })
}

const inTheRunning: Verdict[] = ['lowerSkill', 'moreLoaded', 'laterTurn']

const sources: Record<WhyBy, MessageKey> = {
  requestedAgent: 'why.requestedAgent',
  lastAgent: 'why.lastAgent',
  requestedGroup: 'why.requestedGroup',
  overflow: 'why.overflowed',
  rule: 'why.rule',
  chosenGroup: 'why.chosenGroup',
  everybody: 'why.everybody',
  allocated: 'why.allocated',
  handOver: 'why.handOver',
  transfer: 'why.transfer',
  claim: 'why.claim',
  reply: 'why.reply',
}

const waitings: Record<NonNullable<Why['waits']>, MessageKey> = {
  nobodyFree: 'why.nobodyFree',
  nobodyHere: 'why.nobodyHere',
  offHours: 'why.offHours',
  byHand: 'why.byHand',
}

const verdicts: Record<Verdict, MessageKey> = {
  chosen: 'verdict.chosen',
  full: 'verdict.full',
  busy: 'verdict.busy',
  away: 'status.away',
  offline: 'status.offline',
  lowerSkill: 'verdict.lowerSkill',
  moreLoaded: 'verdict.moreLoaded',
  laterTurn: 'verdict.laterTurn',
  notMember: 'verdict.notMember',
  offHours: 'verdict.offHours',
}

export function verdictText({ verdict }: RoutingCandidate): string {
  return t(verdicts[verdict])
}

export const subjects: Record<Condition['on'], MessageKey> = {
  page: 'on.page',
  referrer: 'on.referrer',
  language: 'on.language',
  channel: 'on.channel',
  source: 'on.source',
  tag: 'on.tag',
  attribute: 'on.attribute',
  hours: 'on.hours',
  visitor: 'on.visitor',
}

export const ways: Record<Condition['how'], MessageKey> = {
  is: 'how.is',
  isNot: 'how.isNot',
  contains: 'how.contains',
  matches: 'how.matches',
  has: 'how.has',
  hasNo: 'how.hasNo',
  within: 'how.within',
  outside: 'how.outside',
  new: 'how.new',
  returning: 'how.returning',
}

/** All that must hold, on one line. */
export function conditionsText(when: Condition[]): string {
  return when.length === 0 ? t('when.always') : when.map(conditionText).join(' · ')
}

function conditionText(condition: Condition): string {
  const subject =
    condition.on === 'attribute' ? isolated(condition.name) || t('on.attribute') : t(subjects[condition.on])
  const said = `${subject} ${t(ways[condition.how])}`
  if (!('values' in condition)) return said
  const values = condition.on === 'language' ? condition.values.map(localeName) : condition.values
  return `${said} ${values.map(isolated).join(', ') || '…'}`
}

/** What others named, in a sentence of perhaps another direction. */
function isolated(text: string): string {
  const name = cleanName(text)
  return name === '' ? '' : `\u2068${name}\u2069`
}
