/** Families of browser and system in a user agent's name of itself, and no more of it. Pure. */

/** The first that fits: most call themselves what they are not as well. */
const browsers: [RegExp, string][] = [
  [/MicroMessenger\//, 'WeChat'],
  [/Edg(?:e|A|iOS)?\//, 'Edge'],
  [/OPR\/|Opera/, 'Opera'],
  [/SamsungBrowser\//, 'Samsung Internet'],
  [/Firefox\/|FxiOS\//, 'Firefox'],
  [/Chrome\/|CriOS\//, 'Chrome'],
  [/Safari\//, 'Safari'],
]
const systems: [RegExp, string][] = [
  [/iPhone|iPad|iPod/, 'iOS'],
  [/Android/, 'Android'],
  [/Windows/, 'Windows'],
  [/CrOS/, 'ChromeOS'],
  [/Mac OS X|Macintosh/, 'macOS'],
  [/Linux|X11/, 'Linux'],
]

/** Such as `Firefox, Windows`; null where neither is known. */
export function deviceOf(userAgent: string | undefined): string | null {
  if (userAgent === undefined) return null
  const agent = userAgent.slice(0, 512)
  const families = [browsers, systems].flatMap((table) => table.find(([name]) => name.test(agent))?.[1] ?? [])
  return families.length === 0 ? null : families.join(', ')
}
