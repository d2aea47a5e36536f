/** What a site asks of its visitors before the first message, as the widget shows it. */
import type { LeaveWhen, SiteField, SiteSettings, WidgetForms } from '@foyer/protocol'
import { formIn } from '../core/forms/site-form.ts'
import { wordIn, wordLocales } from '../core/forms/words.ts'
import { nearestLocale } from '../core/locales.ts'

/** Null where nothing is asked. `leave` is when a message may be left, by the plan or the site. */
export function widgetForms(
  { forms, locale: ofSite }: SiteSettings,
  leave: LeaveWhen,
  locale: string,
  versionOf: (text: string) => string,
): WidgetForms | null {
  const reader = { locale, ofSite }
  const { preChat, consent } = forms
  const text = wordIn(consent.text, 'consent', locale, ofSite)
  const asked: WidgetForms = {
    ...(leave === 'never' ? {} : { leave: { when: leave, ...formIn(forms.leave, 'leave', reader) } }),
    ...(preChat.isOn ? { preChat: formIn(preChat, 'preChat', reader) } : {}),
    ...(consent.isOn
      ? {
          consent: {
            text,
            version: versionOf(text),
            ...(consent.isStrict ? { isStrict: true as const } : {}),
          },
        }
      : {}),
  }
  return Object.keys(asked).length === 0 ? null : asked
}

/** The language in which a visitor who wants `wanted` reads the forms. */
export function formLocale({ forms, locale }: SiteSettings, wanted: string | undefined): string {
  const { leave, preChat, consent } = forms
  const texts = [leave, preChat, consent].flatMap(({ text }) => Object.keys(text))
  const labels = [leave, preChat].flatMap(({ fields }) => fields.flatMap(labelLocales))
  return nearestLocale(wanted, [...new Set([...texts, ...labels, ...wordLocales()])], locale)
}

function labelLocales({ label, options }: SiteField): string[] {
  return [label, ...options.map((option) => option.label)].flatMap((texts) => Object.keys(texts))
}
