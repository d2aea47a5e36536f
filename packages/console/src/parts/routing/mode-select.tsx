/** Who answers first, each with what it means (RT-2). */
import type { ReceptionMode } from '@foyer/protocol'
import { type MessageKey, t } from '../../locale.ts'
import { Select } from '../field.tsx'

export const modes: { value: ReceptionMode; name: MessageKey; hint: MessageKey }[] = [
  { value: 'botFirst', name: 'mode.botFirst', hint: 'mode.botFirstHint' },
  { value: 'humanFirst', name: 'mode.humanFirst', hint: 'mode.humanFirstHint' },
  { value: 'humanOnly', name: 'mode.humanOnly', hint: 'mode.humanOnlyHint' },
  { value: 'botOnly', name: 'mode.botOnly', hint: 'mode.botOnlyHint' },
]

export function ModeSelect({
  label,
  value,
  onChange,
  hook,
}: {
  label: string
  value: ReceptionMode
  onChange: (mode: ReceptionMode) => void
  hook: string
}) {
  const chosen = modes.find((mode) => mode.value === value)
  return (
    <Select
      label={label}
      value={value}
      options={modes.map((mode) => ({ value: mode.value, label: t(mode.name) }))}
      hook={hook}
      {...(chosen === undefined ? {} : { hint: t(chosen.hint) })}
      onChange={onChange}
    />
  )
}
