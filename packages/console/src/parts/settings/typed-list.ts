/** A list that is typed as one text: what is half typed, or a comma after the last of it, is none of the list yet. */
import { useRef } from 'preact/hooks'

export interface TypedList {
  list: string[]
  write(list: string[]): string
  read(text: string): string[]
  onChange(list: string[]): void
}

/** The text as it was typed, until the list becomes another one by other hands: taken back, say. */
export function useTypedList({ list, write, read, onChange }: TypedList) {
  const typed = useRef({ text: write(list), list })
  // Not by an effect, which on a slow machine comes after the next key and takes what was typed for old.
  if (typed.current.list.join() !== list.join()) typed.current = { text: write(list), list }
  return {
    value: typed.current.text,
    onInput(text: string) {
      typed.current = { text, list: read(text) }
      onChange(typed.current.list)
    },
  }
}
