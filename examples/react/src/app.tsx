/** @jsxImportSource react */
import { type JSX, useState } from 'react'
import { useFoyer } from './use-foyer.ts'

const url: string = import.meta.env.VITE_FOYER_URL ?? 'http://localhost:8080'

export function App(): JSX.Element {
  const [page, setPage] = useState<'shop' | 'help'>('shop')
  return (
    <>
      <nav>
        <button type="button" id="shop" onClick={() => setPage('shop')}>
          Shop
        </button>
        <button type="button" id="help" onClick={() => setPage('help')}>
          Help
        </button>
      </nav>
      {page === 'shop' ? <Shop /> : <Help />}
    </>
  )
}

/** With a chat in the corner, and a button of the page's own. */
function Shop(): JSX.Element {
  const [unread, setUnread] = useState(0)
  const foyer = useFoyer({ url, site: 'demo' }, { unread: ({ count }) => setUnread(count) })
  const ask = () => {
    void foyer?.open()
    void foyer?.send('Is this chair in stock?')
  }
  return (
    <main>
      <h1>Chairs</h1>
      <button type="button" id="ask" onClick={ask}>
        Ask about this chair
      </button>
      <p role="status">{unread > 0 ? `${unread} unread` : ''}</p>
    </main>
  )
}

/** With a chat as a part of the page. */
function Help(): JSX.Element {
  const [place, setPlace] = useState<Element | null>(null)
  return (
    <main>
      <h1>Help</h1>
      <div id="place" ref={setPlace} style={{ blockSize: '32rem', maxInlineSize: '30rem' }} />
      {place && <Inline place={place} />}
    </main>
  )
}

function Inline({ place }: { place: Element }): null {
  useFoyer({ url, site: 'demo', inline: place })
  return null
}
