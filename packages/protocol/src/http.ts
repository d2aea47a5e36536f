/**
 * Shapes of the HTTP side: the widget's cacheable answer, and what the console reads and writes
 * (PROTOCOL.md §6). A refused request is answered `{error: ProtocolError}`.
 */

import type { AroundSettings, Reception, WidgetGreetings } from './around.ts'
import type { AssistantSettings, BusinessHours, IdleSettings } from './assistant.ts'
import type { ProtocolError } from './codes.ts'
import type { ClientLimits } from './commands.ts'
import type { FormSettings, OfferedGroup, WidgetForms } from './forms.ts'
import type { IdentitySettings } from './identity.ts'
import type { InboxSettings } from './inbox.ts'
import type { MailSettings } from './mail.ts'
import type { MediaSettings, WidgetMedia } from './media.ts'
import type { PeopleSettings, Permission, SiteRole } from './people.ts'
import type { ProductSettings, RatingSettings, SummarySettings, TranslationSettings } from './replies.ts'
import type { ReceptionMode, RoutingSettings } from './routing.ts'
import type { OwnTexts, TextForms, ThemeSettings } from './theme.ts'
import type { Availability, FileRef, Id, Time } from './values.ts'
import type { TagSettings, VisitorSettings } from './visitors.ts'

export interface ErrorAnswer {
  error: ProtocolError
}

/** How the widget looks. Colours are `#rrggbb`; offsets are CSS pixels from the corner. */
export interface Appearance extends ThemeSettings {
  color: string
  theme: 'light' | 'dark' | 'auto'
  icon: 'chat' | 'question' | 'hand'
  /** Beside the icon; empty for the icon alone. */
  launcherText: string
  /** Logical: `end` is right in English, left in Arabic. */
  position: 'start' | 'end'
  offsetX: number
  offsetY: number
  title: string
  subtitle: string
  /** URL of the site's own image, or empty. */
  logo: string
}

/** As the widget shows it. `lead`: what stands before the title in the launcher's name, in the widget's language. */
export interface WidgetAppearance extends Appearance {
  lead?: string
}

/** An entry as visitors see it. The answer is in the Markdown subset. */
export interface FaqItem {
  id: Id
  question: string
  answer: string
  /** Empty when the entry has none. */
  category: string
}

/** `GET /v1/sites/:site/widget?locale=pl`: all that is shown before a conversation. */
export interface WidgetConfig extends Reception {
  site: string
  name: string
  enabled: boolean
  /** Of the texts below; the nearest that the site has. */
  locale: string
  appearance: WidgetAppearance
  faq: FaqItem[]
  links: { privacy: string; terms: string }
  /** Whose reading is shown to the visitor, and whether the visitor may quote. */
  receipts: boolean
  quoting: boolean
  availability: Availability
  limits: ClientLimits
  /** Accepted types of files, such as `image/*`; empty for all. */
  fileTypes: string[]
  /**
   * There is a menu or a notice, or a reception plan may bring one, or agents see where visitors are: what shows
   * the ones and tells the other is fetched with the panel.
   */
  around?: true
  /** Some plan asks about the page: with `page=` the answer is for that one. */
  byPage?: true
  greetings?: WidgetGreetings
  /** A tone for answers that nobody sees coming (WG-12). */
  sound?: true
  /** The site shows agents who is on it: the widget connects before an act, and says so (IN-1). */
  listed?: true
  /** The site's own words in this language. */
  texts?: Record<string, string | TextForms>
  /** The launcher's icon, a path of 24 units; absent: the bubble, which the widget has itself. */
  glyph?: string
  /** Agents see what is typed before it is sent: the widget sends it, and says so (CV-12). */
  typingPreview?: true
  media: WidgetMedia
  /** What is asked before the first message. */
  forms?: WidgetForms
  /** Offered at a handoff. */
  groups?: OfferedGroup[]
}

/** A site as the console edits it. `welcome` is keyed by locale. */
export interface SiteSettings extends AroundSettings {
  name: string
  enabled: boolean
  /** Allowed origins such as `https://shop.example`; `http://localhost:*` allows every port. */
  origins: string[]
  /** Whether clients without an Origin, such as apps, may connect as visitors. */
  apps: boolean
  locale: string
  appearance: Appearance
  welcome: Record<string, string>
  links: { privacy: string; terms: string }
  receipts: { toVisitor: boolean; toAgent: boolean }
  quoting: { visitor: boolean; agent: boolean }
  upload: { bytes: number; types: string[] }
  /** Whether the query of a page's URL is kept. */
  pageQuery: boolean
  /** Who answers a new conversation first: the assistant, built in or connected, or people. */
  reception: ReceptionMode
  routing: RoutingSettings
  assistant: AssistantSettings
  hours: BusinessHours
  idle: IdleSettings
  mail: MailSettings
  inbox: InboxSettings
  /** Milliseconds within which one's own message can be edited or deleted; 0 for never. */
  editWindow: { visitor: number; agent: number }
  /** Beside the four that are built in. */
  roles: SiteRole[]
  people: PeopleSettings
  rating: RatingSettings
  summary: SummarySettings
  translation: TranslationSettings
  products: ProductSettings
  tags: TagSettings
  visitors: VisitorSettings
  identity: IdentitySettings
  texts: OwnTexts
  media: MediaSettings
  forms: FormSettings
}

/** `GET /v1/sites/:site`, and the answer of `PATCH`, which takes some of the settings. */
export interface Site {
  id: string
  settings: SiteSettings
}

/** An FAQ entry as the console edits it. */
export interface FaqEntry {
  id: Id
  site: string
  question: string
  /** Other ways to ask the same. */
  phrasings: string[]
  answer: string
  category: string
  /** Null: shown in every language. */
  locale: string | null
  published: boolean
  /** Ascending; `PUT /v1/sites/:site/faq/order` sets it. */
  place: number
  updatedAt: Time
}

/** Body of `POST /v1/sites/:site/faq`; `PATCH …/faq/:id` takes some of it. */
export type FaqDraft = Pick<FaqEntry, 'question' | 'answer'> &
  Partial<Pick<FaqEntry, 'phrasings' | 'category' | 'locale' | 'published'>>

export interface AgentProfile {
  id: Id
  name: string
  email: string
  avatar?: string
}

/** A site of the one who is signed in, and what it may do there. */
export interface SignedInSite {
  id: string
  name: string
  role: string
  permissions: readonly Permission[]
}

/** `POST /v1/session {email, password}` and `GET /v1/session`: who is signed in. */
export interface SessionAnswer {
  agent: AgentProfile
  sites: SignedInSite[]
}

/** `POST /v1/setup`: the one-time link's form; makes the first agent and site and signs in. */
export interface SetupRequest {
  code: string
  name: string
  email: string
  password: string
  site: { id: string; name: string; origin: string }
}

/** `POST /v1/files?name=…[&site=…]`, 201. Agents of several sites name the site. */
export interface UploadAnswer {
  file: FileRef
}
