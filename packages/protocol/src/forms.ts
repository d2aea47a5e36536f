/**
 * Forms: asked in a thread (CV-9), before the first message, or in its place while nobody can answer (WG-11), and
 * the consent that comes before everything (WG-5).
 */
import type { Texts } from './assistant.ts'
import type { FieldType, FormField, Id, SetByForm } from './values.ts'

/** What stands under the id of a field or of anything else that people name, which may be `toString`. */
export function ownOf<T>(record: Readonly<Record<string, T>>, id: string): T | undefined {
  return Object.hasOwn(record, id) ? record[id] : undefined
}

/** A field as the console edits it. An empty label of a field named name, email, phone, message or files is the product's. */
export interface SiteField {
  id: string
  type: FieldType
  label: Texts
  required: boolean
  options: { id: string; label: Texts }[]
  sets?: SetByForm
}

/** A form that agents send into a thread. */
export interface SavedForm {
  id: Id
  /** For agents. */
  name: string
  text: Texts
  fields: SiteField[]
}

/** Leaving a message (WG-11). `nobody`: whenever nobody can answer; `offHours`: outside of business hours alone. */
export type LeaveWhen = 'never' | 'offHours' | 'nobody'

export interface FormSettings {
  leave: { when: LeaveWhen; text: Texts; fields: SiteField[] }
  /** Asked before the first message of a conversation. */
  preChat: { isOn: boolean; text: Texts; fields: SiteField[] }
  /** A box to be ticked before the first message; strict: before it nothing is stored and nothing connects (WG-5). */
  consent: { isOn: boolean; isStrict: boolean; text: Texts }
  saved: SavedForm[]
}

/** A form as the widget shows it. */
export interface WidgetForm {
  text: string
  fields: FormField[]
}

/** What is asked before the first message; left out where the site asks nothing. */
export interface WidgetForms {
  leave?: WidgetForm & { when: Exclude<LeaveWhen, 'never'> }
  preChat?: WidgetForm
  /** `version` names this very text. */
  consent?: { text: string; version: string; isStrict?: true }
}

/** A group that the visitor may choose at a handoff (RT-3). */
export interface OfferedGroup {
  id: Id
  name: string
}

/** What a visitor agreed to before its first message; `text` as it read then, where it is still known. */
export interface Consent {
  version: string
  text?: string
}

export const formLimits = {
  fields: 30,
  saved: 50,
  options: 50,
  label: 300,
  text: 2_000,
  value: 2_000,
} as const
