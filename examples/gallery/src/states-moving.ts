// States in which something goes on: a connection that is cut, files on their way, a recording, what is offered or
// changed in a thread. What a browser would have to give (a microphone, a slow network) is played here.
import type { Actor } from '@foyer/protocol'
import { makeFile, type State, talk } from './make.ts'

const frame = () => new Promise(requestAnimationFrame)

/** Till the line about the connection says something. */
async function told(part: (name: string) => Promise<HTMLElement>, state: string): Promise<void> {
  while ((await part('link')).dataset.state !== state) await frame()
}

/** A second of a quiet tone. */
function tone(): string {
  const rate = 8_000
  const view = new DataView(new ArrayBuffer(44 + rate))
  const words: [at: number, text: string][] = [
    [0, 'RIFF'],
    [8, 'WAVEfmt '],
    [36, 'data'],
  ]
  for (const [at, text] of words)
    for (const [index, one] of [...text].entries()) view.setUint8(at + index, one.charCodeAt(0))
  view.setUint32(4, 36 + rate, true)
  view.setUint32(16, 16, true)
  view.setUint16(20, 1, true)
  view.setUint16(22, 1, true)
  view.setUint32(24, rate, true)
  view.setUint32(28, rate, true)
  view.setUint16(32, 1, true)
  view.setUint16(34, 8, true)
  view.setUint32(40, rate, true)
  for (let at = 0; at < rate; at += 1) view.setUint8(44 + at, 128 + Math.round(40 * Math.sin(at / 3)))
  return `data:audio/wav;base64,${btoa(String.fromCharCode(...new Uint8Array(view.buffer)))}`
}

/** A body that goes out to the share `sent` of it, and no further. */
function holdUploads(sent: number): void {
  class Held {
    upload: { onprogress?: (event: { loaded: number }) => void } = {}
    open() {}
    setRequestHeader() {}
    abort() {}
    send(file: File) {
      this.upload.onprogress?.({ loaded: file.size * sent })
    }
  }
  window.XMLHttpRequest = Held as unknown as typeof XMLHttpRequest
}

/** A picture as a clipboard has it. */
async function copied(): Promise<File> {
  const canvas = new OffscreenCanvas(160, 120)
  const paint = canvas.getContext('2d')!
  paint.fillStyle = '#7a9e8a'
  paint.fillRect(0, 0, 160, 120)
  paint.fillStyle = '#2d5846'
  paint.fillRect(40, 50, 80, 70)
  return new File([await canvas.convertToBlob()], 'image.png', { type: 'image/png' })
}

function carry(...files: File[]): DataTransfer {
  const data = new DataTransfer()
  for (const file of files) data.items.add(file)
  return data
}

function drop(panel: HTMLElement, ...files: File[]): void {
  panel.dispatchEvent(
    new DragEvent('drop', { dataTransfer: carry(...files), bubbles: true, cancelable: true }),
  )
}

function paste(field: HTMLElement, ...files: File[]): void {
  const event = { clipboardData: carry(...files), bubbles: true, cancelable: true }
  field.dispatchEvent(new ClipboardEvent('paste', event))
}

const system: Actor = { kind: 'system' }

