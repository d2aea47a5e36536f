/** What roles, permissions and deeds are called: plain words in place of names of the protocol. */
import type { BuiltInRole, Permission, SiteRole, SiteSettings } from '@foyer/protocol'
import { type MessageKey, t } from '../../locale.ts'

export const builtIn: Record<BuiltInRole, MessageKey> = {
  owner: 'role.owner',
  admin: 'role.admin',
  supervisor: 'role.supervisor',
  agent: 'role.agent',
}

export const builtInNames = Object.keys(builtIn) as BuiltInRole[]

export function roleName(role: string, own: readonly SiteRole[]): string {
  if (Object.hasOwn(builtIn, role)) return t(builtIn[role as BuiltInRole])
  return own.find(({ id }) => id === role)?.name ?? t('role.gone')
}

export const permissionGroups: { name: MessageKey; permissions: [Permission, MessageKey][] }[] = [
  {
    name: 'may.conversations',
    permissions: [
      ['conversation.transfer', 'may.transfer'],
      ['conversation.openOthers', 'may.openOthers'],
      ['conversation.help', 'may.help'],
      ['conversation.transferOthers', 'may.transferOthers'],
      ['conversation.pinOthers', 'may.pinOthers'],
      ['message.translate', 'may.translate'],
      ['quickReply.share', 'may.shareReplies'],
    ],
  },
  {
    name: 'may.visitors',
    permissions: [
      ['visitor.list', 'may.listVisitors'],
      ['visitor.mute', 'may.mute'],
      ['visitor.block', 'may.block'],
      ['visitor.erase', 'may.erase'],
    ],
  },
  {
    name: 'may.figures',
    permissions: [
      ['records.read', 'may.readRecords'],
      ['records.export', 'may.exportRecords'],
      ['reports.read', 'may.readReports'],
    ],
  },
  {
    name: 'may.site',
    permissions: [
      ['faq.edit', 'may.editFaq'],
      ['assistant.edit', 'may.editAssistant'],
      ['routing.edit', 'may.editRouting'],
      ['settings.edit', 'may.editSettings'],
      ['people.edit', 'may.editPeople'],
      ['roles.edit', 'may.editRoles'],
      ['log.read', 'may.readLog'],
    ],
  },
]

/** By what the server calls them; what this console does not know yet says the server's name. */
const deeds: Record<string, MessageKey> = {
  'settings.changed': 'log.settingsChanged',
  'site.created': 'log.siteCreated',
  'faq.created': 'log.faqCreated',
  'faq.changed': 'log.faqChanged',
  'faq.removed': 'log.faqRemoved',
  'faq.ordered': 'log.faqOrdered',
  'faq.imported': 'log.faqImported',
  'faq.exported': 'log.faqExported',
  'document.created': 'log.documentCreated',
  'document.changed': 'log.documentChanged',
  'document.removed': 'log.documentRemoved',
  'secret.set': 'log.secretSet',
  'secret.removed': 'log.secretRemoved',
  'records.exported': 'log.recordsExported',
  'agent.changed': 'log.agentChanged',
  'agent.disabled': 'log.agentDisabled',
  'agent.enabled': 'log.agentEnabled',
  'agent.removed': 'log.agentRemoved',
  'agent.left': 'log.agentLeft',
  'agent.joined': 'log.agentJoined',
  'visitor.erased': 'log.visitorErased',
  'visitor.exported': 'log.visitorExported',
  'agent.renamed': 'log.agentRenamed',
  'agent.password': 'log.agentPassword',
  'agent.passwordLink': 'log.passwordLink',
  'invitation.created': 'log.invited',
  'invitation.revoked': 'log.revoked',
  'signIn.ok': 'log.signedIn',
  'signIn.failed': 'log.signInFailed',
  'signIn.endedEverywhere': 'log.signedOut',
}

export function deedName(what: string): string {
  const key = Object.hasOwn(deeds, what) ? deeds[what] : undefined
  return key === undefined ? what : t(key)
}

/** Settings by where they are changed: the page's own name, as the menu has it. */
export const settingPages: Record<keyof SiteSettings, MessageKey> = {
  name: 'settings.general',
  enabled: 'settings.general',
  locale: 'settings.general',
  origins: 'settings.origins',
  apps: 'settings.origins',
  appearance: 'settings.appearance',
  welcome: 'settings.welcome',
  texts: 'settings.texts',
  menu: 'settings.around',
  notice: 'settings.around',
  greetings: 'settings.greetings',
  sound: 'settings.greetings',
  links: 'settings.privacy',
  pageQuery: 'settings.privacy',
  receipts: 'settings.messages',
  quoting: 'settings.messages',
  editWindow: 'settings.messages',
  upload: 'settings.messages',
  media: 'settings.messages',
  reception: 'nav.routing',
  routing: 'nav.routing',
  assistant: 'nav.assistant',
  hours: 'settings.hours',
  idle: 'settings.idle',
  mail: 'settings.mail',
  inbox: 'settings.inbox',
  roles: 'people.roles',
  people: 'people.departments',
  rating: 'settings.afterwards',
  summary: 'settings.afterwards',
  translation: 'settings.replies',
  products: 'settings.replies',
  tags: 'settings.tags',
  visitors: 'settings.visitors',
  identity: 'settings.visitors',
  forms: 'settings.forms',
}

/** What of the server's names stands for something that has one here. */
const objects: Record<string, Record<string, MessageKey>> = {
  'settings.changed': settingPages,
  'faq.ordered': { faq: 'log.areaFaq' },
  'secret.set': { modelKey: 'nav.assistant', translationKey: 'settings.replies' },
  'secret.removed': { modelKey: 'nav.assistant', translationKey: 'settings.replies' },
  'records.exported': { conversations: 'nav.records', messages: 'nav.records', both: 'nav.records' },
}

/** What a deed was done to: something that people named themselves stands as they named it. */
export function objectName(what: string, object: string): string {
  const names = Object.hasOwn(objects, what) ? objects[what] : undefined
  const key = names !== undefined && Object.hasOwn(names, object) ? names[object] : undefined
  return key === undefined ? object : t(key)
}

/** Areas that the log is filtered by. */
export const areas: [string, MessageKey][] = [
  ['', 'log.everything'],
  ['settings.', 'log.areaSettings'],
  ['agent.', 'log.areaAgents'],
  ['invitation.', 'log.areaInvitations'],
  ['faq.', 'log.areaFaq'],
  ['document.', 'log.areaDocuments'],
  ['secret.', 'log.areaSecrets'],
  ['records.', 'nav.records'],
  ['signIn.', 'log.areaSignIns'],
]
