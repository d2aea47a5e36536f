/** A modal dialog on the browser's own: focus is kept in and given back, Escape and the backdrop close it. */
import type { ComponentChildren } from 'preact'
import { useId, useLayoutEffect, useRef } from 'preact/hooks'
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
  useLayoutEffect(() => {
    const element = dialog.current
    if (element === null) return
    const before = holderOfFocus()
    cameFrom.set(element, before)
    element.showModal()
    return () => {
      owed = before
      // Taken out of the page while it is open, it gives nothing back; until it is out, nothing else takes the focus.
      queueMicrotask(giveBack)
    }
  }, [])
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

/** What had the focus when a dialog opened. */
const cameFrom = new WeakMap<Element, Element | null>()
/** What is about to have it again: a dialog that opens as another closes would find it nowhere. */
let owed: Element | null = null

function holderOfFocus(): Element | null {
  const active = document.activeElement
  return active === document.body ? owed : active
}

/**
 * Where one was writing one goes on writing: on the page itself the next letters would be shortcuts. What is gone with
 * the dialog that it stood in, such as the palette's box, stands for what had the focus before that.
 */
function giveBack(): void {
  let to = owed
  owed = null
  // Whoever closed it may have put it elsewhere.
  if (document.activeElement !== document.body) return
  for (let holder = goneHolder(to); holder !== null; holder = goneHolder(to))
    to = cameFrom.get(holder) ?? null
  if (to === null) return
  const instead = to.matches('input, textarea') ? composer : openRow
  const target = to.isConnected ? to : document.querySelector(instead)
  if (target instanceof HTMLElement) target.focus({ preventScroll: true })
}

/** The dialog that `element` went away with. */
function goneHolder(element: Element | null): Element | null {
  return element === null || element.isConnected ? null : element.closest('dialog')
}

const composer = '[data-foyer="composer-text"]'
const openRow = 'a[data-conversation][aria-current]'

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
