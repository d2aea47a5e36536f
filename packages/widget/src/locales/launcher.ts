/**
 * What stands before the site's title in the launcher's name, for screen readers. The server says it with the
 * settings, as the loader has no room for ten languages.
 */
import type { LocaleName } from './pick.ts'

export const launcherLeads: Record<LocaleName, string> = {
  en: 'Chat: ',
  ar: 'محادثة: ',
  de: 'Chat: ',
  es: 'Chat: ',
  fr: 'Chat : ',
  id: 'Obrolan: ',
  ja: 'チャット：',
  pl: 'Czat: ',
  pt: 'Chat: ',
  zh: '聊天：',
}
