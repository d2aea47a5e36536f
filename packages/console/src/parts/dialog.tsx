/** A modal dialog on the browser's own: focus is kept in and given back, Escape and the backdrop close it. */
import type { ComponentChildren } from 'preact'
import { useEffect, useId, useRef } from 'preact/hooks'
import { useConsole } from '../console.ts'
import { t } from '../locale.ts'

interface DialogProps {
  title: string
  isTitleHidden?: boolean
  className?: string
  hook?: string
  onClose: () => void
  children: ComponentChildren
}

export function Dialog({
  title,
  isTitleHidden = false,
  className = '',
  hook,
  onClose,
  children,
}: DialogProps) {
  const dialog = useRef<HTMLDialogElement>(null)
  const id = useId()
  useEffect(() => dialog.current?.showModal(), [])
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the backdrop is for pointers; the keyboard has Escape
    <dialog
      ref={dialog}
      class={`dialog ${className}`}
      aria-labelledby={id}
      data-foyer={hook}
      onCancel={(event) => {
        event.preventDefault()
        onClose()
      }}
      onClick={(event) => {
        if (event.target === dialog.current) onClose()
      }}
    >
      <div class="dialog-body">
        <h2 id={id} class={isTitleHidden ? 'hidden-label' : undefined}>
          {title}
        </h2>
        {children}
      </div>
    </dialog>
  )
}

/**
 * Shows the question that is being asked, if any. Enter says yes; a letter says no, since whoever goes
 * on typing meant to write a text and hit a shortcut, and what is asked here cannot be taken back.
 */
export function Confirm() {
  const question = useConsole().notices.question.value
  if (question === null) return null
  return (
    <Dialog title={question.title} hook="confirm" onClose={() => question.answer(false)}>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: it has the focus at first, so that no button is hit by a space */}
      <div
        class="confirm"
        tabIndex={-1}
        autofocus
        onKeyDown={(event) => {
          if (event.target !== event.currentTarget) return
          if (event.key === 'Enter') question.answer(true)
          else if (event.key.length !== 1 || event.ctrlKey || event.metaKey) return
          else question.answer(false)
          event.preventDefault()
        }}
      >
        <p class="dialog-text">{question.text}</p>
        <div class="dialog-ends">
          <button type="button" class="button" onClick={() => question.answer(false)}>
            {t('cancel')}
          </button>
          <button
            type="button"
            class={question.isDangerous ? 'button danger' : 'button primary'}
            data-foyer="confirm-yes"
            onClick={() => question.answer(true)}
          >
            {question.confirm}
            <span class="button-key" aria-hidden="true">
              ↵
            </span>
          </button>
        </div>
      </div>
    </Dialog>
  )
}
