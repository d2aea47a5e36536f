/** The letters there are, each of a conversation and in the language of whom it is for. Pure. */
import {
  cleanName,
  type Event,
  type Id,
  parseText,
  type Seq,
  type SiteSettings,
  toPlain,
} from '@foyer/protocol'
import { type TranscriptLine, transcriptOf } from '../conversation/transcript.ts'
import { headerText } from './addresses.ts'
import { type Letter, type LetterLine, letterHtml, letterText } from './letter.ts'
import { asTyped } from './said.ts'
import { filled, type MailWords, mailWords } from './words.ts'

export interface Written {
  locale: string
  subject: string
  text: string
  html: string
}

export interface LetterFacts {
  settings: Pick<SiteSettings, 'name' | 'locale' | 'hours'>
  /** Of whom it is for; null: the site's. */
  locale: string | null
  nickname: string
  events: Event[]
  linkTo(file: Id): string
}

/**
 * Characters of what was said. `marked`: the newest, whose marks are read; that may take two microseconds each, in
 * which nobody else is served. What is older stands as it was typed.
 */
const most = { letter: 20_000, transcript: 2_000_000, marked: 200_000, quote: 120 }

export function newLetter(facts: LetterFacts & { url: string; page: string | null }): Written {
  const { words, ...rest } = begun(facts)
  const visitor = facts.nickname === '' ? words.visitor : facts.nickname
  return written(
    words.newSubject,
    { ...rest.values, visitor },
    {
      ...rest.letter,
      title: filled(words.newTitle, { ...rest.values, visitor }),
      intro: facts.page === null ? [] : [filled(words.page, { page: facts.page })],
      lines: linesOf(facts, words, most.letter).lines,
      link: { label: words.newOpen, url: facts.url },
      foot: filled(words.agentsFoot, rest.values),
    },
  )
}

/** `told`: those of `events` that it tells of; they may quote the others. */
export function answerLetter(facts: LetterFacts & { told: Event[]; page: string | null }): Written {
  const { words, letter, values } = begun(facts)
  return written(words.answerSubject, values, {
    ...letter,
    title: filled(words.answerTitle, values),
    intro: [],
    lines: linesOf(facts, words, most.letter, facts.told).lines,
    ...(facts.page === null ? {} : { link: { label: words.answerOpen, url: facts.page } }),
    foot: filled(words.answerFoot, values),
  })
}

/** As a mail, or without the foot as a file. */
export function transcriptLetter(facts: LetterFacts, isMailed: boolean): Written {
  const { words, letter, values } = begun(facts)
  const { lines, isCut } = linesOf(facts, words, most.transcript)
  return written(words.transcriptSubject, values, {
    ...letter,
    title: filled(words.transcriptTitle, values),
    intro: lines.length === 0 ? [words.empty] : isCut ? [words.isCut] : [],
    lines,
    foot: isMailed ? filled(words.transcriptFoot, values) : '',
  })
}

export function testLetter(settings: LetterFacts['settings'], locale: string | null): Written {
  const { words, letter, values } = begun({ settings, locale })
  return written(words.testSubject, values, {
    ...letter,
    title: filled(words.testTitle, values),
    intro: [words.testText],
    lines: [],
    foot: '',
  })
}

export function invitationLetter(settings: LetterFacts['settings'], by: string, url: string): Written {
  const { words, letter, values: site } = begun({ settings, locale: null })
  const values = { ...site, by: headerText(by, 80) }
  return written(words.inviteSubject, values, {
    ...letter,
    title: filled(words.inviteTitle, values),
    intro: [filled(words.inviteText, values)],
    lines: [],
    link: { label: words.inviteOpen, url },
    foot: words.inviteFoot,
  })
}

export function passwordLetter(settings: LetterFacts['settings'], by: string, url: string): Written {
  const { words, letter, values: site } = begun({ settings, locale: null })
  const values = { ...site, by: headerText(by, 80) }
  return written(words.passwordSubject, values, {
    ...letter,
    title: filled(words.passwordTitle, values),
    intro: [filled(words.passwordText, values)],
    lines: [],
    link: { label: words.passwordOpen, url },
    foot: words.passwordFoot,
  })
}

function begun({ settings, locale: wanted }: Pick<LetterFacts, 'settings' | 'locale'>) {
  const { locale, words } = mailWords(wanted, settings.locale)
  return {
    words,
    letter: { locale, zone: settings.hours.zone },
    values: { site: headerText(settings.name, 80) },
  }
}

function written(subject: string, values: Record<string, string>, letter: Letter): Written {
  return {
    locale: letter.locale,
    subject: headerText(filled(subject, values)),
    text: letterText(letter),
    html: letterHtml(letter),
  }
}

function linesOf(
  { events, linkTo, nickname, settings }: LetterFacts,
  words: MailWords,
  size: number,
  told = events,
): { lines: LetterLine[]; isCut: boolean } {
  const { lines, isCut } = transcriptOf(told, linkTo, size)
  const quotable = told === events ? lines : transcriptOf(events, linkTo, most.transcript).lines
  const bySeq = new Map(quotable.map((line) => [line.seq, line]))
  const gone = new Set(
    events.flatMap((event) =>
      event.type === 'message.posted' && event.body.kind === 'deleted' ? [event.seq] : [],
    ),
  )
  const nameOf = ({ by }: TranscriptLine) => whoIs(by, nickname, settings.name, words)
  const labelOf = (file: { name: string }) => filled(words.file, { name: cleanName(file.name) })
  // What was said before all of `events` is not known here, and passed over.
  const quotes = new Map<Seq, string>()
  const quoteOf = (seq: Seq): string | undefined => {
    const line = bySeq.get(seq)
    if (line === undefined) return gone.has(seq) ? words.quoteGone : undefined
    let quote = quotes.get(seq)
    if (quote === undefined) {
      // Not all of a long one is read for its first words, and one that many quote is read once.
      const text = line.file === undefined ? toPlain(line.text.slice(0, 3 * most.quote)) : labelOf(line.file)
      quote = headerText(`${nameOf(line)}: ${text}`, most.quote)
      quotes.set(seq, quote)
    }
    return quote
  }
  let left = lines.reduce((sum, { text }) => sum + text.length, 0)
  return {
    isCut,
    lines: lines.map((line) => {
      const { at, by, text, file } = line
      const isMarked = left <= most.marked
      left -= text.length
      const quote = line.quote === undefined ? undefined : quoteOf(line.quote)
      return {
        at,
        who: nameOf(line),
        isOurs: by.kind !== 'visitor',
        ...(quote === undefined ? {} : { quote }),
        said: isMarked ? parseText(text) : asTyped(text),
        ...(file === undefined ? {} : { file: { label: labelOf(file), url: file.url } }),
      }
    }),
  }
}

function whoIs(
  { kind, name = '' }: { kind: string; name?: string },
  nickname: string,
  site: string,
  words: MailWords,
): string {
  if (kind === 'visitor') return name || nickname || words.visitor
  if (kind === 'assistant') return name || words.assistant
  return name || site
}
