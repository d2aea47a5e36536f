/** The menu of a conversation: to keep it, to have it sent (CV-14), to end it. Each line is a piece of its own. */
import { Component, createRef, type TargetedSubmitEvent, type VNode } from 'preact'
import { fill } from '../locales/texts.ts'
import { fromServer } from '../panel/header.tsx'
import type { Model } from '../panel/model.ts'

interface LineProps {
  m: Model
  close(): void
}

/** Null where there is nothing to offer. */
type Line = (props: LineProps) => VNode | null

/** In their order. */
const lines: Line[] = [DownloadLine, MailLine, EndLine]

export function openMenu(m: Model): void {
  const { more } = m.texts.peek()
  m.ask({
    title: '',
    label: more,
    choices: [],
    body: (close) => (
      <>
        {lines.map((Line) => (
          <Line key={Line} m={m} close={close} />
        ))}
      </>
    ),
  })
}

/** A link, because what a browser saves has to have been clicked; it works for some minutes. */
class KeepLink extends Component<LineProps, { url?: string; error?: string }> {
  override state: { url?: string; error?: string } = {}

  override async componentDidMount(): Promise<void> {
    const { m } = this.props
    const conversation = m.client.conversation.peek().id.peek()!
    const { ok, error } = await m.client.request('transcript.request', { conversation, format: 'html' })
    if (ok && 'url' in ok) this.setState({ url: fromServer(ok.url, m)! })
    else if (error) this.setState({ error: (await m.pieces.live.load()).explain(m, error) })
  }

  render({ m, close }: LineProps, { url, error }: { url?: string; error?: string }): VNode {
    const { transcript } = m.texts.peek()
    return (
      <>
        <a
          part="choice"
          href={url}
          role={url ? undefined : 'link'}
          aria-disabled={!url}
          target="_blank"
          rel="noopener"
          download
          tabIndex={0}
          // The link is followed first: what is clicked must still be there.
          onClick={() => url && setTimeout(close)}
        >
          {transcript}
        </a>
        {error && <p role="alert">{error}</p>}
      </>
    )
  }
}

function DownloadLine({ m, close }: LineProps): VNode | null {
  const mayKeep = (m.dress.peek().config.media?.transcripts ?? 'none') !== 'none'
  return mayKeep ? <KeepLink m={m} close={close} /> : null
}

function MailLine({ m, close }: LineProps): VNode | null {
  if (m.dress.peek().config.media?.transcripts !== 'mail') return null
  const { mailTranscript } = m.texts.peek()
  const ask = () => {
    close()
    m.ask({ title: mailTranscript, choices: [], body: (end) => <MailForm m={m} close={end} /> })
  }
  return (
    <button type="button" part="choice" onClick={ask}>
      {mailTranscript}
    </button>
  )
}

function EndLine({ m, close }: LineProps): VNode | null {
  if (m.isClosed.peek()) return null
  const { endTitle, endText, end } = m.texts.peek()
  const ask = () => {
    close()
    m.ask({ title: endTitle, text: endText, choices: [{ label: end, danger: true, run: m.end }] })
  }
  return (
    <button type="button" part="choice end" onClick={ask}>
      {end}
    </button>
  )
}

interface MailState {
  waits: boolean
  problem: string
}

class MailForm extends Component<LineProps, MailState> {
  override state: MailState = { waits: false, problem: '' }
  #input = createRef<HTMLInputElement>()

  override componentDidMount(): void {
    this.#input.current!.focus()
  }

  #submit = async (event: TargetedSubmitEvent<HTMLFormElement>) => {
    event.preventDefault()
    const { m } = this.props
    const t = m.texts.peek()
    const email = this.#input.current!.value.trim()
    const conversation = m.client.conversation.peek().id.peek()
    if (this.state.waits || conversation === null) return
    this.setState({ waits: true, problem: '' })
    const { error } = await m.client.request('transcript.request', { conversation, format: 'html', email })
    if (!error) {
      const told = fill(t.mailSent, { email })
      m.ask({ title: t.mailTranscript, choices: [], isDone: true, body: () => <p role="status">{told}</p> })
      return
    }
    const problem =
      error.code === 'bad_request'
        ? t.mailWrong
        : error.code === 'rate_limited'
          ? t.mailTooMany
          : (await m.pieces.live.load()).explain(m, error)
    this.setState({ waits: false, problem })
    this.#input.current!.focus()
  }

  render({ m }: LineProps, { waits, problem }: MailState): VNode {
    const t = m.texts.peek()
    return (
      <form part="mail" noValidate onSubmit={this.#submit}>
        <label>
          <span>{t.mailTo}</span>
          <input
            ref={this.#input}
            type="email"
            dir="ltr"
            autocomplete="email"
            maxLength={254}
            aria-invalid={problem !== '' || undefined}
            aria-describedby="mail-problem"
          />
        </label>
        <p id="mail-problem" role="alert" class="problem">
          {problem}
        </p>
        <button type="submit" class="main" aria-disabled={waits}>
          {t.send}
        </button>
      </form>
    )
  }
}
