import { expect, test } from 'vitest'
import { usualFileTypes } from '../site-defaults.ts'
import { decideType, servingOf } from './file-type.ts'

const png = '\x89PNG\r\n\x1a\n'
const jpeg = '\xff\xd8\xff\xe0'
const gif = 'GIF89a'
const zip = 'PK\x03\x04'
const page = '<!doctype html><script>alert(1)</script>'
const drawing = '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'

function decide(name: string, start: string, declared = '', accepted: string[] = usualFileTypes) {
  return decideType({ name, declared, start: Buffer.from(start, 'latin1'), accepted })
}

test.each([
  ['a.png', png, 'image/png'],
  ['a.PNG', png, 'image/png'],
  ['a.jpeg', jpeg, 'image/jpeg'],
  ['a.gif', `${gif}/*…*/=1;alert(1)`, 'image/gif'],
  ['a.jpg', png, 'image/png'], // as what it is
  ['a.pdf', '%PDF-1.7', 'application/pdf'],
  ['a.docx', zip, 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'],
  ['a.txt', 'hello', 'text/plain'],
  ['a.csv', 'a;b\r\n1;2', 'text/csv'],
  ['a.mp4', '\0\0\0\x18ftypmp42', 'video/mp4'],
  ['a.mp3', 'ID3', 'audio/mpeg'],
  ['pasted', png, 'image/png'],
])('[H01] %s is taken as %s', (name, start, type) => {
  expect(decide(name, start)).toEqual({ type })
})

test('what is declared chooses among the types that a name can have', () => {
  expect(decide('voice.webm', '\x1a\x45\xdf\xa3', 'audio/webm;codecs=opus')).toEqual({ type: 'audio/webm' })
  expect(decide('voice.webm', '\x1a\x45\xdf\xa3', 'text/html')).toEqual({ type: 'video/webm' })
})

test.each([
  ['a page', 'a.html', page],
  ['a drawing', 'a.svg', drawing],
  ['a script', 'a.js', 'alert(1)'],
  ['markup', 'a.xml', '<?xml version="1.0"?><a/>'],
  ['a program', 'a.exe', 'MZ\x90\0'],
  ['a page without a name', 'page', page],
])('[H01] %s is not accepted', (_what, name, start) => {
  expect(decide(name, start)).toEqual({ refused: 'notAccepted' })
  expect(decide(name, start, 'image/png')).toHaveProperty('refused')
})

test.each([
  ['a page called a picture', 'a.jpg', page],
  ['a program called a document', 'a.pdf', 'MZ\x90\0'],
  ['a program called text', 'a.txt', 'MZ\x90\0\x01'],
  ['a picture called a document', 'a.pdf', png],
  ['an archive called a picture', 'a.png', zip],
])('[H01] %s is not what it says', (_what, name, start) => {
  expect(decide(name, start)).toEqual({ refused: 'notWhatItSays' })
})

test('[H01] a drawing is no image to a site that accepts images', () => {
  expect(decide('a.svg', drawing, 'image/svg+xml', ['image/*'])).toEqual({ refused: 'notAccepted' })
  expect(decide('a.svg', drawing, '', ['image/svg+xml'])).toEqual({ type: 'image/svg+xml' })
})

test('[H01] a site that accepts everything still shows nothing that runs', () => {
  expect(decide('a.html', page, '', [])).toEqual({ type: 'text/html' })
  expect(decide('a.exe', 'MZ\x90\0', '', [])).toEqual({ type: 'application/octet-stream' })
  for (const type of ['text/html', 'image/svg+xml', 'text/xml', 'text/javascript', 'made/up']) {
    expect(servingOf(type)).toEqual({ type: 'application/octet-stream', isInline: false })
  }
  expect(servingOf('application/pdf')).toEqual({ type: 'application/pdf', isInline: false })
  expect(servingOf('image/png')).toEqual({ type: 'image/png', isInline: true })
})
