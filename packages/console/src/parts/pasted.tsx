/** What was pasted and goes with the next reply (CV-10): it can be looked at, and put away. */
import { cleanName, formatSize } from '@foyer/widget/text'
import type { Signal } from '@preact/signals'
import { useEffect, useMemo } from 'preact/hooks'
import { locale, t } from '../locale.ts'
import { FileName } from './body.tsx'
import { Icon } from './icon.tsx'

interface PastedProps {
  files: Signal<readonly File[]>
  onPutAway(): void
}

export function Pasted({ files, onPutAway }: PastedProps) {
  return (
    <div class="pasted" role="status" aria-atomic="false" data-foyer="pasted">
      {files.value.map((file) => {
        const name = cleanName(file.name)
        return (
          <div key={file}>
            <Preview file={file} />
            <span>
              <FileName name={name} />
              <small>{formatSize(file.size, locale.value)}</small>
            </span>
            <button
              type="button"
              class="icon-button"
              aria-label={t('composer.putAway', { name })}
              data-foyer="put-away"
              onClick={() => {
                files.value = files.peek().filter((one) => one !== file)
                onPutAway()
              }}
            >
              <Icon name="close" size={15} />
            </button>
          </div>
        )
      })}
    </div>
  )
}

function Preview({ file }: { file: File }) {
  const isPicture = /^image\/(?!svg)/.test(file.type)
  const address = useMemo(() => (isPicture ? URL.createObjectURL(file) : ''), [file])
  useEffect(() => () => URL.revokeObjectURL(address), [address])
  return isPicture ? <img src={address} alt="" /> : <Icon name="file" size={20} />
}
