/** What agents of a site may do (IN-16). A role is a set of permissions; a site has four built in and its own. */

/** In the order in which the console lists them. */
export const permissions = [
  /** One's own conversations to a colleague or group (RT-10). */
  'conversation.transfer',
  /** Other agents' conversations, also to oneself (RT-10). */
  'conversation.transferOthers',
  /** To see conversations of colleagues (RT-12). */
  'conversation.openOthers',
  /** To write in them, end them, tag them and edit their visitors (RT-12). */
  'conversation.help',
  /** To pin in other agents' lists (IN-3). */
  'conversation.pinOthers',
  /** RT-14. */
  'visitor.mute',
  'visitor.block',
  /** The directory of all visitors (IN-4). */
  'visitor.list',
  /** IN-9. */
  'message.translate',
  /** Quick replies of the site and of departments (IN-7); one's own need none. */
  'quickReply.share',
  /** IN-13, IN-14. */
  'records.read',
  'records.export',
  'reports.read',
  /** FAQ entries, and the settings of what is automatic. */
  'faq.edit',
  'assistant.edit',
  /** Groups, rules, plans, hours and limits. */
  'routing.edit',
  /** All other settings of the site. */
  'settings.edit',
  /** Agents, invitations and departments. */
  'people.edit',
  'roles.edit',
  /** The operation log (IN-17). */
  'log.read',
] as const

export type Permission = (typeof permissions)[number]

export type BuiltInRole = 'owner' | 'admin' | 'supervisor' | 'agent'

/** A role of the site's own. */
export interface SiteRole {
  id: string
  name: string
  permissions: Permission[]
}
