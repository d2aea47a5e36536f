/** A list of texts, one a line or parted by commas; what is typed stays as it is while one types. */
import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { Field } from '../field.tsx'

interface LinesFieldProps {
  label: string
  lines: readonly string[]
  onChange: (lines: string[]) => void
  hint?: string
  error?: string | null
  parts?: '\n' | ','
  hook?: string
}

export function LinesField({ label, lines, onChange, hint, error, parts = '\n', hook }: LinesFieldProps) {
  const join = (all: readonly string[]) => all.join(parts === ',' ? ', ' : '\n')
  const typed = useSignal(join(lines))
  const read = (text: string) => [
    ...new Set(
      text
        .split(parts === ',' ? /[,،、\n]/ : '\n')
        .map((line) => line.trim())
        .filter((line) => line !== ''),
    ),
  ]
  // Discarded, or changed from elsewhere.
  useEffect(() => {
    if (JSON.stringify(read(typed.peek())) !== JSON.stringify(lines)) typed.value = join(lines)
  }, [JSON.stringify(lines)])
  return (
    <Field
      label={label}
      value={typed.value}
      isLong={parts === '\n'}
      hint={hint}
      error={error}
      {...(hook === undefined ? {} : { hook })}
      onInput={(text) => {
        typed.value = text
        onChange(read(text))
      }}
    />
  )
}
