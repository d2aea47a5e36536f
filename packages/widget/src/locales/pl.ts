/** Polish. */
import type { FirstTexts } from './texts.ts'

export const pl: FirstTexts = {
  closeChat: 'Zamknij czat',
  back: 'Wstecz',
  search: 'Szukaj odpowiedzi',
  noResults: 'Nie ma na to odpowiedzi. Możesz zapytać nas poniżej.',
  otherQuestions: 'Inne pytania',
  needHelp: 'Potrzebujesz jeszcze pomocy?',
  talk: 'Napisz do nas',
  continueTalk: 'Kontynuuj rozmowę',
  online: 'Jesteśmy online',
  assistantOnline: 'Nasz asystent odpowiada od razu',
  atOnce: 'Odpowiada od razu',
  away: 'Nie ma nas, odpowiemy później',
  backAt: 'Wracamy {time}',
  write: 'Napisz wiadomość…',
  send: 'Wyślij',
  attach: 'Dołącz plik',
  emoji: 'Emoji',
  dropFiles: 'Upuść pliki, aby je wysłać',
  agree: 'Pisząc do nas, akceptujesz: {links}.',
  previewed: 'Widzimy, co piszesz, zanim to wyślesz.',
  privacy: 'polityka prywatności',
  terms: 'regulamin',
  and: ' i ',
  assistant: 'Asystent',
  guided: 'Pytania na początek',
  queuedAt: 'Twój numer w kolejce: {n}',
  queuedNext: 'Teraz Twoja kolej',
  person: 'Porozmawiaj z człowiekiem',
  ended: 'Ta rozmowa się zakończyła',
  startNew: 'Zacznij nową rozmowę',
  more: 'Więcej',
  voice: 'Wiadomość głosowa',
  outdated: 'Odśwież stronę, aby kontynuować.',
  unknownError: 'Coś poszło nie tak.',
}

export { pl as texts }
export const fetchLater = () => import('./pl-later.ts')
