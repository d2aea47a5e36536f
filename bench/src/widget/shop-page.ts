// A page as shops have them: text, a grid of goods, pictures with their sizes said, a style sheet, a script of its
// own. Served with and without the widget's tag; nothing else differs.
import { crc32, deflateSync, gzipSync } from 'node:zlib'

export type File = [type: string, body: Buffer, encoding?: 'gzip']

/** By path. `/shop` is without the widget, `/shop-with` the same with the tag in its head. */
export function shopFiles(tag: string): Record<string, File> {
  const files: Record<string, File> = {
    '/shop': ['text/html', Buffer.from(html(''))],
    '/shop-with': ['text/html', Buffer.from(html(tag))],
    '/shop.css': ['text/css', Buffer.from(css)],
    '/shop.js': ['text/javascript', Buffer.from(js)],
    '/hero.png': ['image/png', picture(720, 400, 3)],
  }
  for (let at = 1; at <= goods; at += 1) files[`/chair-${at}.png`] = ['image/png', picture(320, 320, at + 3)]
  for (const [path, [type, body]] of Object.entries(files))
    if (type !== 'image/png') files[path] = [type, gzipSync(body), 'gzip']
  return files
}

const goods = 8
const words =
  'oak ash pine beech elm walnut frame seat back joint wax oil grain board edge leg rail made to last by hand near the forest'.split(
    ' ',
  )

/** The same words each time: a page that changes from round to round measures itself. */
function text(seed: number, length: number): string {
  let chance = seed + 1
  const next = () => {
    chance = (chance * 16_807) % 2_147_483_647
    return words[chance % words.length]
  }
  return `${Array.from({ length }, next).join(' ')}.`
}

function html(tag: string): string {
  const cards = Array.from(
    { length: goods },
    (_, index) =>
      `<li class="card"><img src="/chair-${index + 1}.png" width="320" height="320" alt="Chair ${index + 1}" ${index > 3 ? 'loading="lazy"' : ''}><h3>Chair ${index + 1}</h3><p>${text(index + 100, 24)}</p><button class="buy" data-price="${80 + index * 15}">Into the basket</button></li>`,
  ).join('')
  const story = Array.from(
    { length: 12 },
    (_, index) => `<h3>${text(index + 200, 4)}</h3><p>${text(index + 3, 90)}</p>`,
  ).join('')
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Juniper &amp; Pine</title><link rel="icon" href="data:,"><link rel="stylesheet" href="/shop.css">${tag}<script src="/shop.js" defer></script></head><body><header><a class="name" href="#">Juniper &amp; Pine</a><nav><a href="#goods">Goods</a><a href="#story">Story</a><button id="basket">0</button></nav></header><main><section class="hero"><img src="/hero.png" width="720" height="400" alt="A workshop"><h1>Furniture that lasts</h1><p>${text(1, 40)}</p></section><section id="goods"><h2>Goods</h2><ul class="grid">${cards}</ul></section><section id="story"><h2>Story</h2>${story}</section></main><footer>${text(9, 30)}</footer></body></html>`
}

// Rules that match, and as many again that do not, as style sheets have them.
const css = `*{box-sizing:border-box}body{margin:0;font:16px/1.5 system-ui,sans-serif;color:#222}header{position:sticky;top:0;display:flex;justify-content:space-between;padding:12px 16px;background:#fff;box-shadow:0 1px 4px #0002}nav{display:flex;gap:12px}.name{font-weight:700}.hero img{display:block;inline-size:100%;block-size:auto}.hero h1,.hero p,h2,footer{margin-inline:16px}.grid{display:grid;grid-template-columns:repeat(auto-fill,minmax(150px,1fr));gap:16px;padding:16px;margin:0;list-style:none}.card{border:1px solid #ddd;border-radius:12px;overflow:hidden;transition:box-shadow .2s}.card:hover{box-shadow:0 4px 16px #0003}.card img{display:block;inline-size:100%;block-size:auto}.card h3,.card p{margin:8px}.buy{margin:8px;padding:8px 12px;border:0;border-radius:8px;background:#2d5d3a;color:#fff}#story{padding:0 16px;max-inline-size:65ch}
${Array.from({ length: 240 }, (_, index) => `.part-${index} > .row-${index % 7}:not(.last) .cell{padding:${index % 9}px ${index % 13}px;margin-block-start:${index % 5}px;border-color:hsl(${index} 40% 50%)}`).join('\n')}`

// A basket, and about the work of a framework's start: a table is made and thrown away.
const js = `
const basket = document.querySelector('#basket')
let sum = 0
for (const button of document.querySelectorAll('.buy'))
  button.addEventListener('click', () => { sum += Number(button.dataset.price); basket.textContent = String(sum) })
const rows = []
for (let at = 0; at < 6000; at += 1) rows.push({ at, name: 'row ' + (at * 7919) % 6000 })
rows.sort((one, other) => one.name.localeCompare(other.name))
const list = document.createDocumentFragment()
for (const { name } of rows.slice(0, 400)) { const item = document.createElement('li'); item.textContent = name; list.append(item) }
`

/** A PNG of soft colours with grain, which does not compress to nothing. */
function picture(width: number, height: number, seed: number): Buffer {
  const rows = Buffer.alloc(height * (width * 3 + 1))
  let grain = seed
  for (let y = 0; y < height; y += 1)
    for (let x = 0; x < width; x += 1) {
      grain = (grain * 1_103_515_245 + 12_345) % 2_147_483_648
      const noise = x % 6 === 0 && y % 3 === 0 ? (grain >> 16) & 3 : 0
      const at = y * (width * 3 + 1) + 1 + x * 3
      rows[at] = 90 + ((x * seed) >> 4) / 4 + noise
      rows[at + 1] = 120 + (y >> 3) + noise
      rows[at + 2] = 80 + ((x + y) >> 4) + noise
    }
  const head = Buffer.alloc(13)
  head.writeUInt32BE(width, 0)
  head.writeUInt32BE(height, 4)
  head.set([8, 2, 0, 0, 0], 8)
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', head),
    chunk('IDAT', deflateSync(rows)),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

function chunk(name: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(name, 'latin1'), data])
  const frame = Buffer.alloc(body.length + 8)
  frame.writeUInt32BE(data.length, 0)
  body.copy(frame, 4)
  frame.writeUInt32BE(crc32(body), body.length + 4)
  return frame
}
