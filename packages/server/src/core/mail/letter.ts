/**
 * A letter as text and as HTML, which say the same: what people wrote is escaped where it would be markup. The HTML has
 * no pictures and no scripts, and fetches nothing, so that reading it tells nobody. Pure.
 */
import { isSafeLink, type TextBlock, type Time } from '@foyer/protocol'
import { escapeHtml, linkHtml, saidHtml, saidText } from './said.ts'

export interface LetterLine {
  at: Time
  who: string
  isOurs: boolean
  /** The message that it answers, in a line. */
  quote?: string
  said: TextBlock[]
  file?: { label: string; url: string }
}

export interface Letter {
  locale: string
  /** For times. */
  zone: string
  title: string
  intro: string[]
  lines: LetterLine[]
  link?: { label: string; url: string }
  foot: string
}

export function letterText({ locale, zone, title, intro, lines, link, foot }: Letter): string {
  const time = timeIn(locale, zone)
  return [
    title,
    ...intro,
    ...lines.map(({ at, who, quote, said, file }) =>
      [
        `${who} · ${time(at)}`,
        ...(quote === undefined ? [] : [`> ${quote}`]),
        ...(said.length === 0 ? [] : [saidText(said)]),
        ...(file === undefined ? [] : [file.label, file.url]),
      ].join('\n'),
    ),
    ...(link === undefined ? [] : [`${link.label}:\n${link.url}`]),
    ...(foot === '' ? [] : [`--\n${foot}`]),
  ]
    .join('\n\n')
    .concat('\n')
}

export function letterHtml({ locale, zone, title, intro, lines, link, foot }: Letter): string {
  const time = timeIn(locale, zone)
  const start = locale === 'ar' ? 'right' : 'left'
  const messages = lines.map(
    ({ at, who, quote, said, file, isOurs }) =>
      `<div style="margin:0 0 12px;padding:10px 14px;border-radius:10px;background:${isOurs ? '#eef0fd' : '#f2f3f5'}">` +
      `<div style="font-size:13px;color:#5f6573"><b><bdi>${escapeHtml(who)}</bdi></b> · ${escapeHtml(time(at))}</div>` +
      (quote === undefined
        ? ''
        : `<div dir="auto" style="margin-top:4px;padding-${start}:8px;border-${start}:3px solid #c4c8d2;font-size:13px;color:#5f6573;overflow-wrap:anywhere">${escapeHtml(quote)}</div>`) +
      `<div style="overflow-wrap:anywhere">${saidHtml(said)}${fileHtml(file)}</div></div>`,
  )
  return [
    '<!doctype html>',
    `<html lang="${escapeHtml(locale)}" dir="${locale === 'ar' ? 'rtl' : 'ltr'}"><head><meta charset="utf-8">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<title>${escapeHtml(title)}</title></head>`,
    `<body style="margin:0;padding:24px;background:#ffffff;color:#17191f;font:15px/1.5 system-ui,-apple-system,'Segoe UI',Roboto,'Noto Sans','Noto Sans Arabic',sans-serif;text-align:${start}">`,
    '<div style="max-width:620px;margin:0 auto">',
    `<h1 style="margin:0 0 16px;font-size:19px;line-height:1.3">${escapeHtml(title)}</h1>`,
    ...intro.map(
      (text) => `<p dir="auto" style="margin:0 0 16px;overflow-wrap:anywhere">${withBreaks(text)}</p>`,
    ),
    ...messages,
    ...(link === undefined
      ? []
      : [
          `<p style="margin:20px 0"><a href="${escapeHtml(link.url)}" style="display:inline-block;padding:10px 18px;border-radius:8px;background:#4a5bdc;color:#ffffff;text-decoration:none">${escapeHtml(link.label)}</a></p>`,
        ]),
    ...(foot === ''
      ? []
      : [
          `<p style="margin:24px 0 0;padding-top:12px;border-top:1px solid #e8e9ed;font-size:13px;color:#5f6573">${escapeHtml(foot)}</p>`,
        ]),
    '</div></body></html>',
    '',
  ].join('\n')
}

function fileHtml(file: LetterLine['file']): string {
  if (file === undefined) return ''
  const { label, url } = file
  const said = isSafeLink(url) ? linkHtml(url, escapeHtml(label)) : withBreaks(`${label}\n${url}`)
  return `<p dir="auto" style="margin:4px 0 0">${said}</p>`
}

function withBreaks(text: string): string {
  return escapeHtml(text).replace(/\r?\n/g, '<br>\n')
}

/** Times of a letter that is read anywhere say their zone. */
function timeIn(locale: string, zone: string): (at: Time) => string {
  const format = new Intl.DateTimeFormat(locale, {
    timeZone: zone,
    year: 'numeric',
    month: 'short',
    day: 'numeric',
    hour: 'numeric',
    minute: '2-digit',
    timeZoneName: 'short',
  })
  return (at) => format.format(at)
}
