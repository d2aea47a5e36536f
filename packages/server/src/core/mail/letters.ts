/** The letters there are, each of a conversation and in the language of whom it is for. Pure. */
import type { Event, Id, SiteSettings } from '@foyer/protocol'
import { transcriptOf } from '../conversation/transcript.ts'
import { headerText } from './addresses.ts'
import { type Letter, type LetterLine, letterHtml, letterText } from './letter.ts'
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

/** Characters of what was said. */
const most = { letter: 20_000, transcript: 2_000_000 }

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

/** `events`: what is told of alone. */
export function answerLetter(facts: LetterFacts & { page: string | null }): Written {
  const { words, letter, values } = begun(facts)
  return written(words.answerSubject, values, {
    ...letter,
    title: filled(words.answerTitle, values),
    intro: [],
    lines: linesOf(facts, words, most.letter).lines,
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
): { lines: LetterLine[]; isCut: boolean } {
  const { lines, isCut } = transcriptOf(events, linkTo, size)
  return {
    isCut,
    lines: lines.map(({ at, by, text, file }) => ({
      at,
      who: whoIs(by, nickname, settings.name, words),
      text: file === undefined ? text : `${filled(words.file, { name: file.name })}\n${file.url}`,
      isOurs: by.kind !== 'visitor',
    })),
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
