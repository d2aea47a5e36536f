/** What roles, permissions and deeds are called: plain words in place of names of the protocol. */
import type { BuiltInRole, Permission, SiteRole } from '@foyer/protocol'
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

/** Areas that the log is filtered by. */
export const areas: [string, MessageKey][] = [
  ['', 'log.everything'],
  ['settings.', 'log.areaSettings'],
  ['agent.', 'log.areaAgents'],
  ['invitation.', 'log.areaInvitations'],
  ['faq.', 'log.areaFaq'],
  ['document.', 'log.areaDocuments'],
  ['secret.', 'log.areaSecrets'],
  ['signIn.', 'log.areaSignIns'],
]
