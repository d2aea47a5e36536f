/** Settings of a new site: safe, usual, and each to be changed in the console. Pure. */
import { limits, type SiteSettings } from '@foyer/protocol'

const quarterHour = 15 * 60_000

/** Files that people send in a chat; nothing that a browser or a desk would run. */
export const usualFileTypes = [
  'image/*',
  'audio/*',
  'video/*',
  'application/pdf',
  'text/plain',
  'text/csv',
  'application/json',
  'application/zip',
  'application/rtf',
  'application/msword',
  'application/vnd.ms-excel',
  'application/vnd.ms-powerpoint',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  'application/vnd.openxmlformats-officedocument.presentationml.presentation',
  'application/vnd.oasis.opendocument.text',
  'application/vnd.oasis.opendocument.spreadsheet',
  'application/vnd.oasis.opendocument.presentation',
]

export function defaultSettings(name: string, origins: string[]): SiteSettings {
  return {
    name,
    enabled: true,
    origins,
    apps: false,
    locale: 'en',
    appearance: {
      color: '#1f5eff',
      theme: 'auto',
      icon: 'chat',
      launcherText: '',
      position: 'end',
      offsetX: 20,
      offsetY: 20,
      title: name,
      subtitle: '',
      logo: '',
    },
    welcome: { en: 'Hello! How can we help?' },
    links: { privacy: '', terms: '' },
    receipts: { toVisitor: true, toAgent: true },
    quoting: { visitor: true, agent: true },
    upload: { bytes: limits.file, types: [...usualFileTypes] },
    pageQuery: false,
    reception: 'botFirst',
    editWindow: { visitor: quarterHour, agent: quarterHour },
  }
}
