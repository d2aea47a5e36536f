/** German. */
import type { FirstTexts } from './texts.ts'

export const de: FirstTexts = {
  closeChat: 'Chat schließen',
  back: 'Zurück',
  search: 'Nach Antworten suchen',
  noResults: 'Dazu gibt es noch keine Antwort. Fragen Sie uns einfach.',
  otherQuestions: 'Weitere Fragen',
  needHelp: 'Noch Fragen?',
  talk: 'Schreiben Sie uns',
  continueTalk: 'Unterhaltung fortsetzen',
  online: 'Wir sind da',
  assistantOnline: 'Unser Assistent antwortet sofort',
  atOnce: 'Antwortet sofort',
  away: 'Gerade nicht da, wir antworten später',
  backAt: 'Wir sind {time} wieder da',
  write: 'Nachricht schreiben…',
  send: 'Senden',
  attach: 'Datei anhängen',
  emoji: 'Emoji',
  dropFiles: 'Dateien hier ablegen, um sie zu senden',
  agree: 'Wenn Sie uns schreiben, stimmen Sie Folgendem zu: {links}.',
  previewed: 'Wir sehen, was Sie schreiben, bevor Sie es senden.',
  privacy: 'Datenschutzerklärung',
  terms: 'Nutzungsbedingungen',
  and: ' und ',
  assistant: 'Assistent',
  guided: 'Fragen für den Anfang',
  queuedAt: 'Sie sind Nummer {n} in der Warteschlange',
  queuedNext: 'Sie sind als Nächstes dran',
  person: 'Mit einem Menschen sprechen',
  ended: 'Diese Unterhaltung ist beendet',
  startNew: 'Neue Unterhaltung beginnen',
  more: 'Mehr',
  voice: 'Sprachnachricht',
  outdated: 'Bitte laden Sie die Seite neu.',
  unknownError: 'Etwas ist schiefgegangen.',
}

export { de as texts }
export const fetchLater = () => import('./de-later.ts')
