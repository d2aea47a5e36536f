/**
 * What stands around the thread: the quick menu, the notice, greetings and the sound (requirements WG-6, WG-7,
 * WG-12), as a site sets them and as the widget is told of them in one language.
 */
import type { Texts, WidgetAssistant } from './assistant.ts'
import type { Id } from './values.ts'

/**
 * What a button of the quick menu does. In `url` these are filled in, encoded: `{visitor.id}`, `{visitor.name}`,
 * `{attributes.NAME}`, `{page.url}`; never in the part that says which host is meant.
 */
export type MenuAct<Words = Texts> =
  | { do: 'link'; url: string }
  /** As if the visitor had written it. */
  | { do: 'text'; text: Words }
  /** Shows the FAQ from this category on. */
  | { do: 'category'; category: Words }
  | { do: 'handoff' }

/** One of `menuIcons`, or the address of an image: `https://…`, or `/…` on the chat's own server. */
export type MenuIcon = string

export const menuIcons = [
  'box',
  'calendar',
  'card',
  'cart',
  'chat',
  'gift',
  'help',
  'home',
  'link',
  'mail',
  'person',
  'phone',
  'pin',
  'return',
  'star',
  'tag',
  'truck',
] as const

export interface MenuItem {
  id: Id
  icon: MenuIcon
  /** A language without one takes the main language's. */
  label: Texts
  act: MenuAct
}

export interface WidgetMenuItem {
  id: Id
  icon: MenuIcon
  label: string
  act: MenuAct<string>
}

/** A line at the top of the panel. */
export interface NoticeBar {
  isOn: boolean
  tone: 'info' | 'warning'
  text: Texts
  /** Empty `url`: none. */
  link: { url: string; label: Texts }
  /** Whether the visitor can put it away, for as long as the page is there. */
  canClose: boolean
}

export interface WidgetNotice {
  tone: NoticeBar['tone']
  text: string
  link: { url: string; label: string } | null
  canClose: boolean
}

/** Who a greeting is for: one who has written from this browser before, or one who has not. */
export type GreetingAudience = 'any' | 'new' | 'returning'

/**
 * How often: on every page; until it was answered or put away in this tab; or that, for good, for visitors who have
 * written from this browser. Being shown stores nothing.
 */
export type GreetingRhythm = 'page' | 'session' | 'visitor'

/** A small bubble beside the launcher. The first whose conditions hold is shown. */
export interface Greeting {
  id: Id
  name: string
  isOn: boolean
  text: Texts
  /** Offered in it; picked, it is put as the visitor's own. A language without one offers none. */
  question: Texts
  /** Addresses, whole, in which `*` stands for any text; none: every page. */
  pages: string[]
  /** On the page before it comes. */
  seconds: number
  visitor: GreetingAudience
  /** Only while people answer. */
  onlineOnly: boolean
  once: GreetingRhythm
}

export interface WidgetGreeting
  extends Pick<Greeting, 'id' | 'pages' | 'seconds' | 'visitor' | 'onlineOnly' | 'once'> {
  text: string
  question: string
}

/** For the loader: before `after` milliseconds, or where `at`, a regular expression, does not fit, none can come. */
export interface WidgetGreetings {
  after: number
  at: string
  rules: WidgetGreeting[]
}

/**
 * What depends on the visitor by the site's reception plans (RT-8): before a hello as far as language, hours and
 * page are known, and after it as the server knows this visitor.
 */
export interface Reception {
  welcome: string
  /** Null where nothing is automatic. */
  assistant: WidgetAssistant | null
  /** Whether FAQ entries are offered while the visitor types (WG-8), with or without a bot. */
  typeAhead: boolean
  menu: WidgetMenuItem[]
  notice: WidgetNotice | null
}

/** What a site's settings have of it. */
export interface AroundSettings {
  /** The quick menu; empty: none. */
  menu: MenuItem[]
  notice: NoticeBar
  greetings: Greeting[]
  /** A quiet tone for an answer that nobody sees coming. Visitors can switch it off. */
  sound: boolean
}
