/**
 * What a site's settings must be, beyond their types: origins are origins, links are web links, sizes are
 * within the protocol's. Each refusal points at the field. Pure.
 */
import { limits, type ProtocolError, type SiteSettings } from '@foyer/protocol'
import { aroundProblem, patchNotice } from './around/rules.ts'
import {
  type AssistantPatch,
  assistantProblem,
  hoursProblem,
  idleProblem,
  patchAssistant,
} from './assistant-rules.ts'
import { type FormsPatch, formsProblem, patchForms } from './forms/rules.ts'
import { versionOf } from './identity/claims.ts'
import { type InboxPatch, inboxProblem, patchInbox } from './inbox/settings.ts'
import { mailProblem, patchMail } from './mail-rules.ts'
import { mediaProblem } from './media-rules.ts'
import { normalOrigin } from './origins.ts'
import { departmentsProblem } from './people/departments.ts'
import { rolesProblem, tidyRoles } from './people/roles.ts'
import { repliesProblem } from './replies-rules.ts'
import { patchRouting, type RoutingPatch, routingProblem } from './routing-rules.ts'
import { isWebLink, localePattern, pointer, type Some, wrong } from './rule-words.ts'
import { type KnownTexts, textsProblem } from './texts-rules.ts'
import { themeProblem } from './theme-rules.ts'
import { tagsProblem } from './visitors/settings-rules.ts'

/** Some of the settings; nested objects may be in part too, `welcome` and `texts` are taken whole. */
export type SettingsPatch = {
  [K in keyof SiteSettings]?: K extends 'welcome' | 'texts'
    ? SiteSettings[K]
    : K extends 'assistant'
      ? AssistantPatch
      : K extends 'inbox'
        ? InboxPatch
        : K extends 'routing'
          ? RoutingPatch
          : K extends 'forms'
            ? FormsPatch
            : Some<SiteSettings[K]>
}

export const siteIdPattern = '^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$'

const day = 24 * 60 * 60_000

/** The settings after the patch, in their one spelling, or what is wrong with it. */
export function patchSettings(
  before: SiteSettings,
  patch: SettingsPatch,
  knownTexts: KnownTexts = { languages: [], texts: {} },
): { ok: SiteSettings } | { error: ProtocolError } {
  const after: SiteSettings = {
    ...before,
    ...patch,
    appearance: { ...before.appearance, ...patch.appearance },
    links: { ...before.links, ...patch.links },
    receipts: { ...before.receipts, ...patch.receipts },
    quoting: { ...before.quoting, ...patch.quoting },
    upload: { ...before.upload, ...patch.upload },
    editWindow: { ...before.editWindow, ...patch.editWindow },
    routing: patchRouting(before.routing, patch.routing ?? {}),
    assistant: patchAssistant(before.assistant, patch.assistant ?? {}),
    hours: { ...before.hours, ...patch.hours },
    idle: { ...before.idle, ...patch.idle },
    tags: { ...before.tags, ...patch.tags },
    visitors: { ...before.visitors, ...patch.visitors },
    mail: patchMail(before.mail, patch.mail ?? {}),
    people: { ...before.people, ...patch.people },
    rating: { ...before.rating, ...patch.rating },
    summary: { ...before.summary, ...patch.summary },
    translation: { ...before.translation, ...patch.translation },
    products: { ...before.products, ...patch.products },
    inbox: patchInbox(before.inbox, patch.inbox),
    identity: { ...before.identity, ...patch.identity },
    media: { ...before.media, ...patch.media },
    notice: patchNotice(before.notice, patch.notice ?? {}),
    forms: patchForms(before.forms, patch.forms),
  }
  const origins: string[] = []
  for (const [index, entry] of after.origins.entries()) {
    const origin = normalOrigin(entry.trim())
    if (origin === null) {
      return wrong(
        `/origins/${index}`,
        'An origin is a scheme and a host, such as https://shop.example or http://localhost:*, with nothing after it.',
      )
    }
    if (!origins.includes(origin)) origins.push(origin)
  }
  const error =
    firstWrong(after) ??
    themeProblem(after.appearance) ??
    textsProblem(after.texts, knownTexts) ??
    assistantProblem(after.assistant) ??
    hoursProblem(after.hours) ??
    idleProblem(after.idle) ??
    rolesProblem(after.roles) ??
    departmentsProblem(after.people) ??
    tagsProblem(after.tags) ??
    routingProblem(after.routing) ??
    mailProblem(after.mail) ??
    mediaProblem(after.media) ??
    repliesProblem(after) ??
    inboxProblem(after.inbox) ??
    aroundProblem(after) ??
    formsProblem(after.forms)
  return error ?? { ok: { ...after, origins, roles: tidyRoles(after.roles) } }
}

export function checkSiteId(id: string): ProtocolError | null {
  if (new RegExp(siteIdPattern).test(id)) return null
  return wrong('/id', 'A site’s id has lower-case letters, digits and hyphens, at most 63.').error
}

function firstWrong(settings: SiteSettings): { error: ProtocolError } | null {
  const { appearance, links, upload, editWindow, welcome, locale } = settings
  if (settings.name.trim() === '') return wrong('/name', 'A site needs a name.')
  if (!/^#[0-9a-f]{6}$/i.test(appearance.color)) {
    return wrong('/appearance/color', 'A colour is written as #rrggbb.')
  }
  for (const key of ['privacy', 'terms'] as const) {
    if (links[key] !== '' && !isWebLink(links[key])) {
      return wrong(`/links/${key}`, 'A link begins with https:// or http://, or is empty.')
    }
  }
  if (!new RegExp(localePattern).test(locale))
    return wrong('/locale', 'A language is written as en or pt-BR.')
  for (const key of Object.keys(welcome)) {
    if (!new RegExp(localePattern).test(key)) {
      return wrong(`/welcome/${pointer(key)}`, 'A language is written as en or pt-BR.')
    }
  }
  if (!Number.isInteger(upload.bytes) || upload.bytes < 1 || upload.bytes > limits.file) {
    return wrong('/upload/bytes', `The limit of uploads is between 1 and ${limits.file} bytes.`)
  }
  if (settings.identity.since !== '' && versionOf(settings.identity.since) === null) {
    return wrong('/identity/since', 'A version is written as 2.0.0, or is empty.')
  }
  const oddType = upload.types.findIndex((type) => !/^[a-z]+\/(\*|[a-z0-9][a-z0-9.+-]*)$/.test(type))
  if (oddType >= 0) {
    return wrong(`/upload/types/${oddType}`, 'A type is written as image/* or application/pdf.')
  }
  for (const side of ['visitor', 'agent'] as const) {
    const window = editWindow[side]
    if (!Number.isInteger(window) || window < 0 || window > 7 * day) {
      return wrong(`/editWindow/${side}`, 'The time to edit is between 0 and 7 days, in milliseconds.')
    }
  }
  return null
}
