/** Which passwords agents may choose: long ones that are on nobody's list. No rules on kinds of characters. */
import { badRequest } from './outcome.ts'

export const passwordLength = { least: 12, most: 200 } as const

/** Null when it will do, else the refusal; `path` is where the form has the field. */
export function checkPassword(password: string, about: string[], path = '/password') {
  const length = [...password].length
  if (length < passwordLength.least) {
    return badRequest(path, `A password has at least ${passwordLength.least} characters.`)
  }
  if (length > passwordLength.most) {
    return badRequest(path, `A password has at most ${passwordLength.most} characters.`)
  }
  if (isCommon(password, about)) {
    return badRequest(path, 'This password is among the first that anybody would try. Choose another.')
  }
  return null
}

/** Words that the lists of leaked passwords are made of. */
const words = new Set(
  `password passwort passw0rd motdepasse contraseña senha haslo parola wachtwoord welcome letmein iloveyou
  administrator admin root superuser qwerty qwertyuiop qwertz qwertzuiop azerty azertyuiop asdfghjkl zxcvbnm
  football baseball basketball superman batman starwars pokemon monkey dragon sunshine princess shadow master
  michael jordan jennifer charlie ashley trustno changeme changeit default secret mysecret mypassword
  yourpassword newpassword testpassword temppassword thisismypassword correcthorsebatterystaple hello
  helloworld internet computer whatever freedom summer winter spring autumn support customerservice company
  chelsea liverpool arsenal manchester london google facebook samsung iphone unknown access login guest
  foyer livechat chat abc abcd abcdef test testing user username letmeinplease ihateyou loveyou iloveyouforever
  nothing killer soccer hockey ranger thomas robert daniel andrew matthew anthony joshua george hunter
  pepper ginger cookie cheese banana orange flower lovely angel babygirl jessica michelle nicole`
    .split(/\s+/)
    .filter((word) => word !== ''),
)

const rows = [
  'abcdefghijklmnopqrstuvwxyz',
  '01234567890123456789',
  'qwertyuiop',
  'asdfghjkl',
  'zxcvbnm',
  '1qaz2wsx3edc4rfv5tgb6yhn',
]

function isCommon(password: string, about: string[]): boolean {
  const lower = password.toLowerCase().replaceAll(/\s/g, '')
  if (new Set(lower).size < 5 || isRepeated(lower)) return true
  if (rows.some((row) => covers(lower, row) || covers(lower, [...row].reverse().join('')))) return true
  const own = about.flatMap((text) => [text.toLowerCase(), ...text.toLowerCase().split(/[^\p{L}\p{N}]+/u)])
  const isKnown = (text: string) =>
    text === '' || words.has(text) || (text.length > 2 && own.some((part) => part === text))
  const spellings = [lower, trimmed(lower)].flatMap((text) => {
    const plain = text
      .replaceAll(/[@4]/g, 'a')
      .replaceAll('3', 'e')
      .replaceAll('0', 'o')
      .replaceAll(/[$5]/g, 's')
    return [text, plain, plain.replaceAll('1', 'l'), plain.replaceAll(/[1!]/g, 'i')]
  })
  // A known word, or two, with nothing but digits and signs around them.
  return spellings.some((spelling) => {
    const core = trimmed(spelling)
    if (isKnown(core) || isKnown(spelling)) return true
    for (let cut = 3; cut <= core.length - 3; cut += 1) {
      const [head, tail] = [core.slice(0, cut), core.slice(cut)]
      if (isKnown(head.replace(/[^\p{L}]+$/u, '')) && isKnown(tail.replace(/^[^\p{L}]+/u, ''))) return true
    }
    return false
  })
}

/** Without the digits and signs at both ends. */
function trimmed(text: string): string {
  return text.replace(/^[^\p{L}]+|[^\p{L}]+$/gu, '')
}

/** The same few characters over and over. */
function isRepeated(text: string): boolean {
  const period = (text + text).indexOf(text, 1)
  return period < text.length && period <= text.length / 2
}

/** Whether the text is a run along the row. */
function covers(text: string, row: string): boolean {
  return (row + row).includes(text)
}
