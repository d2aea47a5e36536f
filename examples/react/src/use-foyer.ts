/**
 * The whole wrapper. The widget is there for as long as the component is: it is made once mounted, never while a server
 * renders, and destroyed with it. Under StrictMode React mounts twice; the first one leaves nothing behind.
 */
import { createFoyer, type Foyer, type FoyerEvents, type FoyerOptions } from '@foyer/widget'
import { useEffect, useRef, useState } from 'react'

export type Listeners = { [E in keyof FoyerEvents]?: (detail: FoyerEvents[E]) => void }

/** Null until it is mounted. Options that change make another widget; listeners may change at any time. */
export function useFoyer(options: FoyerOptions, listeners: Listeners = {}): Foyer | null {
  const [foyer, setFoyer] = useState<Foyer | null>(null)
  const heard = useRef(listeners)
  heard.current = listeners
  const { inline, ...plain } = options
  const key = JSON.stringify(plain)
  const names = Object.keys(listeners).sort().join()
  useEffect(() => {
    const made = createFoyer({ ...(JSON.parse(key) as FoyerOptions), inline })
    setFoyer(made)
    return () => {
      setFoyer(null)
      void made.destroy()
    }
  }, [key, inline])
  useEffect(() => {
    if (foyer === null) return
    const offs = (names.split(',') as (keyof FoyerEvents)[])
      .filter(Boolean)
      .map((name) => foyer.on(name, (detail) => (heard.current[name] as (detail: unknown) => void)?.(detail)))
    return () => {
      for (const off of offs) off()
    }
  }, [foyer, names])
  return foyer
}
