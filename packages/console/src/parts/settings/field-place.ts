/**
 * Where a field of the settings is found, in the words that stand beside it: what is refused is told by these, never
 * by its path on the wire. A path without words here has none, and the refusal stands alone.
 */
import type { ProtocolError } from '@foyer/protocol'
import { type MessageKey, t } from '../../locale.ts'
import type { Section } from '../../models/route.ts'
import { errorText } from '../words.ts'

interface Place {
  section: Section
  field?: MessageKey
  /** What the field itself says of whatever is wrong with it: one thing is not said in two ways. */
  why?: MessageKey
}

/** By the start of a path; the longest that fits counts. */
const places: Record<string, Place> = {
  '/name': { section: 'general', field: 'setup.siteName' },
  '/locale': { section: 'general', field: 'general.locale' },
  '/enabled': { section: 'general', field: 'general.enabled' },
  '/appearance': { section: 'appearance' },
  '/appearance/title': { section: 'appearance', field: 'look.title' },
  '/appearance/subtitle': { section: 'appearance', field: 'look.subtitle' },
  '/appearance/logo': { section: 'appearance', field: 'look.logo' },
  '/appearance/avatar': { section: 'appearance', field: 'look.avatar' },
  '/appearance/font': { section: 'appearance', field: 'look.font' },
  '/appearance/launcherImage': { section: 'appearance', field: 'look.launcherImage' },
  '/appearance/launcherText': { section: 'appearance', field: 'look.launcherText' },
  '/welcome': { section: 'welcome' },
  '/texts': { section: 'texts' },
  '/menu': { section: 'around', field: 'menu.title' },
  '/notice': { section: 'around', field: 'notice.title' },
  '/greetings': { section: 'greetings', field: 'greetings.title' },
  '/forms': { section: 'forms' },
  '/forms/leave': { section: 'forms', field: 'forms.leave' },
  '/forms/preChat': { section: 'forms', field: 'forms.preChat' },
  '/forms/saved': { section: 'forms', field: 'forms.saved' },
  '/inbox': { section: 'inbox' },
  '/hours': { section: 'hours' },
  '/hours/week': { section: 'hours', field: 'hours.week' },
  '/idle': { section: 'idle' },
  '/editWindow': { section: 'messages', field: 'messages.editing' },
  '/upload': { section: 'messages', field: 'messages.files' },
  '/upload/bytes': { section: 'messages', field: 'messages.fileSize' },
  '/upload/types': { section: 'messages', field: 'messages.fileTypes' },
  '/media': { section: 'messages', field: 'messages.media' },
  '/media/pictures': { section: 'messages', field: 'messages.pictures' },
  '/tags/system': { section: 'tags', field: 'tags.system' },
  '/tags/own': { section: 'tags', field: 'tags.own' },
  '/tags/rules': { section: 'tags', field: 'rule.title' },
  '/visitors': { section: 'visitors' },
  '/mail': { section: 'mail' },
  '/mail/to': { section: 'mail', field: 'mail.to' },
  '/mail/fromName': { section: 'mail', field: 'mail.fromName' },
  '/translation': { section: 'replies', field: 'translation.legend' },
  '/translation/url': { section: 'replies', field: 'translation.url' },
  '/products': { section: 'replies', field: 'products.legend' },
  '/products/feed': { section: 'replies', field: 'products.feed' },
  '/rating': { section: 'afterwards', field: 'rating.legend' },
  '/rating/tags': { section: 'afterwards', field: 'rating.tags' },
  '/rating/deadline': { section: 'afterwards', field: 'rating.deadline' },
  '/summary': { section: 'afterwards', field: 'summary.legend' },
  '/summary/categories': { section: 'afterwards', field: 'summary.categories' },
  '/summary/progress': { section: 'afterwards', field: 'summary.progressValues' },
  '/origins': { section: 'origins' },
  '/links/privacy': { section: 'privacy', field: 'privacy.policy', why: 'privacy.linkWrong' },
  '/links/terms': { section: 'privacy', field: 'privacy.terms', why: 'privacy.linkWrong' },
}

/** The toast of a refusal. `names` are the sections' own. */
export function refusalText(error: ProtocolError, names: (section: Section) => string): string {
  const place = error.path === undefined ? null : placeOf(error.path)
  const why = place?.why === undefined ? errorText(error) : t(place.why)
  if (place === null) return why
  const { section, field } = place
  const words = field === undefined ? '' : t(field)
  // Words of a section come with it; before that they are their own key.
  const where = words === '' || words === field ? names(section) : `${names(section)} › ${words}`
  return `${where}: ${why}`
}

export function placeOf(path: string): Place | null {
  const parts = path.split('/')
  for (let end = parts.length; end > 1; end--) {
    const start = parts.slice(0, end).join('/')
    if (Object.hasOwn(places, start)) return places[start]!
  }
  return null
}
