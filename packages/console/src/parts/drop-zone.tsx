/** Takes files dropped anywhere on the conversation (CV-10). */
import { useSignal } from '@preact/signals'
import type { ComponentChildren } from 'preact'
import { useRef } from 'preact/hooks'
import { t } from '../locale.ts'
import { Icon } from './icon.tsx'

interface DropZoneProps {
  onFiles: ((files: File[]) => void) | null
  className: string
  label: string
  children: ComponentChildren
}

export function DropZone({ onFiles, className, label, children }: DropZoneProps) {
  const isOver = useSignal(false)
  // Every child that is crossed enters and leaves: only as many leavings as enterings are out.
  const depth = useRef(0)
  const hasFiles = (event: DragEvent) =>
    onFiles !== null && event.dataTransfer?.types.includes('Files') === true
  return (
    <section
      class={className}
      aria-label={label}
      onDragEnter={(event) => {
        if (!hasFiles(event)) return
        event.preventDefault()
        depth.current++
        isOver.value = true
      }}
      onDragOver={(event) => {
        if (hasFiles(event)) event.preventDefault()
      }}
      onDragLeave={(event) => {
        if (!hasFiles(event)) return
        depth.current--
        if (depth.current <= 0) isOver.value = false
      }}
      onDrop={(event) => {
        if (!hasFiles(event)) return
        event.preventDefault()
        depth.current = 0
        isOver.value = false
        onFiles?.([...(event.dataTransfer?.files ?? [])])
      }}
    >
      {children}
      {isOver.value && (
        <div class="drop-zone" data-foyer="drop-zone">
          <Icon name="attach" size={26} />
          {t('upload.drop')}
        </div>
      )}
    </section>
  )
}
