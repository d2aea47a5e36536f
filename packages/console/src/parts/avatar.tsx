/** A person's picture, or the first letters of the name on a colour that stays theirs. */
import type { AgentStatus } from '@foyer/protocol'
import type { ComponentChildren } from 'preact'

interface AvatarProps {
  name: string
  id?: string | undefined
  image?: string | undefined
  size?: 'small' | 'medium' | 'normal' | 'large'
  status?: AgentStatus | undefined
  children?: ComponentChildren
}

export function Avatar({ name, id, image, size = 'normal', status, children }: AvatarProps) {
  return (
    <span class={`avatar ${size} hue-${hueOf(id ?? name)}`} aria-hidden="true">
      {image ? <img src={image} alt="" loading="lazy" referrerpolicy="no-referrer" /> : initialsOf(name)}
      {status !== undefined && <span class={`dot ${status}`} />}
      {children}
    </span>
  )
}

const hues = 6

export function hueOf(text: string): number {
  let sum = 0
  for (const letter of text) sum = (sum * 31 + (letter.codePointAt(0) ?? 0)) % 9_973
  return (sum % hues) + 1
}

/** One or two letters; of a generated name such as `Visitor 48213` the last digits, which tell it from others. */
export function initialsOf(name: string): string {
  const digits = /^\p{L}+ \d*(\d\d)$/u.exec(name.trim())?.[1]
  if (digits !== undefined) return digits
  const words = name.trim().split(/\s+/)
  const letters = words.map((word) => [...word].find((letter) => /\p{L}/u.test(letter)) ?? '')
  const first = letters[0] || [...name.trim()][0] || '?'
  const last = words.length > 1 ? (letters.at(-1) ?? '') : ''
  return (first + last).toLocaleUpperCase()
}
