/**
 * What stands around the thread must be, beyond its types: words in the main language where one would look at
 * nothing, addresses whose host is written out, icons that are there. Each refusal points at the field. Pure.
 */
import {
  type AroundSettings,
  type Greeting,
  type MenuItem,
  menuIcons,
  type NoticeBar,
  type ProtocolError,
  type Texts,
} from '@foyer/protocol'
import { textsProblem } from '../assistant-rules.ts'
import { isWebLink, type Some, wrong } from '../rule-words.ts'

type Wrong = { error: ProtocolError } | null

export const aroundLimits = {
  /** More buttons than one would look through. */
  items: 12,
  greetings: 20,
  label: 60,
  /** Of the notice and of a greeting. */
  text: 300,
  /** Put as the visitor's own. */
  said: 500,
  url: 2_000,
  pages: 20,
  page: 300,
  /** Stars in one address: each lets the match begin anew. */
  stars: 6,
  /** Half an hour. */
  seconds: 1_800,
} as const

export function defaultAround(): AroundSettings {
  return {
    menu: [],
    notice: { isOn: false, tone: 'info', text: {}, link: { url: '', label: {} }, canClose: true },
    greetings: [],
    sound: true,
  }
}

export function patchNotice(before: NoticeBar, patch: Some<NoticeBar>): NoticeBar {
  return { ...before, ...patch, link: { ...before.link, ...patch.link } }
}

export function aroundProblem({ menu, notice, greetings }: AroundSettings): Wrong {
  return menuProblem(menu, '/menu') ?? noticeProblem(notice, '/notice') ?? greetingsProblem(greetings)
}

export function menuProblem(menu: readonly MenuItem[], at: string): Wrong {
  for (const [index, { id, icon, label, act }] of menu.entries()) {
    const here = `${at}/${index}`
    if (menu.findIndex((other) => other.id === id) !== index) return wrong(`${here}/id`, twice)
    if (!isIcon(icon)) return wrong(`${here}/icon`, 'An icon is one of ours, or an https:// address.')
    const problem =
      wordsProblem(label, `${here}/label`, 'A button needs a label.') ??
      (act.do === 'link' && !isFillable(act.url) ? wrong(`${here}/act/url`, linkWords) : null) ??
      (act.do === 'text' ? wordsProblem(act.text, `${here}/act/text`, 'Say what is sent.') : null) ??
      (act.do === 'category'
        ? wordsProblem(act.category, `${here}/act/category`, 'Say which category.')
        : null)
    if (problem !== null) return problem
  }
  return null
}

export function noticeProblem({ isOn, text, link }: NoticeBar, at: string): Wrong {
  const { url, label } = link
  return (
    textsProblem(`${at}/text`, text) ??
    (isOn && !saysSomething(text) ? wrong(`${at}/text`, 'Say what the notice says.') : null) ??
    textsProblem(`${at}/link/label`, label) ??
    (url !== '' && !isFillable(url) ? wrong(`${at}/link/url`, linkWords) : null) ??
    (url !== '' && !saysSomething(label) ? wrong(`${at}/link/label`, 'A link needs words.') : null)
  )
}

function greetingsProblem(greetings: readonly Greeting[]): Wrong {
  for (const [index, greeting] of greetings.entries()) {
    const at = `/greetings/${index}`
    const { id, name, text, question, pages, seconds } = greeting
    if (greetings.findIndex((other) => other.id === id) !== index) return wrong(`${at}/id`, twice)
    if (name.trim() === '') return wrong(`${at}/name`, 'A greeting needs a name: agents read it.')
    if (!Number.isInteger(seconds) || seconds < 0 || seconds > aroundLimits.seconds) {
      return wrong(`${at}/seconds`, `The time is between 0 and ${aroundLimits.seconds} seconds.`)
    }
    for (const [place, page] of pages.entries()) {
      if (page.trim() === '') return wrong(`${at}/pages/${place}`, 'Say which page.')
      if (page.split('*').length - 1 > aroundLimits.stars) {
        return wrong(`${at}/pages/${place}`, `An address has at most ${aroundLimits.stars} stars.`)
      }
    }
    const problem =
      wordsProblem(text, `${at}/text`, 'Say what the greeting says.') ??
      textsProblem(`${at}/question`, question)
    if (problem !== null) return problem
  }
  return null
}

const twice = 'This id stands twice.'
const linkWords =
  'A link begins with https://, http://, mailto: or tel:, and its host is written out: what is filled in comes after it.'

function wordsProblem(texts: Texts, at: string, missing: string): Wrong {
  return textsProblem(at, texts) ?? (saysSomething(texts) ? null : wrong(at, missing))
}

function saysSomething(texts: Texts): boolean {
  return Object.values(texts).some((text) => text.trim() !== '')
}

function isIcon(icon: string): boolean {
  return (
    (menuIcons as readonly string[]).includes(icon) ||
    (icon.startsWith('https://') && isWebLink(icon)) ||
    /^\/(?![/\\])[^\s"'<>\\]+$/.test(icon)
  )
}

/** What a visitor's facts are put into must not become another host (`https://{attributes.x}.example`). */
function isFillable(url: string): boolean {
  if (/[\s\\]/.test(url)) return false
  if (/^(mailto|tel):./i.test(url)) return true
  const [host = ''] = /^https?:\/\/[^/?#]*/i.exec(url) ?? []
  return !/[{}]/.test(host) && isWebLink(url)
}