export const movingStates: State[] = [
  {
    name: 'link/reconnecting',
    log: talk,
    act: async ({ cut, part }) => {
      await part('state')
      cut(1006)
      await told(part, 'connecting')
    },
    shows: ['link'],
  },
  {
    name: 'link/stopped',
    log: talk,
    act: async ({ cut, part }) => {
      await part('state')
      cut(4506)
    },
    shows: ['reconnect'],
  },
  {
    name: 'link/blocked',
    log: talk,
    act: async ({ cut, part }) => {
      await part('state')
      cut(4504)
      await told(part, 'stopped')
    },
    shows: ['link'],
  },
  {
    name: 'link/erased',
    log: talk,
    act: async ({ cut, part }) => {
      await part('state')
      cut(4507)
    },
    shows: ['reconnect'],
  },
  {
    name: 'inline/home',
    isInline: true,
    shows: ['faq-entry'],
  },
  { name: 'inline/talk', isInline: true, log: talk, shows: ['bubble'] },
  {
    name: 'thread/upload',
    log: talk,
    act: async ({ part }) => {
      holdUploads(0.4)
      drop(await part('panel'), new File([new Uint8Array(400_000)], 'plan.pdf', { type: 'application/pdf' }))
    },
    shows: ['upload'],
  },
  {
    name: 'thread/upload-refused',
    config: (config) => void Object.assign(config.limits, { file: 1_000 }),
    log: talk,
    act: async ({ part }) =>
      drop(await part('panel'), new File([new Uint8Array(4_000)], 'plan.pdf', { type: 'application/pdf' })),
    shows: ['warning'],
  },
  {
    name: 'thread/pasted',
    log: talk,
    act: async ({ part }) => {
      const plan = new File([new Uint8Array(40_000)], 'plan.pdf', { type: 'application/pdf' })
      paste(await part('input'), await copied(), plan)
    },
    shows: ['pasted'],
  },
  {
    name: 'thread/voice',
    log: talk,
    act: ({ click }) => {
      // A microphone that hears nothing.
      const silence = new AudioContext().createMediaStreamDestination()
      navigator.mediaDevices.getUserMedia = async () => silence.stream
      return click('record')
    },
    shows: ['voice', 'voice-send'],
  },
  {
    name: 'thread/voice-denied',
    log: talk,
    act: async ({ click, part }) => {
      navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException('', 'NotAllowedError'))
      await click('record')
      while ((await part('warning')).textContent === '') await frame()
    },
    shows: ['warning'],
  },
  {
    name: 'thread/player',
    log: (log) =>
      log.them({ kind: 'file', file: makeFile('note.wav', 'audio/wav', { seconds: 1, url: tone() }) }),
    shows: ['audio', 'play'],
  },
  {
    name: 'thread/offer',
    log: talk,
    act: ({ say }, w) => say('sendCard', { type: 'product', title: w.ask, text: w.more, price: '€ 420' }),
    shows: ['offer', 'offer-send'],
  },
  {
    name: 'thread/edited',
    log: (log, w) =>
      log
        .me(w.long)
        .me({ kind: 'deleted' })
        .add('message.edited', { kind: 'visitor' }, { target: 2, body: { kind: 'text', text: w.long } })
        .add('message.deleted', { kind: 'visitor' }, { target: 3 }),
    shows: ['bubble'],
  },
  {
    name: 'thread/editor',
    config: (config) => void Object.assign(config.media, { editWithin: 1e15 }),
    log: talk,
    act: async ({ click }) => {
      await click('message-menu')
      await click('choice', -3)
    },
    shows: ['editor', 'save'],
  },
  {
    name: 'thread/transcript',
    log: talk,
    act: async ({ click }) => {
      await click('menu')
      await click('choice', -3)
    },
    shows: ['mail'],
  },
  {
    name: 'thread/sound',
    config: (config) => void Object.assign(config, { sound: true }),
    log: talk,
    shows: ['sound'],
  },
  {
    name: 'thread/notices',
    log: (log, w) =>
      talk(log, w)
        .add('handoff.requested', { kind: 'visitor' }, {})
        .add('conversation.assigned', system, { agent: { kind: 'agent', name: w.agent } })
        .add('conversation.warned', system, { closesAt: 0 }),
    shows: ['notice'],
  },
  {
    name: 'thread/filled',
    log: (log, w) =>
      log.me({
        kind: 'filled',
        form: 'leave',
        text: `${w.category}: ${w.ask}`,
        fields: [{ id: 'a', label: w.category, type: 'text' }],
        values: { a: w.ask },
      }),
    shows: ['filled'],
  },
  {
    name: 'thread/pre-chat',
    config: (config, w) =>
      void Object.assign(config, {
        forms: {
          preChat: {
            text: w.subtitle,
            fields: [{ id: 'name', type: 'text', label: w.options[0]!, required: true }],
          },
        },
      }),
    act: ({ click }) => click('talk-button'),
    shows: ['ask', 'form-send'],
  },
  {
    name: 'thread/away-from-latest',
    log: (log, w) => {
      for (let at = 0; at < 8; at += 1) log.me(w.ask).them(w.long)
      return log
    },
    act: async ({ part }) => {
      await part('state')
      const box = await part('thread')
      while ((box.getRootNode() as ShadowRoot).querySelector('[part="to-latest"]') === null) {
        box.scrollTop = 300
        await frame()
      }
    },
    shows: ['to-latest'],
  },
  {
    name: 'thread/hint-answer',
    config: (config) => void Object.assign(config, { typeAhead: true }),
    log: (log, w) => log.me(w.ask),
    head: { handler: 'queue' },
    act: async ({ fill, click }, w) => {
      await fill('input', w.questions[2]![0])
      await click('hint')
    },
    shows: ['hint-answer'],
  },
  {
    name: 'thread/viewer-large',
    log: (log) =>
      log.them({ kind: 'file', file: makeFile('room.png', 'image/png', { width: 320, height: 220 }) }),
    act: async ({ click, part }) => {
      await click('image')
      const viewer = await part('viewer')
      viewer.dispatchEvent(new KeyboardEvent('keydown', { key: '+', bubbles: true }))
      while (viewer.dataset.zoomed === undefined) await frame()
    },
    shows: ['viewer'],
  },
]
