/** Short messages that come and go by themselves, and questions that want a yes or a no. */
import { signal } from '@preact/signals'

export interface Toast {
  id: number
  text: string
  tone: 'plain' | 'danger'
  action?: ToastAction
  /** The next one about the same takes its place. Its text, where nothing was said: said again, it is one message. */
  about: string
}

/** What can be done about a message from within it. */
export interface ToastAction {
  words: string
  /** The name by which stories find its button. */
  hook: string
  run: () => void
}

export interface Question {
  title: string
  text: string
  confirm: string
  isDangerous: boolean
  answer: (yes: boolean) => void
}

const shownFor = 2_500
/** Time to read why, or to reach the button. */
const longerFor = 6_000

export function createNotices() {
  const toasts = signal<Toast[]>([])
  const question = signal<Question | null>(null)
  let last = 0

  function dismiss(id: number): void {
    toasts.value = toasts.value.filter((toast) => toast.id !== id)
  }

  return {
    toasts,
    question,
    dismiss,
    tell(
      text: string,
      tone: Toast['tone'] = 'plain',
      more: Partial<Pick<Toast, 'action' | 'about'>> = {},
    ): void {
      const toast = { id: ++last, text, tone, about: text, ...more }
      const others = toasts.peek().filter(({ about }) => about !== toast.about)
      toasts.value = [...others.slice(-2), toast]
      setTimeout(() => dismiss(toast.id), more.action || tone === 'danger' ? longerFor : shownFor)
    },
    /** Nobody is to read any more why it was refused. */
    withdraw(about: string): void {
      toasts.value = toasts.peek().filter((toast) => toast.about !== about || toast.tone !== 'danger')
    },
    /** Resolves once it is answered; a second question answers the first with no. */
    ask(asked: Omit<Question, 'answer'>): Promise<boolean> {
      question.peek()?.answer(false)
      return new Promise((resolve) => {
        const answer = (yes: boolean) => {
          question.value = null
          resolve(yes)
        }
        question.value = { ...asked, answer }
      })
    },
  }
}

export type Notices = ReturnType<typeof createNotices>
